"""The time of a quarter as the tables keep times, and the accounts a report is about. In a transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from app.bangla.dates import DHAKA, local
from app.bangla.workdays import Quarter
from app.models.tables import Account
from app.services.base.clock import stamp
from app.services.base.enums import AccountKind
from app.services.reports.figures import AccountRef
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` up to, and without, `end`; `last_day` is the last one that is over or running.

    `until`: the end, or the moment up to which a running quarter is counted.
    """

    quarter: Quarter
    begin: str
    end: str
    until: datetime
    last_day: date
    complete: bool


def span_of(quarter: Quarter, on: datetime | None = None) -> Span:
    """The time of a quarter, as far as it is over at the moment `on` (now)."""
    moment = on or datetime.now(UTC)
    today = local(moment).date()
    end = datetime.combine(quarter.ends + timedelta(days=1), time(), DHAKA)
    return Span(
        quarter=quarter,
        begin=stamp(datetime.combine(quarter.begins, time(), DHAKA)),
        end=stamp(end),
        until=min(end, moment),
        last_day=min(quarter.ends, today),
        complete=quarter.ends < today,
    )


def official_accounts() -> tuple[AccountRef, ...]:
    """Every official account, closed ones too: what they published stays in the quarter's figures."""
    rows = Account.select().where(Account.kind == AccountKind.OFFICIAL.value).order_by(Account.id)
    return tuple(AccountRef(row.id, row.platform, row.handle, row.display_name) for row in rows)
