"""What an account shows of itself: banner and profile picture, approved like any post, and its last post."""

from __future__ import annotations

from datetime import datetime

from peewee import fn

from app.checks.types import Use
from app.models.tables import Decision, Draft, Member, Publication, Version
from app.services.base.clock import moment
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
    found = _looks(account_id, use)
    published = (look for look in found if look.state is State.PUBLISHED)
    return next(published, found[0] if found else None)


def last_post(account_id: int) -> datetime | None:
    """When the account's last post went out, as recorded. Call inside a transaction."""
    newest = (
        Publication.select(fn.MAX(Publication.at))
        .join(
            Version,
            on=((Version.draft == Publication.draft) & (Version.number == Publication.version)),
        )
        .where((Version.account == account_id) & (Version.use == Use.POST.value))
        .scalar()
    )
    return moment(newest) if newest else None


def _looks(account_id: int, use: Use) -> tuple[Look, ...]:
    versions = (
        Version.select(Version, Draft)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(
            (Version.account == account_id)
            & (Version.use == use.value)
            & Draft.state.in_([State.APPROVED.value, State.PUBLISHED.value])
        )
    )
    found = (_look(row) for row in versions)
    return tuple(sorted((look for look in found if look is not None), key=lambda look: look.at, reverse=True))


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
