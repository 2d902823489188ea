"""Proves one post, or the office itself, against signed events: asked before anything leaves the desk.

The audit checks the whole record and takes its time. This checks what is about to go out: every event about
it is whole, linked and signed by a key of the office, and every row is what the last event about it wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from app.errors import Refusal
from app.models.fields import later_columns
from app.models.tables import (
    Account,
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Member,
    Office,
    Proposal,
    Publication,
    PublicationAct,
    Table,
    Version,
    Watched,
)
from app.models.transaction import current
from app.services.record.chain import EVENTS, FIRST, Sealed, sealed
from app.services.record.continuing import unsigned
from app.services.record.destroyed import is_left, left_of_events, refuse_destroyed
from app.services.record.keys import OfficeKeys, office_keys
from app.services.record.ledger import row_document, seal_of

Documents = dict[tuple[str, int], dict[str, Any]]

# The kinds that begin with these words, as the bounds of an index: a LIKE reads every event.
_OFFICE_KINDS = (("office.", "office/"), ("member.", "member/"), ("account.", "account/"))


class _OddEvent(Exception):
    """An event that is not whole, linked or signed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def prove_post(draft_id: int) -> None:
    """Prove a post's rows, those of its versions, findings, answers and decisions too.

    Raises `Refusal` "record.post_differs" with the first row or event that is not as it was recorded, and
    "record.destroyed" for a post that was destroyed by order. Call inside a transaction.
    """
    refuse_destroyed(draft_id)
    try:
        recorded = _recorded_rows(sealed(row) for row in _rows("draft = ?", draft_id))
    except _OddEvent as odd:
        raise Refusal("record.post_differs", draft=draft_id, what=f"event {odd.number}") from odd
    # A setting, a member or an account is recorded in events without a draft.
    recorded = {key: document for key, document in recorded.items() if key[0] in _TABLES_OF_A_POST}
    differing = _difference(recorded, _rows_of(draft_id))
    if differing:
        raise Refusal("record.post_differs", draft=draft_id, what=differing)


def prove_left(draft_id: int) -> None:
    """Prove the events of a destroyed post: each whole, or exactly what its order left of it.

    Raises `Refusal` "record.post_differs". Call inside a transaction.
    """
    left, keys = left_of_events(draft_id), office_keys()
    for row in _rows("draft = ?", draft_id):
        event = sealed(row)
        as_left = is_left(left, event.link.id, event.hash, event.link.body) and (
            not event.signature or keys.signed(event)
        )
        if not as_left and not _holds(event, keys):
            raise Refusal("record.post_differs", draft=draft_id, what=f"event {event.link.id}")


def prove_office() -> None:
    """Prove the office's settings, members and accounts: who may decide, and how many have to.

    Raises `Refusal` "record.office_differs". Call inside a transaction.
    """
    kinds = " OR ".join("kind >= ? AND kind < ?" for _ in _OFFICE_KINDS)
    try:
        recorded = _recorded_rows(sealed(row) for row in _rows(kinds, *chain.from_iterable(_OFFICE_KINDS)))
    except _OddEvent as odd:
        raise Refusal("record.office_differs", what=f"event {odd.number}") from odd
    tables: tuple[type[Table], ...] = (Office, Member, Account)
    names = {table._meta.table_name for table in tables}
    recorded = {key: document for key, document in recorded.items() if key[0] in names}
    differing = _difference(recorded, [row for table in tables for row in table.select()])
    if differing:
        raise Refusal("record.office_differs", what=differing)


def prove_proposal(id_: int) -> None:
    """Prove that a proposal is as its proposer made it. Raises `Refusal` "proposal.differs".

    Call inside a transaction.
    """
    try:
        recorded = _recorded_rows(sealed(row) for row in _rows("kind LIKE ?", "proposal.%"))
    except _OddEvent as odd:
        raise Refusal("proposal.differs", what=f"event {odd.number}") from odd
    name = Proposal._meta.table_name
    recorded = {key: document for key, document in recorded.items() if key == (name, id_)}
    differing = _difference(recorded, [*Proposal.select().where(Proposal.id == id_)])
    if differing:
        raise Refusal("proposal.differs", what=differing)


def _rows(condition: str, *values: object) -> Iterable[tuple[object, ...]]:
    return list(current().rows(f"{EVENTS} WHERE {condition} ORDER BY id", *values))


def _recorded_rows(events: Iterable[Sealed]) -> Documents:
    """What the last event about each row wrote. Raises `_OddEvent` for one that does not hold."""
    keys, left_unsigned = office_keys(), frozenset(unsigned())
    recorded: Documents = {}
    for event in events:
        if not _holds(event, keys) or event.link.id in left_unsigned:
            raise _OddEvent(event.link.id)
        for document in json.loads(event.link.body)["rows"]:
            recorded[document["table"], document["id"]] = document
    return recorded


def _holds(event: Sealed, keys: OfficeKeys) -> bool:
    if not event.intact() or (event.signature and not keys.signed(event)):
        return False
    if event.link.id == 1:
        return event.link.previous == FIRST
    return event.link.previous == seal_of(event.link.id - 1)


def _difference(recorded: Documents, rows: Sequence[Table]) -> str:
    """The first row that is not as the events tell, "" if all are."""
    left = dict(recorded)
    for row in rows:
        document = row_document(row)
        known = left.pop((str(document["table"]), int(row.id)), None)
        if known is None or {**later_columns(type(row)), **known} != document:
            return f"{document['table']} {document['id']}"
    return " ".join(map(str, next(iter(left), ())))


def _rows_of(draft_id: int) -> list[Table]:
    """Every row about a draft, in the tables whose changes are recorded with the draft."""
    versions = Version.select(Version.id).where(Version.draft == draft_id)
    runs = CheckRun.select(CheckRun.id).where(CheckRun.version.in_(versions))
    findings = Finding.select(Finding.id).where(Finding.run.in_(runs))
    attachments = Attachment.select(Attachment.id).where(Attachment.version.in_(versions))
    return [
        *Draft.select().where(Draft.id == draft_id),
        *Version.select().where(Version.draft == draft_id),
        *Attachment.select().where(Attachment.version.in_(versions)),
        *CheckRun.select().where(CheckRun.version.in_(versions)),
        *Finding.select().where(Finding.run.in_(runs)),
        *Answer.select().where(Answer.finding.in_(findings)),
        *Decision.select().where(Decision.draft == draft_id),
        *Publication.select().where(Publication.draft == draft_id),
        *PublicationAct.select().where(PublicationAct.draft == draft_id),
        *Watched.select().where(Watched.attachment.in_(attachments)),
    ]


_TABLES_OF_A_POST = frozenset(
    table._meta.table_name
    for table in (
        Draft,
        Version,
        Attachment,
        CheckRun,
        Finding,
        Answer,
        Decision,
        Publication,
        PublicationAct,
        Watched,
    )
)
