"""What would be noticed today: past posts through today's rules, as proposals."""

from __future__ import annotations

from app.checks.types import PostFacts, Severity
from app.models.tables import PastPost
from app.services.base.desk import Desk
from app.services.checking.draft_checks import live
from app.services.past.reading import AT_ONCE, past_posts
from app.services.past.views import Noticed, PastView
from app.work import Work

CHECKED, NOT_CHECKED = ("text",), ("images",)
_GRAVEST = (Severity.BLOCK, Severity.WARN)


def noticed(desk: Desk, account_id: int | None, work: Work) -> tuple[Noticed, ...]:
    """The past posts in whose texts something blocks or warns, the gravest first, then the newest.

    Raises `Cancelled`.
    """
    with desk.store.read():
        rows = PastPost.select(PastPost.id).order_by(PastPost.published_at.desc(), PastPost.id.desc())
        if account_id is not None:
            rows = rows.where(PastPost.account == account_id)
        ids = [row.id for row in rows]
    found = []
    for first in range(0, len(ids), AT_ONCE):
        with desk.store.read():
            posts = past_posts(ids[first : first + AT_ONCE])
        for done, post in enumerate(posts, start=first):
            work.step(done, len(ids))
            told = in_text(desk, post)
            if told is not None:
                found.append(told)
    return tuple(sorted(found, key=lambda one: _GRAVEST.index(one.worst)))


def in_text(desk: Desk, post: PastView) -> Noticed | None:
    """What today's rules notice in a past post's text, None for nothing grave."""
    report = live(desk, post.text, PostFacts())
    findings = tuple(one for one in report.findings if one.severity in _GRAVEST)
    if not findings:
        return None
    worst = Severity.BLOCK if any(one.severity is Severity.BLOCK for one in findings) else Severity.WARN
    return Noticed(post, findings, worst)
