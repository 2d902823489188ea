"""Which drafts a list shows, and in which order: by state, by whom they wait for, by when they are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from peewee import JOIN, SQL, fn

from app.checks.types import Severity
from app.models import search as full_text
from app.models.search import Searched
from app.models.tables import Account, Answer, CheckRun, Decision, Draft, Finding, Member, Version
from app.models.transaction import current
from app.services.base.beside import draft_counts
from app.services.base.conditions import row_by_row
from app.services.base.desk import Desk
from app.services.base.enums import DraftKind, Order, Reply, Role, Show, State, Verdict
from app.services.base.kinds import KEPT, use_of
from app.services.base.schedules import in_order, past
from app.services.record.roles import team_size
from app.values import dataclass

# What is still on its way stands before what is over with.
UNDER_WAY = (State.PENDING, State.RETURNED, State.APPROVED)
OVER = (State.REJECTED, State.PUBLISHED)
MOST_OVER = 2_000  # of those that are over, in a list of the window


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as somebody asked for it.

    `kind` (a `DraftKind`) "" and `account` None are all; `member` looks at it.
    """

    show: Show = Show.ALL
    search: str = ""
    order: Order = Order.DUE
    kind: str = ""
    account: int | None = None
    member: int | None = None


def ids(desk: Desk, wanted: Wanted, most: int | None = None) -> list[int]:
    """The drafts of a list in its order. With `most`, of those that are over only that many, the newest."""
    with desk.store.read():
        found = _matching(_condition(wanted), wanted)
        under_way = found.where(Draft.state.in_([state.value for state in UNDER_WAY]))
        over = _over(found, wanted, most)
        if wanted.order in (Order.NEWEST, Order.OLDEST):
            return _by_age(under_way, over, wanted.order)
        first = _ids(_joined(under_way, wanted).order_by(*_columns(wanted.order)))
        if wanted.order is Order.GRAVEST:
            worst = _worst(first)
            first.sort(key=lambda id_: worst.get(id_, len(Severity)))  # stable: due first among the alike
        return [*first, *(row[2] for row in over)]


def shows(desk: Desk, wanted: Wanted, draft_id: int) -> bool:
    """Whether a draft belongs to a list, however long that is."""
    with desk.store.read():
        return bool(_matching(_condition(wanted), wanted).where(Draft.id == draft_id).exists())


def _over(found: Any, wanted: Wanted, most: int | None) -> list[tuple[str, str, int]]:
    """The time of change, of taking in, and id of drafts that are over, the newest of each state."""
    drafts: list[tuple[str, str, int]] = []
    for state in OVER:
        if wanted.show in (Show.ALL, state.value):
            columns = found.select(Draft.updated_at, Draft.created_at, Draft.id)
            # One state at a time, so that an index has them in order and reading stops at the last wanted.
            of_state = columns.where(_is(state, wanted))
            drafts.extend(of_state.order_by(Draft.updated_at.desc(), Draft.id.desc()).limit(most).tuples())
    return sorted(drafts, reverse=True, key=_NEWEST_FIRST)[:most]


def _is(state: State, wanted: Wanted) -> Any:
    """Whether a draft is in a state; where a search found few drafts, that is not looked up in an index."""
    is_so = Draft.state == state.value
    return row_by_row(is_so) if wanted.search.strip() else is_so


def _by_age(under_way: Any, over: list[tuple[str, str, int]], order: Order) -> list[int]:
    rows = [*under_way.select(Draft.updated_at, Draft.created_at, Draft.id).tuples(), *over]
    if order is Order.NEWEST:
        rows.sort(reverse=True, key=_NEWEST_FIRST)
    else:
        rows.sort(key=lambda row: (row[1], row[2]))
    return [row[2] for row in rows]


def tallies(desk: Desk, wanted: Wanted) -> dict[Show, int]:
    """How many drafts each of the lists has, with the search and the filters of `wanted`."""
    with desk.store.read():
        if wanted.search.strip() or wanted.kind or wanted.account is not None:
            # Of the few drafts that a search found, not by the index of all.
            state = Draft.state.concat("") if wanted.search.strip() else Draft.state
            counted = _matching(None, wanted).select(state, fn.COUNT(Draft.id)).group_by(SQL("1")).order_by()
            by_state = {State(name): int(n) for name, n in counted.tuples()}
        else:
            by_state = draft_counts()
        found = {Show(state.value): by_state.get(state, 0) for state in State}
        found[Show.ALL] = sum(found.values())
        for show in (Show.MINE, Show.LATE):
            found[show] = _matching(_condition_of(show, wanted.member), wanted).count()
        return found


_OLDEST = (Draft.created_at, Draft.id)
_NEWEST_FIRST = itemgetter(0, 2)


def in_team(desk: Desk) -> bool:
    """Whether more than one decides, so that what waits for one of them is less than what is pending."""
    with desk.store.read():
        return team_size() > 1


def _matching(condition: Any, wanted: Wanted) -> Any:  # peewee's query types are private
    """The drafts of a condition (None for all) that search and filters let through."""
    query = Draft.select(Draft.id)
    if condition is not None:
        query = query.where(condition)
    if wanted.kind or wanted.account is not None:
        kept = Version.select(Version.id).where(
            (Version.draft == Draft.id) & (Version.number == Draft.version) & _filters(wanted)
        )
        query = query.where(fn.EXISTS(kept))
    found = full_text.matching(Searched.DRAFT, Draft.id, wanted.search)
    return query if found is None else query.where(found)


def _filters(wanted: Wanted) -> Any:
    kept = Version.id.is_null(False)
    if wanted.kind:
        kind = DraftKind(wanted.kind)
        kept &= (Version.use == use_of(kind).value) & (Draft.kind == (kind.value if kind in KEPT else ""))
    if wanted.account is not None:
        kept &= Version.account == wanted.account
    return kept


def _condition(wanted: Wanted) -> Any:
    if wanted.show.value in list(State):
        return _is(State(wanted.show.value), wanted)
    return _condition_of(wanted.show, wanted.member)


def _condition_of(show: Show, member: int | None) -> Any:
    if show is Show.ALL:
        return None
    if show is Show.LATE:
        return (Draft.state == State.APPROVED.value) & fn.EXISTS(_late_version())
    if show is Show.MINE:
        return (Draft.state == State.PENDING.value) & _waits_for(member)
    return Draft.state == State(show.value).value


def _late_version() -> Any:
    current = (Version.draft == Draft.id) & (Version.number == Draft.version)
    return Version.select(Version.id).where(current & past(Version.schedule, datetime.now(UTC)))


def _waits_for(member: int | None) -> Any:
    """What a member may still decide: not what they wrote in a team, nor what they have approved."""
    row = Member.get_or_none((Member.id == member) & Member.active) if member is not None else None
    if row is None or row.role == Role.DRAFTER:
        return Draft.id.is_null()
    approved = Decision.select(Decision.id).where(
        (Decision.draft == Draft.id)
        & (Decision.version == Draft.version)
        & (Decision.verdict == Verdict.APPROVE.value)
        & (Decision.member + 0 == row.id)  # by the draft: a member's decisions are the whole history
        & (Decision.void_at == "")
    )
    waits = ~fn.EXISTS(approved)
    if team_size() > 1:
        waits &= ~fn.EXISTS(_own_versions(row.id))
    return waits


def _own_versions(member: int) -> Any:
    """Current versions of drafts that are a member's own, as `approval.writers` says."""
    first, earlier = Version.alias(), Version.alias()
    introduced = earlier.select(fn.MIN(earlier.number)).where(
        (earlier.draft == Draft.id) & (earlier.text == Version.text)
    )
    wrote = first.select(first.id).where(
        (first.draft == Draft.id) & (first.number == introduced) & (first.author_member == member)
    )
    current = (Version.draft == Draft.id) & (Version.number == Draft.version)
    worded = (fn.TRIM(Version.text) != "") & fn.EXISTS(wrote)
    return Version.select(Version.id).where(current & ((Version.author_member == member) | worded))


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
    rows: Any = (
        Finding.select(Finding.id, Finding.severity, Version.draft)
        .join(CheckRun, on=(Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .where(CheckRun.id.in_(newest_run))
        .tuples()
    )
    newest_answer = Answer.select(fn.MAX(Answer.id)).group_by(Answer.finding)
    answered: Any = Answer.select(Answer.finding).where(
        Answer.id.in_(newest_answer) & (Answer.reply == Reply.DISMISSED.value)
    )
    dismissed = {finding for (finding,) in answered.tuples()}
    wanted = set(draft_ids)
    worst: dict[int, int] = {}
    for finding, severity, draft in rows:
        if draft in wanted and finding not in dismissed:
            rank = Severity(severity).rank
            worst[draft] = min(rank, worst.get(draft, rank))
    return worst


def _ids(query: Any) -> list[int]:
    """Read without peewee's rows: of 100,000 drafts those would take most of the time."""
    return [row[0] for row in current().database.execute(query).fetchall()]
