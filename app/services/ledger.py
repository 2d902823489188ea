"""The record: every change of state becomes one link of a hash chain, in the same transaction.

An event holds the whole of every row it wrote, so `services.audit` can replay the chain and compare it
with the tables. Its hash is SHA-256 over the RFC 8785 form of every other column, the previous hash
among them. The head is signed with the desk's Ed25519 key where there is a keyring.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.archive.digest import head_document
from app.canonical import canonical, digest
from app.models.tables import ChainHead, Event, Member, Table
from app.services.clock import now
from app.services.desk import Desk

FIRST = "0" * 64
HEAD, SIGNED_HEAD = 1, 2

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
    """Append an event about `rows`, which are saved already. Call inside `desk.store.write()`.

    `by` is the acting member's id; `facts` is what the event says besides the rows.
    """
    last = Event.select(Event.id, Event.hash).order_by(Event.id.desc()).first()
    link = Link(
        id=last.id + 1 if last else 1,
        at=now(),
        kind=kind,
        member=by,
        member_name=Member.get_by_id(by).name if by is not None else "",
        draft=draft,
        body={"rows": [row_document(row) for row in rows], **(facts or {})},
        previous=last.hash if last else FIRST,
    )
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
        message = canonical(head_document(count, hash_, at))
        signature = base64.b64encode(signer.sign(message)).decode("ascii")
        public_key = base64.b64encode(signer.public_key).decode("ascii")
        rows = (HEAD, SIGNED_HEAD)
    for id_ in rows:
        ChainHead.insert(
            id=id_, count=count, hash=hash_, at=at, signature=signature, public_key=public_key
        ).on_conflict_replace().execute()
