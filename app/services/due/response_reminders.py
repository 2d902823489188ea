"""Reminders of citizens who wait for an answer (clause 8.b). Called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.bangla.workdays import after_working_days, working_days_between
from app.i18n import Bilingual, bilingual
from app.models.tables import Account, Response
from app.services.base.clock import to_come
from app.services.base.due_dates import DueState, Standing
from app.services.base.enums import DueAction, DueKind, ResponseState
from app.services.due.views import Due
from app.services.due.wording import named, ref
from app.services.office.holidays import days_off

MOST = 10  # told one by one of each state; the others by their number


def responses(on: date) -> Iterator[Due]:
    """Those overdue, due on the day and due on the next working day, one by one up to `MOST` of a state."""
    off = days_off()
    soon = after_working_days(on, 1, off)
    rows = list(
        Response.select(Response, Account)
        .join(Account, on=(Response.account == Account.id))
        .where(
            (Response.state == ResponseState.OPEN.value)
            & (Response.due != "")
            & ((Response.due <= soon.isoformat()) | (Response.received_at >= to_come()))
        )
        .order_by(Response.due, Response.id)
    )
    by_state: dict[DueState, list[Response]] = {}
    for row in rows:
        by_state.setdefault(_state(row, on), []).append(row)
    for state, found in by_state.items():
        yield from (_due(row, state, on, off) for row in found[:MOST])
        if len(found) > MOST:
            yield _more(found[MOST:], state, on)


def _state(row: Response, on: date) -> DueState:
    due = date.fromisoformat(row.due)
    if due == on or row.received_at >= to_come():
        return DueState.DUE
    return DueState.OVERDUE if due < on else DueState.SOON


def _due(row: Response, state: DueState, on: date, off: frozenset[date]) -> Due:
    due = date.fromisoformat(row.due)
    name = Bilingual(row.author, row.author) if row.author else bilingual("due.response_nobody")
    late = max(working_days_between(due, on, off), 1)  # over a weekend none went by, and it is overdue
    return Due(
        key=f"response:{row.id}",
        kind=DueKind.RESPONSE,
        standing=Standing(state, due, (due - on).days, due),
        text=bilingual(
            f"due.response_{state}",
            account=named(row.account),
            name=name,
            kind=bilingual(f"response_kind.{row.kind}"),
            n=late,
        ),
        action=DueAction.ANSWER_CITIZEN,
        account=ref(row.account),
        response_id=row.id,
        clause="8.b",
    )


def _more(rows: Sequence[Response], state: DueState, on: date) -> Due:
    first = date.fromisoformat(rows[0].due)
    return Due(
        key=f"response:{state}:{rows[-1].id}",
        kind=DueKind.RESPONSE,
        standing=Standing(state, first, (first - on).days, first),
        text=bilingual("due.response_more", n=len(rows)),
        action=DueAction.ANSWER_CITIZEN,
        response_id=rows[0].id,
        clause="8.b",
        n=len(rows),
    )
