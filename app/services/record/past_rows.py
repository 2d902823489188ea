"""The rows of past posts, as the events about their batches cover them.

An event holds a batch's row with one digest over its posts and their media; each is read in the order of its
number. So an import of fifty thousand posts is a hundred events, and no row of it can be changed unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from peewee import JOIN, PeeweeException

from app.models.tables import PastBatch, PastMedia, PastPost
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


class _Digests:
    """The digest of every batch, of whose rows none is kept."""

    def __init__(self) -> None:
        self._posts: dict[int | None, Any] = {}
        self._media: dict[int | None, Any] = {}

    def take(self, only: int | None = None) -> None:
        """Read all rows, or those of one batch. Call inside a transaction."""
        posts = PastPost.select(*_POSTS).order_by(PastPost.id)
        media: Any = PastMedia.select(*_MEDIA).join(PastPost, JOIN.LEFT_OUTER).order_by(PastMedia.id)
        if only is not None:
            posts, media = posts.where(PastPost.batch == only), media.where(PastPost.batch == only)
        for rows, into in ((posts, self._posts), (media, self._media)):
            for batch, *row in rows.tuples().iterator():
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_strange) + "\n"
                found = into.setdefault(batch, hashlib.sha256())
                found.update(line.encode("utf-8", "surrogatepass"))

    def of(self, batch: int | None) -> str:
        """The digest of a batch."""
        parts = (self._posts.pop(batch, None), self._media.pop(batch, None))
        whole = "".join(part.hexdigest() if part is not None else "-" for part in parts)
        return hashlib.sha256(whole.encode()).hexdigest()

    def left(self) -> bool:
        """Whether there are rows of a batch that was not asked for."""
        return bool(self._posts or self._media)


def _strange(value: object) -> object:
    """What stands for bytes where a text should be: none of our own rows bears it."""
    return {"no text": repr(value)}


def digest_of_batch(batch: int) -> str:
    """The digest over a batch's posts and their media as they are kept. Call inside a transaction."""
    digests = _Digests()
    digests.take(batch)
    return digests.of(batch)


def check_past() -> Iterator[AuditProblem]:
    """The batches whose posts are not as they were taken in. Call inside a transaction."""
    digests = _Digests()
    try:
        digests.take()
        rows: Any = PastBatch.select(PastBatch.id, PastBatch.digest, PastBatch.download)
        batches = list(rows.tuples())
    except (PeeweeException, UnicodeDecodeError):
        yield AuditProblem("table_unreadable", None, "past_post")
        return
    for id_, digest, download in batches:
        if digests.of(id_) != digest:
            yield AuditProblem("past_differs", None, f"{download} ({id_})")
    if digests.left():
        yield AuditProblem("row_inserted", None, "past_post")
