"""Which drafts a list shows, and in which order: by state, by whom they wait for, by when they are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from peewee import JOIN, fn

from app.checks.types import Severity
from app.models import search as full_text
from app.models.tables import Account, Answer, CheckRun, Decision, Draft, Finding, Member, Version
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.base.enums import Order, Reply, Role, Show, State, Verdict
from app.services.base.schedules import in_order, past
from app.services.record.roles import team_size
from app.values import dataclass

# What is still on its way stands before what is over with.
UNDER_WAY = (State.PENDING, State.RETURNED, State.APPROVED)
OVER = (State.REJECTED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as somebody asked for it. `use` "" and `account` None are all; `member` looks at it."""

    show: Show = Show.ALL
    search: str = ""
    order: Order = Order.DUE
    use: str = ""
    account: int | None = None
    member: int | None = None


def ids(desk: Desk, wanted: Wanted) -> list[int]:
    """The drafts of a list in its order."""
    with desk.store.read():
        found = _matching(_condition(wanted), wanted)
        if wanted.order in (Order.NEWEST, Order.OLDEST):
            ways = {Order.NEWEST: (Draft.updated_at.desc(), Draft.id.desc()), Order.OLDEST: _OLDEST}
            return _ids(found.order_by(*ways[wanted.order]))
        under_way = found.where(Draft.state.in_([state.value for state in UNDER_WAY]))
        over = found.where(Draft.state.in_([state.value for state in OVER]))
        first = _ids(_joined(under_way, wanted).order_by(*_columns(wanted.order)))
        if wanted.order is Order.GRAVEST:
            worst = _worst(first)
            first.sort(key=lambda id_: worst.get(id_, len(Severity)))  # stable: due first among the alike
        return [*first, *_ids(over.order_by(Draft.updated_at.desc(), Draft.id.desc()))]


def tallies(desk: Desk, wanted: Wanted) -> dict[Show, int]:
    """How many drafts each of the lists has, with the search and the filters of `wanted`."""
    with desk.store.read():
        by_state = dict(
            _matching(None, wanted)
            .select(Draft.state, fn.COUNT(Draft.id))
            .group_by(Draft.state)
            .order_by()
            .tuples()
        )
        found = {Show(state.value): int(by_state.get(state.value, 0)) for state in State}
        found[Show.ALL] = sum(found.values())
        for show in (Show.MINE, Show.LATE):
            found[show] = _matching(_condition_of(show, wanted.member), wanted).count()
        return found


_OLDEST = (Draft.created_at, Draft.id)


def in_team(desk: Desk) -> bool:
    """Whether more than one decides, so that what waits for one of them is less than what is pending."""
    with desk.store.read():
        return team_size() > 1


def _matching(condition: Any, wanted: Wanted) -> Any:  # peewee's query types are private
    """The drafts of a condition (None for all) that search and filters let through."""
    query = Draft.select(Draft.id)
    if condition is not None:
        query = query.where(condition)
    if wanted.use or wanted.account is not None:
        kept = Version.select(Version.id).where(
            (Version.draft == Draft.id) & (Version.number == Draft.version) & _filters(wanted)
        )
        query = query.where(fn.EXISTS(kept))
    found = full_text.matching(Draft.id, wanted.search)
    return query if found is None else query.where(found)


def _filters(wanted: Wanted) -> Any:
    kept = Version.id.is_null(False)
    if wanted.use:
        kept &= Version.use == wanted.use
    if wanted.account is not None:
        kept &= Version.account == wanted.account
    return kept


def _condition(wanted: Wanted) -> Any:
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
        & (Decision.member == row.id)
        & (Decision.void_at == "")
    )
    waits = ~fn.EXISTS(approved)
    if team_size() > 1:
        own = Version.select(Version.id).where(
            (Version.draft == Draft.id)
            & (Version.number == Draft.version)
            & (Version.author_member == row.id)
        )
        waits &= ~fn.EXISTS(own)
    return waits


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
