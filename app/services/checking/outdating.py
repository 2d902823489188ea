"""Results that were right when they were made, until a person spoke: these drafts are checked again.

What was said of an image counts wherever the image stands, and banners are compared with the office's names
and logo. Every function is called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import fn

from app.checks.photo import known
from app.checks.photo.known import Look
from app.checks.types import Use
from app.models.kept_sql import Rows, select
from app.models.tables import Attachment, CheckRun, Draft, Event, ImageHash, OutdatedRun, Version
from app.services.base.enums import State

# What may change the memory of an image, or what a banner is compared with.
_SPOKEN = (
    "finding.answered",
    "draft.decided",
    "decision.undone",
    "decision.reversed",
    "draft.revised",
    "office.changed",
)


def outdated() -> frozenset[int]:
    """The runs of checks that no longer count."""
    return frozenset(row.run_id for row in outdated_rows())


def outdated_rows() -> Rows[OutdatedRun]:
    """The rows of `outdated`, to be prefetched."""
    return select("outdated runs", lambda: OutdatedRun.select(OutdatedRun.run))


def is_outdated(run: CheckRun) -> bool:
    """Whether a run of checks no longer counts."""

    def build() -> Any:
        return OutdatedRun.select(OutdatedRun.run).where(OutdatedRun.run == run.id)

    return select("an outdated run", build, run.id).first() is not None


def outdate_alike(draft_id: int, images: Iterable[str]) -> None:
    """Have the other open drafts checked again that hold one of these images (SHA-256) or a near copy.

    By the hashes alone: one checked for nothing costs a second, and the check itself looks closer.
    """
    wanted = set(images)
    if not wanted:
        return
    looks = _looks(wanted)
    held = _open_versions().join(Attachment, on=(Attachment.version == Version.id))
    rows = list(
        held.select(Version.id, Attachment.sha256).where(Version.draft != draft_id).distinct().tuples()
    )
    others = _looks({sha256 for _, sha256 in rows} - wanted)
    alike = wanted | {
        sha256
        for sha256, look in others.items()
        if any(known.distance(look, one)[0] <= known.NEAR for one in looks.values())
    }
    _outdate({version for version, sha256 in rows if sha256 in alike})


def outdate_banners() -> None:
    """Have the open drafts of banners and profile pictures checked again."""
    rows = _open_versions().where(Version.use != Use.POST.value)
    _outdate({row.id for row in rows})


def forget(version_id: int) -> None:
    """A version has newer results now."""
    runs = CheckRun.select(CheckRun.id).where(CheckRun.version == version_id)
    OutdatedRun.delete().where(OutdatedRun.run.in_(runs)).execute()


def mark() -> int:
    """The place in the record up to which a check beginning now has heard what was said."""
    return int(Event.select(fn.MAX(Event.id)).scalar() or 0)


def spoken_since(place: int, draft_id: int) -> bool:
    """Whether since that place somebody said what a check of this draft may have missed."""
    later = (Event.id > place) & Event.kind.in_(_SPOKEN) & (Event.draft.is_null() | (Event.draft != draft_id))
    return bool(Event.select().where(later).exists())


def outdate(run: CheckRun) -> None:
    """Have a run done again."""
    OutdatedRun.insert(run=run).on_conflict_ignore().execute()


def _open_versions() -> Any:
    """The current versions of the drafts still to be decided."""
    return (
        Version.select()
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .switch(Version)
        .where(Draft.state.in_([State.PENDING, State.RETURNED]))
    )


def _outdate(versions: set[int]) -> None:
    runs: Any = CheckRun.select(fn.MAX(CheckRun.id)).where(CheckRun.version.in_(versions))
    for (run_id,) in list(runs.group_by(CheckRun.version).tuples()):
        OutdatedRun.insert(run=run_id).on_conflict_ignore().execute()


def _looks(images: set[str]) -> dict[str, Look]:
    """How these images look, where that was worked out."""
    rows = ImageHash.select().where(ImageHash.sha256.in_(images) & (ImageHash.made_by == known.VERSION))
    return {row.sha256: Look(row.hash, row.mirrored) for row in rows}
