"""Proves posts and the office itself against signed events, before a decision and before anything leaves.

The audit checks the whole record and takes its time. This checks what is about to go out: every event about
it is whole, linked and signed by a key of the office, and every row is what the last event about it wrote.
What is decided here is proven too, by events that may be unsigned where there was no keyring: else somebody
could change a row, have it counted, and put it back before anybody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any, cast

from app.errors import Refusal
from app.models.fields import later_columns
from app.models.kept_sql import Rows, select
from app.models.tables import Account, Draft, Member, Office, OfficeRule, Proposal, Table
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.record import threads
from app.services.record.chain import Sealed, sealed
from app.services.record.destroyed import (
    destroyed_among,
    destroyed_rows,
    is_left,
    left_of_events,
    refuse_destroyed,
)
from app.services.record.end import seal_of
from app.services.record.keys import key_events, office_keys
from app.services.record.ledger import row_document
from app.services.record.passphrases import PASSPHRASE_KINDS, odd_passphrases, passphrases
from app.services.record.post_rows import TABLES, PostRows, rows_by_table, rows_of
from app.services.record.sound_events import (
    PUT_BACK,
    Documents,
    OddEvent,
    Proving,
    asked,
    last_of_each,
    marks,
    proving,
    went_on_behind,
)
from app.services.record.threads import Damage, Threads
from app.values import dataclass

# What the kinds of the events begin with that tell of the office's own rules.
TELLING_OF_RULES = ("rules.", PUT_BACK)
# What can make a post approved or published. An event of another kind that says so repeats a forged row.
_MAKING: dict[str, str] = {State.APPROVED: "draft.decided", State.PUBLISHED: "draft.published"}


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post as the record proves it: its rows, and its events in order, each with its body."""

    rows: PostRows
    events: tuple[tuple[Sealed, dict[str, Any]], ...]


def prove_post(draft_id: int, *, signed: bool = True) -> PostRecord:
    """Prove a post's rows, those of its versions, findings, answers and decisions too.

    What leaves the desk has to be `signed`; what is decided here may stand on events made without a keyring.
    Raises `Refusal` "record.post_differs" with the first row or event that is not as it was recorded, and
    "record.destroyed" for a post that was destroyed by order. Call inside a transaction.
    """
    found = prove_posts([draft_id], signed=signed)[draft_id]
    if isinstance(found, Refusal):
        raise found
    return found


def prove_posts(draft_ids: Sequence[int], *, signed: bool = True) -> dict[int, PostRecord | Refusal]:
    """Each of these posts as `prove_post` gives it, or what that raises. Call inside a transaction."""
    rows = rows_of(draft_ids)
    events: dict[int, list[Sealed]] = {id_: [] for id_ in draft_ids}
    for row in _events_of(draft_ids):
        event = sealed(row)
        events[cast("int", event.link.draft)].append(event)
    proven_by = proving(chain.from_iterable(events.values()), office_keys(), signed=signed)
    gone = destroyed_among(draft_ids)
    found: dict[int, PostRecord | Refusal] = {}
    for id_ in draft_ids:
        try:
            if id_ in gone:
                refuse_destroyed(id_)
            found[id_] = _proven(id_, rows[id_], events[id_], proven_by)
        except Refusal as problem:
            found[id_] = problem
    return found


def prefetch(draft_id: int) -> None:
    """Ask for all that `prove_who` and `prove_post` are sure to ask. Call in `Transaction.prefetch`."""
    key_events()
    rows_by_table([draft_id])
    _events_of([draft_id])
    destroyed_rows([draft_id])
    for table in (Office, Member, OfficeRule):
        _every(table)
    threads.ask_for((threads.OFFICE,))
    threads.ask_for_newest()
    passphrases()


def _events_of(draft_ids: Sequence[int]) -> Iterable[tuple[object, ...]]:
    return asked(f"draft IN ({marks(draft_ids)})", *draft_ids)


def _every(table: type[Table]) -> Rows[Table]:
    return select(f"every {table._meta.table_name}", table.select)


def _proven(draft_id: int, rows: PostRows, events: Sequence[Sealed], proven_by: Proving) -> PostRecord:
    try:
        bodies = list(proven_by.bodies(events))
        _prove_states(draft_id, bodies)
    except OddEvent as odd:
        raise Refusal("record.post_differs", draft=draft_id, what=f"event {odd.number}") from odd
    # A setting, a member or an account is told of in events without a draft.
    recorded = {key: row for key, row in last_of_each(bodies).items() if key[0] in _TABLES_OF_A_POST}
    differing = _difference(recorded, rows.every())
    if differing:
        raise Refusal("record.post_differs", draft=draft_id, what=differing)
    return PostRecord(rows, tuple(bodies))


def prove_left(draft_id: int) -> None:
    """Prove the events of a destroyed post: each whole, or exactly what its order left of it.

    Raises `Refusal` "record.post_differs". Call inside a transaction.
    """
    left = left_of_events(draft_id)
    keys = office_keys()
    proven_by = Proving(keys, frozenset(), seal_of)
    for row in asked("draft = ?", draft_id):
        event = sealed(row)
        as_left = is_left(left, event.link.id, event.hash, event.link.body) and (
            not event.signature or keys.signed(event)
        )
        if not as_left and not proven_by.holds(event):
            raise Refusal("record.post_differs", draft=draft_id, what=f"event {event.link.id}")


def prove_office(*, signed: bool = True) -> None:
    """Prove the office's settings, members and accounts: who may decide, and how many have to.

    Raises `Refusal` "record.office_differs". Call inside a transaction.
    """
    tables = (Office, Member, Account)
    _prove_rows(tables, partial(_recorded_of_office, tables, signed=signed), signed=signed)


def prove_who(*, besides: int | None = None) -> None:
    """Prove who may act here and how many it takes: the office's settings, its members, their passphrases.

    Asked before anything that counts on them. `besides` is a member whose passphrase is not looked at, since
    another takes its place. Raises `Refusal` "record.office_differs" and "record.passphrase_differs", which
    `services.record.continuing.settle` puts right. Call inside a transaction.
    """
    tables = (Office, Member)
    found = threads.read(_threads_about(tables), office_keys(), signed=False)
    _prove_rows(tables, partial(_recorded, found, tables, but=() if besides is None else PASSPHRASE_KINDS))
    odd = sorted(odd_passphrases(found) - {besides})
    if odd:
        member = Member.get_or_none(Member.id == odd[0])
        raise Refusal("record.passphrase_differs", name=member.name if member is not None else str(odd[0]))


def prove_own_rules(desk: Desk) -> None:
    """Prove the office's own rules, which can silence a check.

    What events tell of them is proven once a change, since an office may have thousands. Raises `Refusal`
    "record.office_differs". Call inside a transaction.
    """
    tables = (OfficeRule,)
    recorded = partial(_recorded_of_office, tables, signed=False)
    _prove_rows(tables, lambda: desk.derived.get("recorded rules", TELLING_OF_RULES, recorded))


def told_of_office(tables: Collection[type[Table]]) -> tuple[Documents, tuple[Damage, ...]]:
    """The rows of these tables of the office as sound events tell them, and the damaged events about them.

    Events without a signature count too. Call inside a transaction.
    """
    found = threads.read(_threads_about(tables), office_keys(), signed=False)
    return _rows_among(tables, last_of_each(found.bodies)), found.damage


def _recorded_of_office(tables: Collection[type[Table]], *, signed: bool) -> Documents:
    return _recorded(threads.read(_threads_about(tables), office_keys(), signed=signed), tables)


def _recorded(found: Threads, tables: Collection[type[Table]], *, but: Collection[str] = ()) -> Documents:
    """The rows of these tables of the office as events tell them.

    Raises `OddEvent` for the first damaged event that is not of the kinds of `but`.
    """
    for damage in found.damage:
        if damage.kind not in but:
            raise OddEvent(damage.number)
    return _rows_among(tables, last_of_each(found.bodies))


def _threads_about(tables: Collection[type[Table]]) -> tuple[str, ...]:
    return threads.THREADS if OfficeRule in tables else (threads.OFFICE,)


def _rows_among(tables: Collection[type[Table]], recorded: Documents) -> Documents:
    names = {table._meta.table_name for table in tables}
    return {key: document for key, document in recorded.items() if key[0] in names}


def _prove_rows(
    tables: Collection[type[Table]], tell: Callable[[], Documents], *, signed: bool = False
) -> None:
    try:
        recorded = tell()
    except OddEvent as odd:
        # Where the authority of an earlier release went on behind a damaged event about the office, nothing
        # records its rows any more: every audit names that, and no archive is made. The work goes on.
        if not signed and went_on_behind(odd.number, office_keys()):
            return
        raise Refusal("record.office_differs", what=f"event {odd.number}") from odd
    differing = _difference(recorded, [row for table in tables for row in _every(table)])
    if differing:
        raise Refusal("record.office_differs", what=differing)


def prove_proposal(id_: int) -> None:
    """Prove that a proposal is as its proposer made it. Raises `Refusal` "proposal.differs".

    Call inside a transaction.
    """
    try:
        events = [sealed(row) for row in asked("kind LIKE ?", "proposal.%")]
        recorded = last_of_each(proving(events, office_keys(), signed=True).bodies(events))
    except OddEvent as odd:
        raise Refusal("proposal.differs", what=f"event {odd.number}") from odd
    name = Proposal._meta.table_name
    recorded = {key: document for key, document in recorded.items() if key == (name, id_)}
    differing = _difference(recorded, [*Proposal.select().where(Proposal.id == id_)])
    if differing:
        raise Refusal("proposal.differs", what=differing)


def _prove_states(draft_id: int, bodies: Iterable[tuple[Sealed, dict[str, Any]]]) -> None:
    """Prove that only decisions made a post approved, and only a publication published.

    An event holds the whole row: one about a mark would else make a state true that somebody wrote there.
    Raises `OddEvent`.
    """
    name, before = Draft._meta.table_name, ""
    for event, body in bodies:
        for row in body["rows"]:
            if (row["table"], row["id"]) != (name, draft_id):
                continue
            state = str(row["state"])
            if state != before and _MAKING.get(state, event.link.kind) != event.link.kind:
                raise OddEvent(event.link.id)
            before = state


def _difference(recorded: Documents, rows: Sequence[Table]) -> str:
    """The first row that is not as the events tell, "" if all are."""
    left = dict(recorded)
    for row in rows:
        document = row_document(row)
        known = left.pop((str(document["table"]), int(row.id)), None)
        if known is None or {**later_columns(type(row)), **known} != document:
            return f"{document['table']} {document['id']}"
    return " ".join(map(str, next(iter(left), ())))


_TABLES_OF_A_POST = frozenset(table._meta.table_name for table in TABLES)
