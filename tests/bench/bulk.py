"""Writes rows and the signed events about them in bulk, behind what a record holds already.

They have the shapes that the services write, and the audit finds them sound; a million posts take minutes
instead of days.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.archive.digest import head_document
from app.canonical import canonical
from app.models.tables import (
    RECORDED,
    Draft,
    Event,
    ImageHash,
    LastPost,
    OfficeKey,
    PastPost,
    Response,
    Table,
)
from app.services.base.clock import stamp
from app.services.base.desk_signer import DeskSigner
from app.services.record.chain import FIRST, Link, message, seal
from app.services.record.ledger import HEAD, SIGNED_HEAD

BEGUN = datetime(2020, 1, 1, 4, tzinfo=UTC)
MEMBER, MEMBER_NAME = 1, "নমুনা"
_OF_NOBODY = ("key.made", "draft.checked")
_CHANGING = (Draft, Response)  # of which an event tells each state, and the table has the last
_AT_ONCE = 5_000  # events written at a time

Document = dict[str, object]


def bulk_folder(folder: Path, fill: Callable[[Bulk], None], open_office: Callable[[Path], object]) -> Path:
    """The data folder of that name, written the first time. Nothing bears its name before it is whole.

    `open_office` makes the folder with its office, and closes it; `fill` writes what it holds besides.
    """
    if folder.exists():
        return folder
    print(f"writing {folder.name} (once)", flush=True)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    open_office(part)
    connection = sqlite3.connect(part / "anumodon.db")
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        bulk = Bulk(connection)
        fill(bulk)
        bulk.end()
    connection.close()
    part.rename(folder)
    return folder


class Bulk:
    """Appends to one database. `event` keeps its rows too, but for what changes: `keep` its last state.

    The key that signs is the same each time, so that what is written later can be signed too.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.step = timedelta(seconds=20)  # between two events
        self._connection = connection
        self._signer = signer()
        self._key = hashlib.sha256(self._signer.public_key).hexdigest()
        self._public = base64.b64encode(self._signer.public_key).decode()
        last = connection.execute("SELECT id, hash, key, signature FROM event ORDER BY id DESC").fetchone()
        self._count: int = last[0] if last else 0
        self._follows = seal(*last[1:]) if last else FIRST
        self._hash = self._at = ""
        tables: tuple[type[Table], ...] = (*RECORDED, PastPost, ImageHash, LastPost, Event)
        self._columns = {table._meta.table_name: _columns(table) for table in tables}
        self._rows: dict[str, list[Document]] = {name: [] for name in self._columns}
        self._words: list[tuple[int, str]] = []
        self.event("key.made", None, (OfficeKey, self._office_key()))

    @property
    def events(self) -> int:
        """How many events the record holds by now."""
        return self._count

    def event(self, kind: str, draft: int | None, *rows: tuple[type[Table], Document], at: str = "") -> None:
        """Append an event about these rows, which are whole, and the rows but for those that change.

        `at` is when, "" for a `step` after the last.
        """
        documents = []
        for table, row in rows:
            name = table._meta.table_name
            documents.append({"table": name, **row})
            if table not in _CHANGING:
                self._rows[name].append(row)
        self._count += 1
        at = at or stamp(BEGUN + self.step * self._count)
        member, name = (None, "") if kind in _OF_NOBODY else (MEMBER, MEMBER_NAME)
        body = _text({"rows": documents})
        link = Link(self._count, at, kind, member, name, draft, body, self._follows)
        self._hash, self._at = link.hash(), at
        signature = base64.b64encode(self._signer.sign(message(link.id, self._hash))).decode()
        self._follows = seal(self._hash, self._key, signature)
        self._rows["event"].append(
            {
                "id": link.id,
                "at": at,
                "kind": kind,
                "member": member,
                "member_name": name,
                "draft": draft,
                "body": body,
                "previous": link.previous,
                "hash": self._hash,
                "signature": signature,
                "key": self._key,
            }
        )
        if self._count % _AT_ONCE == 0:
            self._flush()

    def keep(self, table: type[Table], row: Document) -> None:
        """A row that no event of its own tells of: a draft as it is now, or how an image looks."""
        self._rows[table._meta.table_name].append(row)

    def findable(self, draft: int, text: str) -> None:
        """Make a draft findable by the words of a text."""
        self._words.append((draft, text))

    def end(self) -> None:
        """Write what is left, and the record's head."""
        self._flush()
        self._connection.execute(
            'REPLACE INTO "draft_count" SELECT "state", COUNT(*) FROM "draft" GROUP BY "state"'
        )
        at = self._at
        signed = self._signer.sign(canonical(head_document(self._count, self._hash, at)))
        columns = (self._count, self._hash, at, base64.b64encode(signed).decode(), self._public)
        for id_ in (HEAD, SIGNED_HEAD):
            self._connection.execute(
                "REPLACE INTO chain_head (id, count, hash, at, signature, public_key)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (id_, *columns),
            )

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            columns = self._columns[name]
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(
                f'INSERT INTO "{name}" ({listed}) VALUES ({marks})',
                [[_stored(row[column]) for column in columns] for row in rows],
            )
            rows.clear()
        search = 'INSERT INTO "draft_search" (rowid, content) VALUES (?, ?)'
        self._connection.executemany(search, self._words)
        self._words.clear()

    def _office_key(self) -> Document:
        return {
            "id": 1,
            "fingerprint": self._key,
            "public_key": self._public,
            "desk": "bench",
            "state": "in_use",
            "at": stamp(BEGUN),
        }


def signer() -> DeskSigner:
    """The key of the benches' records: anybody's, for they prove nothing to anybody."""
    return DeskSigner.from_bytes(hashlib.sha256(b"tests.bench").digest())


def _columns(table: type[Table]) -> list[str]:
    return [field.column_name for field in table._meta.sorted_fields]


def _stored(value: object) -> object:
    return _text(value) if isinstance(value, list | dict) else value


def _text(document: object) -> str:
    """RFC 8785 of what has ASCII names and no odd number, in a tenth of the time."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
