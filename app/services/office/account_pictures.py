"""What an account shows of itself: banner and profile picture, approved like any post, and its last post."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import Case

from app.checks.types import Use
from app.models.tables import Decision, Draft, LastPost, Member, Version
from app.services.base.clock import moment, to_come
from app.services.base.desk import Desk
from app.services.base.drafts import attachments, findings, newest_answers, newest_run
from app.services.base.enums import State, Verdict
from app.services.office.views import Look


def looks(desk: Desk, account_id: int, use: Use) -> tuple[Look, ...]:
    """The approved banners (or profile pictures) of an account, the newest first: its history."""
    with desk.store.read():
        return _looks(account_id, use)


def current_look(desk: Desk, account_id: int, use: Use) -> Look | None:
    """What is on the page now: the newest that is published, else the newest approved."""
    with desk.store.read():
        return newest_look(account_id, use)


def newest_look(account_id: int, use: Use) -> Look | None:
    """`current_look` inside a transaction."""
    published_first = Case(None, [(Draft.state == State.PUBLISHED.value, 0)], 1)
    newest = (
        _approved_versions(account_id, use)
        .join_from(Draft, Decision, on=((Decision.draft == Draft.id) & (Decision.version == Version.number)))
        .where((Decision.verdict == Verdict.APPROVE.value) & (Decision.void_at == ""))
        .order_by(published_first, Decision.id.desc())
    )
    for row in newest.iterator():  # the first has images but for a post that lost them
        look = _look(row)
        if look is not None:
            return look
    return None


def last_post(account_id: int) -> datetime | None:
    """When the account's last post went out, as recorded. Call inside a transaction."""
    newest = LastPost.get_or_none(LastPost.account == account_id)
    return moment(newest.at) if newest is not None else None


def went_out(version: Version, at: str) -> None:
    """Keep when a version went out, where that is its account's last post. Call inside a transaction."""
    if version.account_id is None or version.use != Use.POST.value:
        return
    known = LastPost.get_or_none(LastPost.account == version.account_id)
    if known is None:
        LastPost.create(account=version.account_id, at=at)
    elif known.at < at or known.at >= to_come():
        LastPost.update(at=at).where(LastPost.account == version.account_id).execute()


def _looks(account_id: int, use: Use) -> tuple[Look, ...]:
    found = (_look(row) for row in _approved_versions(account_id, use))
    return tuple(sorted((look for look in found if look is not None), key=lambda look: look.at, reverse=True))


def _approved_versions(account_id: int, use: Use) -> Any:
    return (
        Version.select(Version, Draft)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(
            (Version.account == account_id)
            & (Version.use == use.value)
            & Draft.state.in_([State.APPROVED.value, State.PUBLISHED.value])
        )
    )


def _look(row: Version) -> Look | None:
    images = attachments(row)
    approval = (
        Decision.select(Decision, Member)
        .join(Member, on=(Decision.member == Member.id))
        .where(
            (Decision.draft == row.draft_id)
            & (Decision.version == row.number)
            & (Decision.verdict == Verdict.APPROVE.value)
            & (Decision.void_at == "")
        )
        .order_by(Decision.id.desc())
        .first()
    )
    if not images or approval is None:
        return None
    run = newest_run(row)
    noticed = findings(run) if run is not None else ()
    answered = newest_answers(noticed)
    return Look(
        draft_id=row.draft_id,
        version=row.number,
        sha256=images[0].sha256,
        state=State(row.draft.state),
        at=moment(approval.at),
        by=approval.member.name,
        findings=len(noticed),
        open_findings=sum(finding.id not in answered for finding in noticed),
    )
