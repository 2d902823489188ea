"""The approved posts as the archive page lists them: the last approved first, and no endless list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from peewee import fn

from app.models import search as full_text
from app.models.search import Searched
from app.models.tables import Decision, Draft, Version
from app.services.base.clock import midnight
from app.services.base.conditions import row_by_row
from app.services.base.counts_and_search import draft_counts
from app.services.base.desk import Desk
from app.services.base.enums import PostMark, State, Verdict
from app.services.posts import aftercare, queue
from app.services.posts.aftercare import Marks
from app.services.posts.approved_posts import accounts_of
from app.services.posts.search_conditions import narrowing
from app.services.posts.selectivity import few_drafts, of_accounts
from app.services.posts.views import QueueRow
from app.services.record.destroyed import destroyed_among
from app.values import dataclass, replace

MOST = 2_000  # posts in a list; who looks for an older one says when, where, or which words
STATES = (State.APPROVED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows. `account` is a handle, "" for all; `state` None for both.

    The days are of Dhaka, both included, and None for no bound. `person` is part of the name of an author,
    approver or publisher; `finding` a clause (`10.c`) or the beginning of a rule's name; `kind` a
    `DraftKind`.
    """

    since: date | None
    until: date | None
    account: str
    search: str
    state: State | None
    purpose: str = ""
    important: bool = False
    person: str = ""
    finding: str = ""
    kind: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether something besides state is asked for."""
        return bool(
            self.account
            or self.search.strip()
            or self.since
            or self.until
            or self.purpose
            or self.important
            or self.person.strip()
            or self.finding.strip()
            or self.kind
        )


@dataclass(frozen=True, slots=True)
class ApprovedList:
    """Draft ids, the last approved first; and how many there are in each state, wanted or not.

    `cut`: the states of which there are more than were counted.
    """

    ids: tuple[int, ...]
    counts: dict[State, int]
    cut: frozenset[State]


def approved_list(desk: Desk, wanted: Wanted, most: int = MOST) -> ApprovedList:
    """The newest posts that are wanted, at most `most` of them. Raises `Refusal` for an unknown account."""
    with desk.store.read():
        states = STATES if wanted.state is None else (wanted.state,)
        if full_text.words_of(wanted.search):
            return _of_found(wanted, states, most)
        ids = _newest(wanted, states, most)
        if not wanted.narrowed:
            kept = draft_counts()
            return ApprovedList(ids, {state: kept[state] for state in STATES}, frozenset())
        found = {state: len(_newest(wanted, (state,), most + 1)) for state in STATES}
        counts = {state: min(n, most) for state, n in found.items()}
        return ApprovedList(ids, counts, frozenset(state for state, n in found.items() if n > most))


def approved_rows(desk: Desk, ids: Sequence[int]) -> list[QueueRow]:
    """These posts as the archive page lists them: with what became of those that went out."""
    marks = aftercare.marks(desk, ids)
    with desk.store.read():
        gone = destroyed_among(ids)
    return [_marked(row, marks.get(row.id, Marks()), row.id in gone) for row in queue.rows(desk, list(ids))]


def _marked(row: QueueRow, marks: Marks, gone: bool) -> QueueRow:
    if gone:
        return replace(row, mark=PostMark.DESTROYED, thumbnail=None)
    if row.state is not State.PUBLISHED:
        return row
    mark = None if marks.proven else PostMark.UNPROVEN
    if marks.removed or marks.corrected:
        mark = PostMark.REMOVED if marks.removed else PostMark.CORRECTED
    return replace(row, mark=mark)


def _of_found(wanted: Wanted, states: Sequence[State], most: int) -> ApprovedList:
    """The list of what a search finds. It is never endless, so it is asked for once and counted here."""
    found = list(newest_query(wanted, _accounts(wanted), STATES, full_text.MOST_FOUND).tuples())
    ids = [draft for draft, state in found if state in states]
    n = Counter(state for _, state in found)
    return ApprovedList(
        tuple(ids[:most]),
        {state: min(n[state.value], most) for state in STATES},
        frozenset(state for state in STATES if n[state.value] > most),
    )


def _accounts(wanted: Wanted) -> list[int]:
    return accounts_of(wanted.account) if wanted.account else []


def _newest(wanted: Wanted, states: Sequence[State], most: int) -> tuple[int, ...]:
    """Drafts of these states by the time their approval was complete, the newest first."""
    return tuple(draft for draft, _ in newest_query(wanted, _accounts(wanted), states, most).tuples())


def newest_query(wanted: Wanted, accounts: Sequence[int], states: Sequence[State], most: int) -> Any:
    """The query behind a list: drafts with their states.

    It walks the approvals that stand from the newest on and stops at `most`, unless there are few drafts to
    begin with: what a search found, what is not out yet, and what few posts have of what is asked for. A time
    joined with "" is not looked up in its index, nor what is asked row by row, which leaves one way to begin.
    """
    narrowed, searched = narrowing(wanted), bool(wanted.search.strip())
    begin = None
    if not searched and State.PUBLISHED in states:
        begin = few_drafts((*([of_accounts(accounts)] if accounts else []), *narrowed.ways))
    few = searched or State.PUBLISHED not in states or begin is not None
    at = Decision.at.concat("") if few else Decision.at
    of_state = Draft.state.in_([state.value for state in states])
    if not few or searched or begin is not None:
        of_state = row_by_row(of_state)
    later = Decision.alias()
    further = later.select(later.id).where(
        (later.draft == Decision.draft)
        & (later.version == Decision.version)
        & (later.verdict == Verdict.APPROVE.value)
        & (later.void_at == "")
        & ((later.at > Decision.at) | ((later.at == Decision.at) & (later.id > Decision.id)))
    )
    query = (
        Decision.select(Decision.draft, Draft.state)
        .join(Draft, on=((Decision.draft == Draft.id) & (Decision.version == Draft.version)))
        .where(
            (Decision.verdict == Verdict.APPROVE.value)
            & (Decision.void_at == "")
            & of_state
            & row_by_row(fn.EXISTS(further), holds=False)
        )
        .order_by(at.desc(), Decision.id.desc())
        .limit(most)
    )
    if wanted.since is not None:
        query = query.where(at >= midnight(wanted.since))
    if wanted.until is not None:
        query = query.where(at < midnight(wanted.until + timedelta(days=1)))
    if accounts:
        current = Version.select(Version.id).where(
            (Version.draft == Draft.id) & (Version.number == Draft.version) & Version.account.in_(accounts)
        )
        query = query.where(fn.EXISTS(current))
    if begin is not None:
        query = query.where(begin)
    for condition in narrowed.conditions:
        query = query.where(condition)
    found = full_text.matching(Searched.DRAFT, Draft.id, wanted.search)
    return query if found is None else query.where(found)
