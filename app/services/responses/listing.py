"""The list of responses: which of them, in which order, and how many there are of each sort."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from peewee import Case, fn

from app.models.search import NOTHING, Searched, matching
from app.models.tables import Response
from app.services.base.conditions import row_by_row
from app.services.base.counts_and_search import response_counts
from app.services.base.desk import Desk
from app.services.base.enums import ResponseState
from app.services.responses.rows import today, views
from app.services.responses.views import ResponseView
from app.values import dataclass, replace

MOST = 2000  # of a list of what waits
MOST_SETTLED = 500  # of what is settled: what is older is found by searching


_SETTLED = (ResponseState.ANSWERED.value, ResponseState.CLOSED.value, ResponseState.MERGED.value)


class ShowResponses(StrEnum):
    """Which responses a list shows. WAITING: to be answered by this office, the late ones among them."""

    WAITING = "waiting"
    LATE = "late"
    MINE = "mine"
    REFERRED = "referred"
    ANSWERED = "answered"
    ALL = "all"


_BY_DAY = (ShowResponses.LATE, ShowResponses.MINE)  # of those that wait, counted as they are asked for


@dataclass(frozen=True, slots=True)
class WantedResponses:
    """What a list is to show; `member` is for MINE.

    `search` are words of what was said or answered, of the name or the tracking number, or their beginnings.
    """

    show: ShowResponses = ShowResponses.WAITING
    search: str = ""
    member: int | None = None
    account_id: int | None = None


def responses(
    desk: Desk, wanted: WantedResponses, on: date | None = None, *, whole: bool = False
) -> tuple[ResponseView, ...]:
    """The wanted ones as they stand on a day (None: today), all of them or as many as a list shows.

    What waits comes by its last day, what is settled the newest first.
    """
    day = on if on is not None else today()
    with desk.store.read():
        rows = Response.select().where(_condition(wanted, day))
        settled = wanted.show in (ShowResponses.ANSWERED, ShowResponses.ALL, ShowResponses.REFERRED)
        order = (Response.received_at.desc(), Response.id.desc()) if settled else _by_last_day()
        most = MOST_SETTLED if settled else MOST
        return tuple(views(rows.order_by(*order).limit(None if whole else most), day))


def counts(desk: Desk, wanted: WantedResponses) -> dict[ShowResponses, int]:
    """How many there are of each sort, of those the search finds."""
    day = today()
    with desk.store.read():
        if wanted.search.strip():
            return _counts_found(wanted, day)
        found = {
            show: Response.select(fn.COUNT(Response.id))
            .where(_condition(replace(wanted, show=show), day))
            .scalar()
            for show in _BY_DAY
        }
        # The rest is kept: nobody waits for what is settled.
        states = response_counts(wanted.account_id)
        found[ShowResponses.WAITING] = states[ResponseState.OPEN]
        found[ShowResponses.REFERRED] = states[ResponseState.REFERRED]
        found[ShowResponses.ANSWERED] = sum(states[ResponseState(state)] for state in _SETTLED)
        found[ShowResponses.ALL] = sum(states.values())
        return found


def _counts_found(wanted: WantedResponses, day: date) -> dict[ShowResponses, int]:
    """The counts of what a search finds, which is searched once for all of them."""
    sums = [fn.SUM(Case(None, ((_shown(show, wanted.member, day), 1),), 0)) for show in ShowResponses]
    of_all = replace(wanted, show=ShowResponses.ALL)
    row = Response.select(*sums).where(_condition(of_all, day)).tuples().first()
    return {show: int(n or 0) for show, n in zip(ShowResponses, row, strict=True)}


def _by_last_day() -> tuple[Any, ...]:
    # What has no last day asks nothing of anybody: it comes behind all that does.
    return (Response.due == "").asc(), Response.due, Response.received_at, Response.id


def _condition(wanted: WantedResponses, day: date) -> Any:
    found = _shown(wanted.show, wanted.member, day)
    if wanted.account_id is not None:
        # Where few of all are wanted by their state, they are not looked up by their account.
        few = wanted.show not in (ShowResponses.ANSWERED, ShowResponses.ALL)
        found &= (Response.account + 0 if few else Response.account) == wanted.account_id
    if wanted.search.strip():
        words = matching(Searched.RESPONSE, Response.id, wanted.search)
        found &= words if words is not None else NOTHING
    return found


def _shown(show: ShowResponses, member: int | None, day: date) -> Any:
    waiting = Response.state == ResponseState.OPEN.value
    late = waiting & (Response.due != "") & (Response.due < day.isoformat())
    conditions = {
        ShowResponses.WAITING: waiting,
        ShowResponses.LATE: late,
        # Of what waits, which is little: not all that was ever given to somebody.
        ShowResponses.MINE: waiting & (Response.assigned + 0 == member),
        ShowResponses.REFERRED: Response.state == ResponseState.REFERRED.value,
        # Nearly all of them: not looked up by their state, so that the newest come from the index by time
        # without sorting the rest.
        ShowResponses.ANSWERED: row_by_row(Response.state.in_(_SETTLED)),
        ShowResponses.ALL: Response.received_at > "",
    }
    return conditions[show]
