"""Every image that posts hold, once, with the posts it stood in; those that look alike together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.bangla.shortening import shortened
from app.checks.photo.known import NEAR
from app.models.tables import Attachment, DisposalItem, Draft, ImageHash, Version
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import ItemState, State
from app.values import dataclass

MOST = 1_500  # images, the newest: more is found by the search of posts
_EXCERPT = 120  # code points
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MediaUse:
    """A post in which an image stands or stood. `current`: in its version of now."""

    draft_id: int
    state: State
    excerpt: str
    current: bool


@dataclass(frozen=True, slots=True)
class MediaItem:
    """An image with those that look like it. `images` are SHA-256, the newest first; `approved`: one use is.

    `uses` are of all of them, the newest first; `at` when the newest came.
    """

    images: tuple[str, ...]
    name: str
    media_type: str
    alt: str
    uses: tuple[MediaUse, ...]
    at: datetime

    @property
    def approved(self) -> bool:
        return any(use.state in (State.APPROVED, State.PUBLISHED) and use.current for use in self.uses)


def media_library(desk: Desk, most: int = MOST) -> tuple[MediaItem, ...]:
    """The newest `most` images, the newest first. Images of destroyed posts are not among them."""
    gone = DisposalItem.select(DisposalItem.draft).where(DisposalItem.state == ItemState.DESTROYED.value)
    with desk.store.read():
        rows: Any = (
            Attachment.select(Attachment, Version, Draft)
            .join(Version, on=(Attachment.version == Version.id))
            .join(Draft, on=(Version.draft == Draft.id))
            .where(Attachment.width > 0, Version.draft.not_in(gone))
            .order_by(Attachment.id.desc())
        )
        first: dict[str, Attachment] = {}
        uses: dict[str, dict[int, MediaUse]] = {}
        for row in rows.iterator():
            if row.sha256 not in first and len(first) >= most:
                continue
            first.setdefault(row.sha256, row)
            draft = row.version.draft
            use = MediaUse(
                draft.id,
                State(draft.state),
                shortened(row.version.text, _EXCERPT),
                row.version.number == draft.version,
            )
            known = uses.setdefault(row.sha256, {})
            if draft.id not in known or use.current:
                known[draft.id] = use
        groups = _alike(list(first))
    found = []
    for images in groups:
        newest = first[images[0]]
        merged: dict[int, MediaUse] = {}
        for image in images:
            merged |= uses[image]
        found.append(
            MediaItem(
                images=tuple(images),
                name=newest.original_name,
                media_type=newest.media_type,
                alt=newest.alt,
                uses=tuple(merged[id_] for id_ in sorted(merged, reverse=True)),
                at=moment(newest.version.created_at),
            )
        )
    return tuple(found)


def _alike(images: list[str]) -> list[list[str]]:
    """The images in their order, each with the later ones whose hash is near its own. In a transaction."""
    hashes: dict[str, int] = {}
    for start in range(0, len(images), _AT_ONCE):
        some = images[start : start + _AT_ONCE]
        for row in ImageHash.select(ImageHash.sha256, ImageHash.hash).where(ImageHash.sha256.in_(some)):
            hashes[row.sha256] = int(row.hash, 16)
    groups: list[tuple[int | None, list[str]]] = []
    for image in images:
        own = hashes.get(image)
        if own is not None:
            near = next((g for h, g in groups if h is not None and (h ^ own).bit_count() <= NEAR), None)
            if near is not None:
                near.append(image)
                continue
        groups.append((own, [image]))
    return [group for _, group in groups]
