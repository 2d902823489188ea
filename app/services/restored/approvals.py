"""The approvals of restored archives, for whoever asks whether something was approved by this office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import fn

from app.models.tables import RestoredFile, RestoredPost
from app.services.restored.post_rows import post_in
from app.services.restored.reading import newest, withdrawn
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ApprovedThere:
    """An approval that stands, by the word of its archive: its text, folded too, and where it went out."""

    text: str
    fold: str
    addresses: tuple[str, ...]


def approved_there() -> Iterator[ApprovedThere]:
    """Every approval of a restored archive that stands. Call inside a transaction."""
    gone = withdrawn()
    columns = (RestoredPost.record, RestoredPost.draft, RestoredPost.events)
    query: Any = RestoredPost.select(*columns, RestoredPost.text, RestoredPost.fold, RestoredPost.document)
    for record, draft, events, text, fold, document in query.where(newest()).tuples().iterator():
        if gone.get((record, draft), 0) <= events:
            published = post_in(document).publications
            yield ApprovedThere(text, fold, tuple(one.url for one in published))


def first_approval_there() -> str | None:
    """The earliest approval of the restored archives, as a kept time. Call inside a transaction."""
    first = RestoredPost.select(fn.MIN(RestoredPost.approved_at)).scalar()
    return None if first is None else str(first)


def post_with(images: Iterable[str]) -> int | None:
    """The restored post in which one of these images was approved, the newest; None for none.

    Call inside a transaction.
    """
    query: Any = (
        RestoredPost.select(RestoredPost.id, RestoredPost.record, RestoredPost.draft, RestoredPost.events)
        .join(RestoredFile, on=(RestoredFile.folder == RestoredPost.folder))
        .where(RestoredFile.original & RestoredFile.sha256.in_(list(images)) & newest())
        .where(RestoredFile.archive == RestoredPost.archive)
        .order_by(RestoredPost.approved_at.desc(), RestoredPost.id.desc())
    )
    gone = withdrawn()
    for id_, record, draft, events in query.tuples():
        if gone.get((record, draft), 0) <= events:
            return int(id_)
    return None
