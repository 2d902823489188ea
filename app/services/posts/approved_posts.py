"""Which posts are approved: of a time and an account, the oldest approval first."""

from __future__ import annotations

from datetime import date, timedelta

from peewee import fn

from app.errors import Refusal
from app.models.tables import Account, Decision, Draft, Version
from app.services.base.clock import midnight
from app.services.base.desk import Desk
from app.services.base.enums import State, Verdict
from app.services.record.destroyed import destroyed_drafts


def approved(desk: Desk, since: date | None, until: date | None, account: str) -> list[tuple[int, str]]:
    """Draft ids with the time their approval was complete, the oldest first."""
    with desk.store.read():
        query = (
            Draft.select(Draft.id, fn.MAX(Decision.at))
            .join(Decision, on=(Decision.draft == Draft.id))
            .switch(Draft)
            .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
            .where(
                Draft.state.in_([State.APPROVED, State.PUBLISHED])
                & (Decision.verdict == Verdict.APPROVE)
                & (Decision.void_at == "")
                & (Decision.version == Draft.version)
                & Draft.id.not_in(destroyed_drafts())
            )
            .group_by(Draft.id)
            .order_by(fn.MAX(Decision.at), Draft.id)
        )
        if account:
            query = query.where(Version.account.in_(accounts_of(account)))
        if since is not None:
            # Earlier approvals cannot be the newest, and are not worth reading.
            query = query.where(Decision.at >= midnight(since))
        if until is not None:
            query = query.having(fn.MAX(Decision.at) < midnight(until + timedelta(days=1)))
        return [(int(row[0]), str(row[1])) for row in query.tuples().execute()]


def accounts_of(handle: str) -> list[int]:
    """The ids of the accounts of a handle, whatever the platform. Raises `Refusal` where there is none."""
    wanted = handle.strip().removeprefix("@")
    found = [row.id for row in Account.select().where(Account.handle == wanted)]
    if not found:
        raise Refusal("office.no_account", name=handle)
    return found
