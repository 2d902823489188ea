"""Mending what a post lacks, as a new version: account, purpose, source, alt text, time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.checks.photo.rule_names import NO_ALT_TEXT
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.drafts import current_version, draft_row
from app.services.base.enums import Role
from app.services.office.office import team_size
from app.services.posts.intake import Edit, form_of, revise
from app.services.posts.rows import version_view
from app.services.posts.views import FindingView, VersionView
from app.services.record.roles import active_member, blur_is_edit
from app.values import dataclass, field, replace

_CLAIMS = "claims."
_PURPOSES = ("purpose.missing", "purpose.unfitting")


class Lack(StrEnum):
    """What a post lacks that a person can put in beside the finding which says so."""

    PURPOSE = "purpose"
    SOURCE = "source"
    ALT = "alt"


@dataclass(frozen=True, slots=True)
class Mending:
    """What to put in; None leaves it as it is.

    `alts` are by the image's position, `schedule` is ISO 8601 local time or "" for none.
    """

    account_id: int | None = None
    purpose: str | None = None
    sources: tuple[str, ...] | None = None
    alts: Mapping[int, str] = field(default_factory=dict)
    schedule: str | None = None


def lack_of(finding: FindingView, version: VersionView) -> Lack | None:
    """What would settle a finding by being put in, None where nothing of the kind would."""
    if finding.rule in _PURPOSES:
        return Lack.PURPOSE
    if finding.rule == NO_ALT_TEXT:
        return Lack.ALT
    said_in_text = finding.rule.startswith(_CLAIMS) and finding.attachment is None
    return Lack.SOURCE if said_in_text and not version.sources else None


def mend(desk: Desk, draft_id: int, digest: str, mending: Mending, by: int) -> int:
    """Put in what is missing as a new version, and return its number. Everything else stays as it was.

    `digest`: of the version it was seen missing in. Raises `Refusal` when the draft has changed since, for an
    image that is not there, and like `intake.revise`.
    """
    with desk.store.read():
        version = version_view(current_version(draft_row(draft_id)))
    form = form_of(version)
    for position in mending.alts:
        if not 0 <= position < len(form.images):
            raise Refusal("mending.no_image", n=position + 1)
    changed = replace(
        form,
        account_id=form.account_id if mending.account_id is None else mending.account_id,
        purpose=form.purpose if mending.purpose is None else mending.purpose,
        sources=form.sources if mending.sources is None else mending.sources,
        schedule=form.schedule if mending.schedule is None else mending.schedule,
        images=tuple(
            replace(image, alt=mending.alts.get(position, image.alt).strip())
            for position, image in enumerate(form.images)
        ),
    )
    return revise(desk, draft_id, changed, by, Edit(seen=digest))


def costs_approval(desk: Desk, draft_id: int, by: int, *, blur: bool = False) -> bool:
    """Whether `by` may approve the draft now and, as the author of a new version, no longer could.

    `blur`: a version that only blurs an image, of which the office chose whether it makes an author.
    """
    with desk.store.read():
        member = active_member(by)
        author = current_version(draft_row(draft_id)).author_member_id
        makes_author = not blur or blur_is_edit()
        return makes_author and team_size() > 1 and member.role != Role.DRAFTER and author != by
