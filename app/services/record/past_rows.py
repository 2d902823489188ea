"""The rows of past posts, as the events about their batches cover them.

An event holds a batch's row with one digest over its posts and their media; each is read in the order of its
number. So an import of fifty thousand posts is a hundred events, and no row of it can be changed unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import JOIN, PeeweeException

from app.models.fields import NotAsWritten
from app.models.tables import PastBatch, PastMedia, PastPost
from app.services.record.row_digests import RowDigests
from app.services.record.views import AuditProblem

_POSTS = (
    PastPost.batch,
    PastPost.id,
    PastPost.account,
    PastPost.digest,
    PastPost.fold,
    PastPost.text,
    PastPost.published_at,
    PastPost.url,
    PastPost.platform_id,
    PastPost.origin,
)
_MEDIA = (
    PastPost.batch,
    PastMedia.id,
    PastMedia.post,
    PastMedia.position,
    PastMedia.sha256,
    PastMedia.name,
    PastMedia.alt,
    PastMedia.at,
)


def _read(only: int | None = None) -> RowDigests:
    """The digests of all batches, or of one. Call inside a transaction."""
    posts = PastPost.select(*_POSTS).order_by(PastPost.id)
    media: Any = PastMedia.select(*_MEDIA).join(PastPost, JOIN.LEFT_OUTER).order_by(PastMedia.id)
    if only is not None:
        posts, media = posts.where(PastPost.batch == only), media.where(PastPost.batch == only)
    digests = RowDigests()
    digests.take(posts.tuples().iterator())
    digests.take(media.tuples().iterator())
    return digests


def digest_of_batch(batch: int) -> str:
    """The digest over a batch's posts and their media as they are kept. Call inside a transaction."""
    return _read(batch).of(batch)


def check_past() -> Iterator[AuditProblem]:
    """The batches whose posts are not as they were taken in. Call inside a transaction."""
    try:
        digests = _read()
        rows: Any = PastBatch.select(PastBatch.id, PastBatch.digest, PastBatch.download)
        batches = list(rows.tuples())
    except (PeeweeException, NotAsWritten):
        yield AuditProblem("table_unreadable", None, "past_post")
        return
    for id_, digest, download in batches:
        if digests.of(id_) != digest:
            yield AuditProblem("past_differs", None, f"{download} ({id_})")
    if digests.left():
        yield AuditProblem("row_inserted", None, "past_post")
