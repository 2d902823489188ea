"""What somebody may do at random to a data folder and a keyring: the moves of `test_tampering`.

Each move takes what it needs from Hypothesis, does its harm, and says in a word or two what it was.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from app.archive.minisign import key_id_of
from app.archive.signed_texts import event_message
from app.models.search import SEARCHES
from app.services.record.chain import FIRST, Link, fingerprint, seal

Move = Callable[[st.DataObject, sqlite3.Connection], str]
STRANGER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
STRANGERS_KEY = fingerprint(STRANGER.public_key().public_bytes_raw())


class Stranger:
    """A signer with a key that is not the office's, or, `of` what the keyring keeps, with a former one."""

    def __init__(self, key: Ed25519PrivateKey = STRANGER) -> None:
        self._key = key

    @classmethod
    def of(cls, kept: str) -> Stranger:
        return cls(Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept)))

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public_key)

    @property
    def key_id(self) -> bytes:
        return key_id_of(self.public_key)

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)


COLUMNS = "id, at, kind, member, member_name, draft, body, previous, hash, signature, key"

_ANY = st.one_of(
    st.none(),
    st.integers(-3, 2**40),
    st.text(max_size=6),
    st.binary(max_size=6),
    st.sampled_from(["", "approved", "lost", "in_use", "moderator", "authority", "[]", "{}", "null"]),
)


def tables(connection: sqlite3.Connection) -> list[str]:
    """The program's own tables, without those of the search."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if not name.startswith(("sqlite_", *SEARCHES))]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def edit(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """Another value into one cell: any, one that is nearly the same, or another row's."""
    table, row = _some_row(data, connection)
    column = data.draw(st.sampled_from(columns(connection, table)), "column")
    (value,) = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row,)).fetchone()
    others = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}" LIMIT 20').fetchall()
    near = [f"{value} ", str(value).upper(), str(value)[:-1], value + 1 if isinstance(value, int) else None]
    new = data.draw(st.one_of(_ANY, st.sampled_from(near), st.sampled_from([one for (one,) in others])))
    connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, row))
    return "edit"


def delete(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """A row out, or all from it on."""
    table, row = _some_row(data, connection)
    sign = data.draw(st.sampled_from(["=", ">="]))
    connection.execute(f'DELETE FROM "{table}" WHERE rowid {sign} ?', (row,))
    return "delete"


def insert(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """A row like one that is there, under another id."""
    table, row = _some_row(data, connection)
    names = columns(connection, table)
    found = dict(
        zip(
            names,
            connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (row,)).fetchone(),
            strict=True,
        )
    )
    key = "id" if "id" in found else names[0]
    found[key] = row + data.draw(st.integers(1, 500)) if key == "id" else f"{found[key]}1"
    changed = data.draw(st.sampled_from(names))
    if changed != key:
        found[changed] = data.draw(st.one_of(st.just(found[changed]), _ANY))
    marks = ", ".join("?" for _ in names)
    connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', tuple(found.values()))
    return "insert"


def swap(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """Two rows of a table exchange what they say in one column."""
    table, row = _some_row(data, connection)
    other = data.draw(st.sampled_from(_rows(connection, table)))
    column = data.draw(st.sampled_from(columns(connection, table)))
    query = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
    one, two = (connection.execute(query, (each,)).fetchone()[0] for each in (row, other))
    change = f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?'
    if column != "id":
        connection.execute(change, (two, row))
        connection.execute(change, (one, other))
    return "swap"


def reason(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """What an event tells is rewritten: in its body, and in the row it is about."""
    events = connection.execute("SELECT id, body FROM event").fetchall()
    number, text = data.draw(st.sampled_from(events))
    body = json.loads(text)
    if not body["rows"]:
        return "nothing"
    document = data.draw(st.sampled_from(body["rows"]))
    column = data.draw(st.sampled_from(sorted(document.keys() - {"table", "id"})))
    new = data.draw(st.one_of(st.integers(0, 9), st.text(max_size=6)))
    document[column] = new
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    connection.execute("UPDATE event SET body = ? WHERE id = ?", (text, number))
    table = document["table"]
    connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (new, document["id"]))
    return "rewrite"


def strip(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """Signatures off, from some event on or at one."""
    number, sign = data.draw(st.integers(1, 60)), data.draw(st.sampled_from(["=", ">="]))
    connection.execute(f"UPDATE event SET signature = '', key = '' WHERE id {sign} ?", (number,))
    return "strip"


def cut(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """Events off the end, with the mark of the end made to fit."""
    last = connection.execute("SELECT max(id) FROM event").fetchone()[0] or 1
    number = data.draw(st.integers(0, last))
    connection.execute("DELETE FROM event WHERE id > ?", (number,))
    found = connection.execute("SELECT hash FROM event WHERE id = ?", (number,)).fetchone()
    if found is None:
        connection.execute("DELETE FROM chain_head")
    else:
        connection.execute("UPDATE chain_head SET count = ?, hash = ?", (number, found[0]))
    return "cut"


def schema(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """The tables themselves: one gone, one renamed, a rule that changes rows as they are written."""
    table = data.draw(st.sampled_from(tables(connection)))
    column = data.draw(st.sampled_from(columns(connection, table)))
    statement = data.draw(
        st.sampled_from(
            [
                f'DROP TABLE "{table}"',
                f'ALTER TABLE "{table}" RENAME TO "{table}_2"',
                f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "other"',
                f'CREATE TRIGGER own AFTER INSERT ON "{table}" BEGIN DELETE FROM passphrase; END',
                f'CREATE VIEW own AS SELECT * FROM "{table}"',
            ]
        )
    )
    connection.execute(statement)
    return "schema"


def refit(data: st.DataObject, connection: sqlite3.Connection) -> str:
    """Make hashes, links and the end fit again, without a key or with a stranger's from some event on.

    The stranger's key may be put in the place of the office's, in its table and in the events about keys.
    """
    last = connection.execute("SELECT max(id) FROM event").fetchone()[0] or 0
    first_signed = data.draw(st.one_of(st.none(), st.integers(1, last + 1)))
    if first_signed is not None and data.draw(st.booleans(), "registered"):
        public = base64.b64encode(STRANGER.public_key().public_bytes_raw()).decode("ascii")
        connection.execute("UPDATE office_key SET fingerprint = ?, public_key = ?", (STRANGERS_KEY, public))
        for number, text in connection.execute(
            "SELECT id, body FROM event WHERE kind LIKE 'key.%'"
        ).fetchall():
            body = json.loads(text)
            for document in body["rows"]:
                document |= {"fingerprint": STRANGERS_KEY, "public_key": public}
            text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            connection.execute("UPDATE event SET body = ? WHERE id = ?", (text, number))
    previous, hash_, number = FIRST, "", 0
    for row in connection.execute(f"SELECT {COLUMNS} FROM event ORDER BY id").fetchall():
        number, at, kind, member, name, draft, body, _, _, signature, key = row
        hash_ = Link(number, at, kind, member, name, draft, body, previous).hash()
        if first_signed is not None and number >= first_signed:
            signature = base64.b64encode(STRANGER.sign(event_message(number, hash_))).decode("ascii")
            key = STRANGERS_KEY
        connection.execute(
            "UPDATE event SET previous = ?, hash = ?, signature = ?, key = ? WHERE id = ?",
            (previous, hash_, signature, key, number),
        )
        previous = seal(hash_, key, signature)
    connection.execute("UPDATE chain_head SET count = ?, hash = ?", (number, hash_))
    return "refit"


def blob(data: st.DataObject, folder: Path) -> str:
    """A kept image or clip: other bytes, cut short, another one's, gone, a folder in its place."""
    files = sorted(path for path in folder.glob("*/*") if path.is_file())
    path, other = data.draw(st.sampled_from(files)), data.draw(st.sampled_from(files))
    whole = path.read_bytes()
    how = data.draw(st.sampled_from(["flip", "cut", "append", "other", "gone", "folder"]))
    at = data.draw(st.integers(0, len(whole) - 1))
    path.chmod(0o600)
    match how:
        case "flip":
            path.write_bytes(
                whole[:at] + bytes([whole[at] ^ (1 << data.draw(st.integers(0, 7)))]) + whole[at + 1 :]
            )
        case "cut":
            path.write_bytes(whole[:at])
        case "append":
            path.write_bytes(whole + b"\0")
        case "other":
            path.write_bytes(other.read_bytes())
        case "gone":
            path.unlink()
        case "folder":
            path.unlink()
            path.mkdir()
    return "blob"


MOVES: tuple[Move, ...] = (edit, delete, insert, swap, reason, strip, cut, schema, refit)


def contents(connection: sqlite3.Connection, harmless: dict[str, str]) -> dict[str, object]:
    """All that matters in a database: every cell but the harmless ones, JSON by what it says."""
    found: dict[str, object] = {"schema": connection.execute("SELECT sql FROM sqlite_master").fetchall()}
    for table in tables(connection):
        if table in harmless:
            continue
        names = [name for name in columns(connection, table) if f"{table}.{name}" not in harmless]
        listed = ", ".join(f'"{name}"' for name in names)
        rows = connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY rowid').fetchall()
        found[table] = rows if table == "event" else [tuple(map(_said, row)) for row in rows]
    return found


def _said(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value
    return value


def _rows(connection: sqlite3.Connection, table: str) -> list[int]:
    return [row for (row,) in connection.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid')]


def _some_row(data: st.DataObject, connection: sqlite3.Connection) -> tuple[str, int]:
    filled = [table for table in tables(connection) if _rows(connection, table)]
    table = data.draw(st.sampled_from(filled), "table")
    return table, data.draw(st.sampled_from(_rows(connection, table)), "row")
