"""Past posts as the window and the commands show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import fn

from app.models.tables import Account, Decision, Member, PastAnswer, PastBatch, PastMedia, PastPost
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import Verdict
from app.services.past.views import PastAnswerView, PastCounts, PastMediaView, PastReply, PastView
from app.services.restored.approvals import first_approval_there

AT_ONCE = 500  # posts read together


def past_posts(ids: Iterable[int]) -> list[PastView]:
    """These posts with their media and newest answers, in the order asked for. Call inside a transaction."""
    wanted = list(ids)
    found: dict[int, PastView] = {}
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        media, answers = _media(some), _answers(some)
        rows: Any = PastPost.select(PastPost, Account).join(Account).where(PastPost.id.in_(some))
        for row in rows:
            found[row.id] = PastView(
                id=row.id,
                account_id=row.account.id,
                platform=row.account.platform,
                account=row.account.handle,
                text=row.text,
                published_at=moment(row.published_at),
                url=row.url,
                origin=row.origin,
                media=tuple(media.get(row.id, ())),
                answer=answers.get(row.id),
            )
    return [found[id_] for id_ in wanted if id_ in found]


def first_approval() -> str | None:
    """When this office first approved anything, here or in a record of which an archive was restored.

    As a kept time. Call inside a transaction.
    """
    row = Decision.select(fn.MIN(Decision.at)).where(Decision.verdict == Verdict.APPROVE.value).scalar()
    there = first_approval_there()
    return min((str(one) for one in (row, there) if one is not None), default=None)


def counts(desk: Desk, account_id: int | None = None) -> PastCounts:
    """How many past posts there are, of one account or of all. Counted anew after posts came in."""
    with desk.store.read():
        began = first_approval()
        name = f"past posts of {account_id} before {began}"
        return desk.derived.get(name, "history.", lambda: _counts(account_id, began))


def _counts(account_id: int | None, began: str | None) -> PastCounts:
    of = (PastPost.account == account_id) if account_id is not None else PastPost.id.is_null(False)
    posts, first, last = (
        PastPost.select(fn.COUNT(PastPost.id), fn.MIN(PastPost.published_at), fn.MAX(PastPost.published_at))
        .where(of)
        .tuples()
        .first()
    )
    before = PastPost.select().where(of & (PastPost.published_at < began)).count() if began else posts
    batches = PastBatch.select(PastBatch.download).distinct().order_by(PastBatch.download)
    if account_id is not None:
        batches = batches.where(PastBatch.account == account_id)
    return PastCounts(
        posts=posts,
        first=moment(first) if first else None,
        last=moment(last) if last else None,
        before=before,
        downloads=tuple(row.download for row in batches),
    )


def _media(posts: list[int]) -> dict[int, list[PastMediaView]]:
    found: dict[int, list[PastMediaView]] = {}
    rows = PastMedia.select().where(PastMedia.post.in_(posts)).order_by(PastMedia.post, PastMedia.position)
    for row in rows:
        view = PastMediaView(row.sha256, row.name, moment(row.at) if row.at else None)
        found.setdefault(row.post_id, []).append(view)
    return found


def _answers(posts: list[int]) -> dict[int, PastAnswerView]:
    rows: Any = (
        PastAnswer.select(PastAnswer, Member)
        .join(Member)
        .where(PastAnswer.post.in_(posts))
        .order_by(PastAnswer.id)
    )
    return {
        row.post_id: PastAnswerView(
            PastReply(row.answer), row.reason, row.draft, row.member.name, moment(row.at)
        )
        for row in rows
    }
