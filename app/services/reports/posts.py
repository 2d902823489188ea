"""Posts of a quarter: what came in, was decided, published, corrected. Called inside a transaction.

What was decided is read from the record's events, for a row tells only how a draft stands today: an approval
of the quarter stays one when the post is edited in the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any

from app.models.tables import Decision, Draft, Event, Publication, PublicationAct, Version
from app.services.base.clock import day_of, moment, stamp
from app.services.base.enums import PURPOSES, DraftKind, State
from app.services.base.kinds import kind_of
from app.services.base.schedules import due_at
from app.services.posts.aftercare import ActKind
from app.services.record.ledger import CLOCK_TOLERANCE
from app.services.reports.figures import AccountRef, Figure, MonthLine, Rows, counted
from app.services.reports.span import Span
from app.values import dataclass

_DECIDED = {State.APPROVED.value, State.RETURNED.value, State.REJECTED.value}
_TAKEN_BACK = ("decision.undone", "decision.reversed")


@dataclass(frozen=True, slots=True)
class _Settled:
    """A decision that settled a version: what the draft became by it, and when."""

    draft: int
    version: int
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class _Out:
    """A post's first publication within the quarter."""

    draft: int
    version: int
    at: str
    account: int | None
    kind: str
    purpose: str


def post_figures(span: Span, accounts: tuple[AccountRef, ...]) -> tuple[list[Figure], tuple[MonthLine, ...]]:
    """Every figure about posts, and how many each account published in each month."""
    settled = _settled(span)
    taken = _ids(
        Draft.select(Draft.id).where((Draft.created_at >= span.begin) & (Draft.created_at < span.end))
    )
    out = _published(span)
    found = [counted("posts.taken_in", Rows.DRAFT, taken)]
    for state in (State.APPROVED, State.RETURNED, State.REJECTED):
        drafts = dict.fromkeys(each.draft for each in settled if each.state == state)
        found.append(counted(f"posts.{state}", Rows.DRAFT, sorted(drafts)))
    found.append(counted("posts.published", Rows.DRAFT, (each.draft for each in out)))
    found += _not_out(span, settled)
    corrected = dict.fromkeys([*_corrected(span), *_acted(span, ActKind.CORRECTION)])
    found.append(counted("posts.corrected", Rows.DRAFT, corrected))
    found.append(counted("posts.taken_down", Rows.DRAFT, _acted(span, ActKind.REMOVAL)))
    found += _states(span)
    for account in accounts:
        ids = (each.draft for each in out if each.account == account.id)
        found.append(counted(f"posts.published.account.{account.key}", Rows.DRAFT, ids))
    kinds = {each.kind for each in out} | {DraftKind.POST.value}
    for kind in (kind.value for kind in DraftKind if kind in kinds):
        ids = (each.draft for each in out if each.kind == kind)
        found.append(counted(f"posts.published.kind.{kind}", Rows.DRAFT, ids))
    for purpose in PURPOSES:
        ids = (each.draft for each in out if each.purpose == purpose)
        found.append(counted(f"posts.published.purpose.{purpose}", Rows.DRAFT, ids))
    found.append(
        counted("posts.published.purpose.none", Rows.DRAFT, (each.draft for each in out if not each.purpose))
    )
    served = {each.purpose for each in out}
    found.append(Figure("purposes.unserved", sum(purpose not in served for purpose in PURPOSES)))
    return found + _times(settled), _months(span, accounts, out)


def _ids(rows: Iterable[Draft]) -> list[int]:
    return sorted(int(row.id) for row in rows)


def _settled(span: Span) -> list[_Settled]:
    """The decisions of the quarter that settled a version and were not taken back within it, in order.

    The drafts are found by their decisions, which have an index by time; their events say what counts.
    """
    kinds = ("draft.decided", *_TAKEN_BACK)
    events = (
        Event.select(Event.kind, Event.draft, Event.at, Event.body)
        .where(
            Event.draft.in_(_decided_about(span))
            & Event.kind.concat("").in_(kinds)  # not by its index, which has every decision there ever was
            & (Event.at >= span.begin)
            & (Event.at < span.end)
        )
        .order_by(Event.id)
    )
    standing: dict[tuple[int, int], _Settled] = {}
    for event in events:
        draft = next((row for row in event.body["rows"] if row.get("table") == "draft"), None)
        if draft is None:  # a damaged event, which the audit names
            continue
        key = (int(draft["id"]), int(draft["version"]))
        if event.kind in _TAKEN_BACK:
            standing.pop(key, None)
        elif draft["state"] in _DECIDED:
            standing[key] = _Settled(*key, draft["state"], event.at)
    return list(standing.values())


def _decided_about(span: Span) -> Any:
    """The drafts decided on in the quarter: an event may be written a moment after its row was made."""
    begin = stamp(moment(span.begin) - CLOCK_TOLERANCE)
    return Decision.select(Decision.draft).where((Decision.at >= begin) & (Decision.at < span.end))


def _published(span: Span) -> list[_Out]:
    """Each post that went out in the quarter, once, in order of time."""
    rows = (
        Publication.select(
            Publication.draft,
            Publication.version,
            Publication.at,
            Version.account,
            Version.use,
            Version.purpose,
            Draft.kind,
        )
        .join(
            Version,
            on=((Version.draft == Publication.draft) & (Version.number == Publication.version)),
        )
        .join_from(Publication, Draft, on=(Draft.id == Publication.draft))
        .where((Publication.at >= span.begin) & (Publication.at < span.end))
        .order_by(Publication.at, Publication.id)
        .tuples()
        .execute()
    )
    first: dict[int, _Out] = {}
    for draft, version, at, account, use, purpose, kept in rows:
        first.setdefault(draft, _Out(draft, version, at, account, kind_of(kept, use).value, purpose))
    return list(first.values())


def _not_out(span: Span, settled: list[_Settled]) -> list[Figure]:
    """Of the posts approved in the quarter those that were not out at its end, and whose time was over.

    Their time is that of the version approved last in the quarter: another given later is another quarter's.
    """
    approved = {each.draft: each.version for each in settled if each.state == State.APPROVED}
    out = Publication.draft.in_(_decided_about(span)) & (Publication.at < span.end)
    went = {row.draft_id for row in Publication.select(Publication.draft).where(out)}
    waiting = [draft for draft in sorted(approved) if draft not in went]
    rows = (
        Version.select(Version.draft, Version.number, Version.schedule)
        .where(Version.draft.in_(_decided_about(span)) & (Version.schedule != ""))
        .tuples()
        .execute()
    )
    schedules = {(int(row[0]), int(row[1])): due_at(str(row[2])) for row in rows}
    late = [
        draft
        for draft in waiting
        if (due := schedules.get((draft, approved[draft]))) is not None and due < span.until
    ]
    return [
        counted("posts.unpublished", Rows.DRAFT, waiting),
        counted("posts.unpublished.late", Rows.DRAFT, late),
    ]


def _corrected(span: Span) -> list[int]:
    """Posts of which another version went out in the quarter than went out before."""
    found = []
    versions: dict[int, set[int]] = {}
    again = Publication.alias()
    within = again.select(again.draft).where((again.at >= span.begin) & (again.at < span.end))
    rows = (
        Publication.select()
        .where(Publication.draft.in_(within) & (Publication.at < span.end))
        .order_by(Publication.at, Publication.id)
    )
    for row in rows:
        known = versions.setdefault(row.draft_id, set())
        if known and row.version not in known and row.at >= span.begin:
            found.append(row.draft_id)
        known.add(row.version)
    return list(dict.fromkeys(found))


def _acted(span: Span, kind: ActKind) -> list[int]:
    """Posts of which such an act was done in the quarter, each once."""
    within = (PublicationAct.at >= span.begin) & (PublicationAct.at < span.end)
    rows = PublicationAct.select(PublicationAct.draft).where((PublicationAct.kind == kind.value) & within)
    return list(dict.fromkeys(row.draft_id for row in rows.order_by(PublicationAct.id)))


def _states(span: Span) -> list[Figure]:
    """How the drafts that came in in the quarter stood at its end, by the record."""
    came = Draft.select(Draft.id).where((Draft.created_at >= span.begin) & (Draft.created_at < span.end))
    events = (
        Event.select(Event.draft, Event.body)
        .where(Event.draft.in_(came) & (Event.at < span.end))
        .order_by(Event.id)
    )
    states: dict[int, str] = {}
    for event in events:
        for row in event.body["rows"]:
            if row.get("table") == "draft":
                states[int(row["id"])] = row["state"]
    return [
        counted(
            f"posts.state.{state}",
            Rows.DRAFT,
            sorted(draft for draft, stood in states.items() if stood == state),
        )
        for state in State
    ]


def _times(settled: list[_Settled]) -> list[Figure]:
    """How long a version waited for what settled it, in minutes."""
    drafts = {each.draft for each in settled}
    versions = (
        Version.select(Version.draft, Version.number, Version.created_at)
        .where(Version.draft.in_(drafts))
        .tuples()
        .execute()
    )
    begun = {(int(row[0]), int(row[1])): str(row[2]) for row in versions}
    took = [
        (moment(each.at) - moment(begun[each.draft, each.version])).total_seconds() / 60
        for each in settled
        if (each.draft, each.version) in begun
    ]
    ids = tuple(sorted(drafts))
    return [
        Figure("decision.median_minutes", round(median(took)) if took else None, Rows.DRAFT, ids),
        Figure("decision.longest_minutes", round(max(took)) if took else None, Rows.DRAFT, ids),
    ]


def _months(span: Span, accounts: tuple[AccountRef, ...], out: list[_Out]) -> tuple[MonthLine, ...]:
    first = span.quarter.begins.month
    lines = []
    for account in accounts:
        own = [day_of(each.at).month - first for each in out if each.account == account.id]
        lines.append(MonthLine(account, (own.count(0), own.count(1), own.count(2))))
    return tuple(lines)
