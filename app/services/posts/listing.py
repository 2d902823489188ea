"""Which drafts a list shows, and in which order: by state, by whom they wait for, by when they are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import itemgetter
from typing import Any

from peewee import JOIN, SQL, fn

from app.checks.types import Severity
from app.models.search import MOST_FOUND, NOTHING
from app.models.tables import Account, Answer, CheckRun, Draft, Finding, Version
from app.models.transaction import current
from app.services.base.counts_and_search import draft_counts
from app.services.base.desk import Desk
from app.services.base.enums import Order, Reply, Show, State
from app.services.base.schedules import in_order
from app.services.posts import listing_query
from app.services.posts.listing_query import Found, Wanted, narrowed
from app.services.record.roles import team_size

__all__ = ["MOST_OVER", "Wanted", "every", "ids", "in_team", "most_counted", "shows", "tallies"]

# What is still on its way stands before what is over with.
UNDER_WAY = (State.PENDING, State.RETURNED, State.APPROVED)
OVER = (State.REJECTED, State.PUBLISHED)
MOST_OVER = 2_000  # of those that are over, in a list of the window
_AT_ONCE = 2_000  # read at a time, where all are wanted

_OLDEST = (Draft.created_at, Draft.id)
_TIMES = (Draft.updated_at, Draft.created_at, Draft.id)
_NEWEST_FIRST = itemgetter(0, 2)

Times = tuple[str, str, int]  # when a draft changed, when it was taken in, and its id


def ids(desk: Desk, wanted: Wanted, most: int | None = None) -> list[int]:
    """The drafts of a list in its order. With `most`, of those that are over only that many, the newest."""
    with desk.store.read():
        return list(every(wanted)) if most is None else _at_most(wanted, most)


def every(wanted: Wanted) -> Iterator[int]:
    """All drafts of a list in its order, read some at a time: there may be a million.

    Call inside a transaction, and read them in it.
    """
    if wanted.search.strip():
        yield from _at_most(wanted, MOST_FOUND)
        return
    found = _shown(wanted)
    if wanted.order is Order.OLDEST:
        yield from _oldest_first(found)
        return
    over = merge(*(_each(found, state) for state in _over(wanted)), reverse=True, key=_NEWEST_FIRST)
    if wanted.order is Order.NEWEST:
        under_way = sorted(
            _under_way(found, wanted.show).select(*_TIMES).tuples(), reverse=True, key=_NEWEST_FIRST
        )
        over = merge(under_way, over, reverse=True, key=_NEWEST_FIRST)
    else:
        yield from _first(found, wanted)
    for _, _, id_ in over:
        yield id_


def shows(desk: Desk, wanted: Wanted, draft_id: int) -> bool:
    """Whether a draft belongs to a list, however long that is."""
    with desk.store.read():
        return bool(_shown(wanted).query.where(Draft.id == draft_id).exists())


def tallies(desk: Desk, wanted: Wanted) -> dict[Show, int]:
    """How many drafts each of the lists has, with the search and the filters of `wanted`.

    Of those that are over no more than `most_counted` says and one are counted.
    """
    with desk.store.read():
        found = listing_query.found(wanted)
        most = most_counted(wanted)
        if found.few:
            by_state = _counted(found.query, Draft.state.concat(""))  # not by the index of all
        elif most is not None:
            by_state = _counted(_under_way(found), Draft.state)
            for state in OVER:
                by_state[state] = found.of_state(state).limit(most + 1).count()
        else:
            by_state = draft_counts()
        if most is not None:
            by_state |= {state: min(by_state.get(state, 0), most + 1) for state in OVER}
        shown = {Show(state.value): by_state.get(state, 0) for state in State}
        shown[Show.ALL] = sum(shown.values())
        for show in (Show.MINE, Show.LATE):
            shown[show] = found.of(show, wanted.member).query.count()
        return shown


def most_counted(wanted: Wanted) -> int | None:
    """How many drafts that are over `tallies` counts in a state, None for all. One more says: more."""
    return MOST_OVER if narrowed(wanted) else None


def in_team(desk: Desk) -> bool:
    """Whether more than one decides, so that what waits for one of them is less than what is pending."""
    with desk.store.read():
        return team_size() > 1


def _shown(wanted: Wanted) -> Found:
    return listing_query.found(wanted).of(wanted.show, wanted.member)


def _counted(query: Any, state: Any) -> dict[State, int]:
    counted = query.select(state, fn.COUNT(Draft.id)).group_by(SQL("1")).order_by()
    return {State(name): int(n) for name, n in counted.tuples()}


def _over(wanted: Wanted) -> list[State]:
    return [state for state in OVER if wanted.show in (Show.ALL, state.value)]


def _at_most(wanted: Wanted, most: int) -> list[int]:
    """A list with so many of those that are over, the newest."""
    found = _shown(wanted)
    over = [row for state in _over(wanted) for row in _newest(found, state, most)]
    over.sort(reverse=True, key=_NEWEST_FIRST)
    over = over[:most]
    if wanted.order in (Order.NEWEST, Order.OLDEST):
        return _by_age(_under_way(found, wanted.show), over, wanted.order)
    return [*_first(found, wanted), *(id_ for _, _, id_ in over)]


def _under_way(found: Found, show: Show = Show.ALL) -> Any:
    # Of a list of what is over nothing is asked: all of it would be read.
    over = show.value in [state.value for state in OVER]
    return found.query.where(NOTHING if over else Draft.state.in_([state.value for state in UNDER_WAY]))


def _first(found: Found, wanted: Wanted) -> list[int]:
    """What is still on its way, in the order asked for."""
    first = _ids(_joined(_under_way(found, wanted.show), wanted).order_by(*_columns(wanted.order)))
    if wanted.order is Order.GRAVEST:
        worst = _worst(first)
        first.sort(key=lambda id_: worst.get(id_, len(Severity)))  # stable: due first among the alike
    return first


def _newest(found: Found, state: State, most: int) -> list[Times]:
    """The newest drafts of a state that is over.

    One state at a time, so that an index has them in order and reading stops at the last wanted.
    """
    at = Draft.updated_at.concat("") if found.few else Draft.updated_at
    newest = found.of_state(state).select(*_TIMES).order_by(at.desc(), Draft.id.desc()).limit(most)
    return list(newest.tuples())


def _each(found: Found, state: State) -> Iterator[Times]:
    """All drafts of a state that is over, the newest first, a page at a time."""
    page = _newest(found, state, _AT_ONCE)
    while page:
        yield from page
        at, _, last = page[-1]
        earlier = (Draft.updated_at <= at) & ((Draft.updated_at < at) | (Draft.id < last))
        page = _newest(Found(found.query.where(earlier), found.few), state, _AT_ONCE)


def _oldest_first(found: Found) -> Iterator[int]:
    """Drafts by when they were taken in, a page at a time."""
    in_order = found.query.select(Draft.created_at, Draft.id).order_by(*_OLDEST).limit(_AT_ONCE)
    page = list(in_order.tuples())
    while page:
        yield from (id_ for _, id_ in page)
        at, last = page[-1]
        later = (Draft.created_at >= at) & ((Draft.created_at > at) | (Draft.id > last))
        page = list(in_order.where(later).tuples())


def _by_age(under_way: Any, over: list[Times], order: Order) -> list[int]:
    rows = [*under_way.select(*_TIMES).tuples(), *over]
    if order is Order.NEWEST:
        rows.sort(reverse=True, key=_NEWEST_FIRST)
    else:
        rows.sort(key=lambda row: (row[1], row[2]))
    return [row[2] for row in rows]


def _joined(query: Any, wanted: Wanted) -> Any:
    joined = query.join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
    if wanted.order is Order.ACCOUNT:
        joined = joined.join(Account, JOIN.LEFT_OUTER, on=(Version.account == Account.id))
    return joined


def _columns(order: Order) -> tuple[Any, ...]:
    due = ((Version.schedule == ""), in_order(Version.schedule), *_OLDEST)
    if order is Order.ACCOUNT:
        return (Account.id.is_null(), Account.display_name, Account.id, *due)
    if order is Order.AUTHOR:
        return (Version.author, *due)
    return due


def _worst(draft_ids: Sequence[int]) -> dict[int, int]:
    """For each of these drafts the rank of the severest finding that nobody dismissed."""
    newest_run = (
        CheckRun.select(fn.MAX(CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(Draft.state.in_([state.value for state in UNDER_WAY]))
        .group_by(CheckRun.version)
    )
    later = Answer.alias()
    newer = later.select(later.id).where((later.finding == Answer.finding) & (later.id > Answer.id))
    dismissed = Answer.select(Answer.id).where(
        (Answer.finding == Finding.id) & (Answer.reply == Reply.DISMISSED.value) & ~fn.EXISTS(newer)
    )
    rows: Any = (
        Finding.select(Finding.severity, Version.draft)
        .join(CheckRun, on=(Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .where(CheckRun.id.in_(newest_run) & ~fn.EXISTS(dismissed))
        .tuples()
    )
    wanted = set(draft_ids)
    worst: dict[int, int] = {}
    for severity, draft in rows:
        if draft in wanted:
            rank = Severity(severity).rank
            worst[draft] = min(rank, worst.get(draft, rank))
    return worst


def _ids(query: Any) -> list[int]:
    """Read without peewee's rows: of 100,000 drafts those would take most of the time."""
    return [row[0] for row in current().database.execute(query).fetchall()]
