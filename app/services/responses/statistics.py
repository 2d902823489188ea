"""How many citizens wrote, how soon they were answered, and how many too late: for reports of a period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from statistics import median

from app.bangla.dates import DHAKA
from app.bangla.workdays import working_days_between
from app.models.tables import Response
from app.services.base.clock import day_of, stamp
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind, ResponseState
from app.services.office.holidays import days_off
from app.services.responses.rows import today, was_late
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """Figures of some responses; every id list names the rows behind its number.

    `in_time` and `late` are answered ones, by their last day; `without_due` answered ones that had none.
    `overdue` are open beyond their last day, `waiting` open and not yet due. `referred`, `closed` (no answer
    needed) and `merged` are none of these; all eight together are `received`. `median_days` and
    `longest_days` are working days from receipt to the answer, None where none is answered. `reopened` were
    opened again.
    """

    received: tuple[int, ...] = ()
    in_time: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    without_due: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    referred: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
    median_days: float | None = None
    longest_days: int | None = None

    @property
    def answered(self) -> int:
        """How many are answered, in time or not."""
        return len(self.in_time) + len(self.late) + len(self.without_due)


@dataclass(frozen=True, slots=True)
class ResponseStatistics:
    """The responses received from `since` to `until` (Dhaka days, both included), as they stood on `on`.

    `total` of all, and the same by kind and by account id; a kind or account without any is not there.
    `any_ever`: whether the office has entered a response at all, so that "none" can be told from "no data".
    `earlier_open`: those received before the period to which an answer is still owed; in none of the figures.
    """

    since: date
    until: date
    on: date
    total: ResponseFigures
    by_kind: dict[ResponseKind, ResponseFigures]
    by_account: dict[int, ResponseFigures]
    any_ever: bool
    earlier_open: tuple[int, ...] = ()


def statistics(desk: Desk, since: date, until: date, on: date | None = None) -> ResponseStatistics:
    """The figures of a period. `on` is the day on which an open one counts as overdue, None for today."""
    day = on if on is not None else today()
    first, end = (stamp(datetime.combine(one, time(), DHAKA)) for one in (since, until + timedelta(days=1)))
    with desk.store.read():
        within = (Response.received_at >= first) & (Response.received_at < end)
        rows = list(Response.select().where(within).order_by(Response.id))
        earlier = Response.select(Response.id).where(
            (Response.received_at < first) & (Response.state == ResponseState.OPEN) & (Response.due != "")
        )
        off = days_off()
        return ResponseStatistics(
            since=since,
            until=until,
            on=day,
            total=_figures(rows, day, off),
            by_kind={
                kind: _figures(found, day, off)
                for kind in ResponseKind
                if (found := [row for row in rows if row.kind == kind])
            },
            by_account={
                account: _figures([row for row in rows if row.account_id == account], day, off)
                for account in sorted({row.account_id for row in rows})
            },
            any_ever=Response.select().exists(),
            earlier_open=_ids(earlier.order_by(Response.id)),
        )


def _figures(rows: Sequence[Response], on: date, off: frozenset[date]) -> ResponseFigures:
    answered = [row for row in rows if row.state == ResponseState.ANSWERED]
    waiting = [row for row in rows if row.state == ResponseState.OPEN]
    took = [working_days_between(day_of(row.received_at), day_of(row.answered_at), off) for row in answered]
    overdue = [row for row in waiting if row.due and row.due < on.isoformat()]
    return ResponseFigures(
        received=_ids(rows),
        in_time=_ids(row for row in answered if row.due and not was_late(row)),
        late=_ids(row for row in answered if was_late(row)),
        without_due=_ids(row for row in answered if not row.due),
        waiting=_ids(row for row in waiting if row not in overdue),
        overdue=_ids(overdue),
        referred=_ids(row for row in rows if row.state == ResponseState.REFERRED),
        closed=_ids(row for row in rows if row.state == ResponseState.CLOSED),
        merged=_ids(row for row in rows if row.state == ResponseState.MERGED),
        reopened=_ids(row for row in rows if row.reopened),
        median_days=float(median(took)) if took else None,
        longest_days=max(took, default=None),
    )


def _ids(rows: Iterable[Response]) -> tuple[int, ...]:
    return tuple(int(row.id) for row in rows)
