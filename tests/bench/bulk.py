"""Writes rows and the signed events about them in bulk, behind what a record holds already.

They have the shapes that the services write, and the audit finds them sound; a million posts take minutes
instead of days.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

from app.archive.digest import head_document
from app.archive.signed_texts import event_message
from app.canonical import canonical
from app.models.fields import JsonField
from app.models.search import Searched, folded
from app.models.tables import (
    RECORDED,
    Draft,
    Event,
    ImageHash,
    LastPost,
    OfficeKey,
    PastPost,
    PublicationAddress,
    Response,
    Table,
    VersionFold,
)
from app.services.base.clock import stamp
from app.services.base.desk import Desk, open_desk
from app.services.base.desk_signer import DeskSigner
from app.services.checking.hash_pages import OF_A_PAGE
from app.services.record.chain import FIRST, seal, text_of
from app.services.record.end import HEAD
from app.services.record.ledger import SIGNED_HEAD

BEGUN = datetime(2020, 1, 1, 4, tzinfo=UTC)
MEMBER, MEMBER_NAME = 1, "নমুনা"
_OF_NOBODY = ("key.made", "draft.checked")
_CHANGING = (Draft, Response)  # of which an event tells each state, and the table has the last
_AT_ONCE = 5_000  # events written at a time

Document = dict[str, object]


def bulk_folder(
    folder: Path,
    fill: Callable[[Bulk], None],
    open_office: Callable[[Path], object],
    seconds: float = float("inf"),
) -> Path:
    """The data folder of that name, written the first time. Nothing bears its name before it is whole.

    `open_office` makes the folder with its office, and closes it; `fill` writes what it holds besides. After
    so many `seconds` it stops with `Paused`; the next call goes on from there.
    """
    if folder.exists():
        return folder
    print(f"writing {folder.name} (once)", flush=True)
    part = folder.with_name(f"{folder.name}.part")
    if part.exists():
        open_desk(part).close()  # by a release that may be newer than what it was begun with
    else:
        open_office(part)
    connection = sqlite3.connect(part / "anumodon.db")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -500000")  # 500 MB, or each row waits for a page of an index
    with closing(connection), _without_indexes(connection, part / "indexes.json"):
        bulk = Bulk(connection, time.monotonic() + seconds)
        fill(bulk)
        bulk.end()
    part.rename(folder)
    return folder


@contextmanager
def _without_indexes(connection: sqlite3.Connection, known: Path) -> Iterator[None]:
    """Have the indexes made once at the end: rows come in the order of few of them.

    What they are made by stands in the file `known` until then, however often writing is paused or killed.
    """
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    there = dict(connection.execute(query).fetchall())
    indexes = {**(json.loads(known.read_text()) if known.exists() else {}), **there}
    known.write_text(json.dumps(indexes))
    for name in there:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for made_by in indexes.values():
        connection.execute(made_by)
    connection.commit()
    known.unlink()


class Paused(Exception):
    """The time for writing a folder is over."""


class Bulk:
    """Appends to one database. `event` keeps its rows too, but for what changes: `keep` its last state.

    The key that signs is the same each time, so that what is written later can be signed too.
    """

    def __init__(self, connection: sqlite3.Connection, until: float = float("inf")) -> None:
        self.step = timedelta(seconds=20)  # between two events
        self._connection = connection
        self._until = until
        self._signer = signer()
        self._key = hashlib.sha256(self._signer.public_key).hexdigest()
        self._public = base64.b64encode(self._signer.public_key).decode()
        query = "SELECT id, hash, key, signature, at FROM event ORDER BY id DESC"
        last = connection.execute(query).fetchone()
        self._count: int = last[0] if last else 0
        self._follows = seal(*last[1:4]) if last else FIRST
        self._hash, self._at = (last[1], last[4]) if last else ("", "")
        tables: tuple[type[Table], ...] = (
            *RECORDED,
            PastPost,
            ImageHash,
            LastPost,
            VersionFold,
            PublicationAddress,
            Event,
        )
        self._columns = {table._meta.table_name: _columns(table) for table in tables}
        self._values = {table._meta.table_name: _values(table) for table in tables}
        self._rows: dict[str, list[Document]] = {name: [] for name in self._columns}
        self._words: dict[Searched, list[tuple[int, str]]] = {of: [] for of in Searched}
        if not connection.execute("SELECT 1 FROM office_key").fetchone():
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
        body = text_of_document({"rows": documents})
        previous, self._at = self._follows, at
        covered = text_of(self._count, at, kind, member, name, draft, body, previous)
        self._hash = hashlib.sha256(covered.encode()).hexdigest()
        signature = base64.b64encode(self._signer.sign(event_message(self._count, self._hash))).decode()
        self._follows = seal(self._hash, self._key, signature)
        self._rows["event"].append(
            {
                "id": self._count,
                "at": at,
                "kind": kind,
                "member": member,
                "member_name": name,
                "draft": draft,
                "body": body,
                "previous": previous,
                "hash": self._hash,
                "signature": signature,
                "key": self._key,
            }
        )
        if self._count % _AT_ONCE == 0:
            self._flush()

    @property
    def posts(self) -> int:
        """How many posts the folder holds by now, where writing was paused."""
        return int(self._connection.execute("SELECT COALESCE(MAX(id), 0) FROM draft").fetchone()[0])

    def rest(self) -> None:
        """Have all so far on the disk. Raises `Paused` where the time is over."""
        self._flush()
        self._connection.commit()
        if time.monotonic() > self._until:
            raise Paused

    def keep(self, table: type[Table], row: Document) -> None:
        """A row that no event of its own tells of: a draft as it is now, or how an image looks."""
        self._rows[table._meta.table_name].append(row)

    def findable(self, of: Searched, id_: int, text: str) -> None:
        """Make a row findable by the words of a text."""
        self._words[of].append((id_, folded(of, text)))

    def end(self) -> None:
        """Write what is left, and the record's head."""
        self._flush()
        self._connection.execute(
            'REPLACE INTO "draft_count" SELECT "state", COUNT(*) FROM "draft" GROUP BY "state"'
        )
        self._connection.execute(
            'REPLACE INTO "response_count"'
            ' SELECT "account_id", "state", COUNT(*) FROM "response" GROUP BY 1, 2'
        )
        self._pack_hashes()
        at = self._at
        signed = self._signer.sign(canonical(head_document(self._count, self._hash, at)))
        columns = (self._count, self._hash, at, base64.b64encode(signed).decode(), self._public)
        for id_ in (HEAD, SIGNED_HEAD):
            self._connection.execute(
                "REPLACE INTO chain_head (id, count, hash, at, signature, public_key)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (id_, *columns),
            )
        self._connection.commit()

    def _pack_hashes(self) -> None:
        """How images look, packed as `checking.hash_pages` has it."""
        self._connection.execute("DELETE FROM hash_page")
        hashes = self._connection.execute("SELECT hash FROM image_hash ORDER BY sha256")
        while some := hashes.fetchmany(OF_A_PAGE):
            page = bytes.fromhex("".join(hash_ for (hash_,) in some))
            self._connection.execute("INSERT INTO hash_page (hashes, written) VALUES (?, 1)", (page,))

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            if not rows:
                continue
            columns, values = self._columns[name], self._values[name]
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(
                f'INSERT INTO "{name}" ({listed}) VALUES ({marks})',
                map(values, rows),
            )
            rows.clear()
        for of, words in self._words.items():
            search = f'INSERT INTO "{of}_search" (rowid, content) VALUES (?, ?)'
            self._connection.executemany(search, words)
            words.clear()

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


def keep_key(desk: Desk) -> None:
    """Let a desk sign with that key; its keyring is one in memory."""
    desk.keys.keep(desk.keys._name, base64.b64encode(signer().private_bytes).decode())


def _columns(table: type[Table]) -> list[str]:
    return [field.column_name for field in table._meta.sorted_fields]


def _values(table: type[Table]) -> Callable[[Document], Sequence[object]]:
    """What takes a row's values as they are stored, in the order of the columns."""
    fields = table._meta.sorted_fields
    inner = [place for place, field in enumerate(fields) if isinstance(field, JsonField)]
    outer = itemgetter(*(field.column_name for field in fields))

    def values(row: Document) -> Sequence[object]:
        found = list(outer(row))
        for place in inner:
            if not isinstance(found[place], str | None):  # an event's body is text already
                found[place] = text_of_document(found[place])
        return found

    return values


# RFC 8785 of what has ASCII names and no odd number, in a tenth of the time.
text_of_document = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
