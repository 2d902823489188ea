"""The record: every change of state becomes one link of a hash chain, in the same transaction.

An event holds the whole of every row it wrote, so `services.record.audit` can replay the chain and compare it
with the tables. Its hash is SHA-256 over the RFC 8785 form of every other column, the previous hash
among them. The head is signed with the desk's Ed25519 key where there is a keyring.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from app.archive.digest import head_document
from app.canonical import canonical, digest
from app.models.tables import ChainHead, DeskSetting, Event, Member, Table
from app.models.transaction import writing
from app.services.base.clock import moment, now
from app.services.base.desk import SIGNING_KEYRING, Desk

FIRST = "0" * 64
HEAD, SIGNED_HEAD = 1, 2
CLOCK_MOVED_BACK = "clock.moved_back"
CLOCK_TOLERANCE = timedelta(minutes=1)  # a time server sets a drifting clock right by seconds

Row = TypeVar("Row", bound=Table)


@dataclass(frozen=True, slots=True)
class Link:
    """The columns of an event that its hash covers."""

    id: int
    at: str
    kind: str
    member: int | None
    member_name: str
    draft: int | None
    body: dict[str, object]
    previous: str

    def hash(self) -> str:
        return digest(
            {
                "id": self.id,
                "at": self.at,
                "kind": self.kind,
                "member": self.member,
                "member_name": self.member_name,
                "draft": self.draft,
                "body": self.body,
                "previous": self.previous,
            }
        )


def row_document(row: Table) -> dict[str, object]:
    """A row as the chain keeps it: its table and every column, as stored."""
    meta = row._meta
    columns = {field.column_name: row.__data__.get(name) for name, field in meta.fields.items()}
    return {"table": meta.table_name, **columns}


def record(
    desk: Desk,
    kind: str,
    *rows: Table,
    by: int | None = None,
    draft: int | None = None,
    facts: dict[str, object] | None = None,
) -> None:
    """Append an event about `rows`, which are saved already, in the transaction that saved them.

    `by` is the acting member's id; `facts` is what the event says besides the rows. A clock that was moved
    back since the last event is an event of its own before it; events stay in order by their number.
    Raises `NoTransaction` outside a transaction that writes to the desk's own store.
    """
    writing(desk.store)
    last = Event.select(Event.id, Event.at, Event.hash).order_by(Event.id.desc()).first()
    number, at, previous = (last.id, last.at, last.hash) if last else (0, "", FIRST)
    if last and moved_back(moment(at), moment(now())):
        told = _link(number + 1, previous, CLOCK_MOVED_BACK, (), None, None, {"latest": at})
        number, previous = told.id, _append(desk, told)
    _append(desk, _link(number + 1, previous, kind, rows, by, draft, facts or {}))


def moved_back(latest: datetime, at: datetime) -> bool:
    """Whether `at` is earlier than an event recorded before, by more than clocks are set right by."""
    return latest - at > CLOCK_TOLERANCE


def _link(
    number: int,
    previous: str,
    kind: str,
    rows: Sequence[Table],
    by: int | None,
    draft: int | None,
    facts: dict[str, object],
) -> Link:
    return Link(
        id=number,
        at=now(),
        kind=kind,
        member=by,
        member_name=Member.get_by_id(by).name if by is not None else "",
        draft=draft,
        body={"rows": [row_document(row) for row in rows], **facts},
        previous=previous,
    )


def _append(desk: Desk, link: Link) -> str:
    """Keep a link, move the head to it, and return its hash."""
    hash_ = link.hash()
    Event.insert(
        id=link.id,
        at=link.at,
        kind=link.kind,
        member=link.member,
        member_name=link.member_name,
        draft=link.draft,
        body=link.body,
        previous=link.previous,
        hash=hash_,
    ).execute()
    _move_head(desk, link.id, hash_, link.at)
    return hash_


def change(row: Row, **values: object) -> Row:
    """Set columns of a recorded row and save it; hand the row to `record` afterwards."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def create(table: type[Row], **values: object) -> Row:
    """Insert a recorded row; hand it to `record` afterwards."""
    return table.create(**values)


def _move_head(desk: Desk, count: int, hash_: str, at: str) -> None:
    signer = desk.keys.signer()
    signature = public_key = ""
    rows: Sequence[int] = (HEAD,)
    if signer is not None:
        if not desk.keys.held_by:
            DeskSetting.insert(key=SIGNING_KEYRING, value=desk.keys.backend).on_conflict_ignore().execute()
        message = canonical(head_document(count, hash_, at))
        signature = base64.b64encode(signer.sign(message)).decode("ascii")
        public_key = base64.b64encode(signer.public_key).decode("ascii")
        rows = (HEAD, SIGNED_HEAD)
    columns = {"count": count, "hash": hash_, "at": at, "signature": signature, "public_key": public_key}
    for id_ in rows:
        head = ChainHead.insert(id=id_, **columns)
        head.on_conflict(conflict_target=[ChainHead.id], update=columns).execute()
