"""Compares the tables with what the chain says they hold, whatever their size, in little memory."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

from peewee import BooleanField, PeeweeException

from app.models.fields import JsonField, later_columns
from app.models.tables import RECORDED, Table
from app.models.transaction import Transaction
from app.services.record.views import AuditProblem

_BATCH = 2000


class RowsAudit:
    """The newest state of every row by the events, in a temporary database of its own on the disk.

    A context manager: nothing is left of it.
    """

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")  # SQLite's own temporary file, gone when closed
        self._kept.execute(
            "CREATE TABLE told (name TEXT, id INTEGER, event INTEGER, digest BLOB, PRIMARY KEY (name, id))"
            " WITHOUT ROWID"
        )
        self._waiting: list[tuple[str, int, int, bytes]] = []
        self._later = {table._meta.table_name: later_columns(table) for table in RECORDED}

    def __enter__(self) -> RowsAudit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def take(self, event: int, documents: Sequence[Mapping[str, Any]]) -> None:
        """Note the rows that an event wrote. Odd ones raise `LookupError`, `TypeError`, `ValueError`."""
        for document in documents:
            whole = {**self._later.get(document["table"], {}), **document}
            self._waiting.append((str(document["table"]), int(document["id"]), event, _digest(whole)))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def compare(self, transaction: Transaction, table: type[Table]) -> Iterator[AuditProblem]:
        """What differs between a table's rows and the events about them."""
        self._flush()
        name = table._meta.table_name
        columns, readers = _columns(table)
        listed = ", ".join(f'"{column}"' for column in columns)
        try:
            query = f'SELECT {listed} FROM "{name}" ORDER BY id'  # noqa: S608 -- names of our own tables
            rows = transaction.database.execute_sql(query)
            for row in rows:
                yield from self._compare(name, columns, readers, row)
        except PeeweeException:
            yield AuditProblem("table_unreadable", None, name)

    def left(self) -> Iterator[AuditProblem]:
        """The rows that the events tell of and no table holds any more."""
        for name, id_, event in self._kept.execute("SELECT name, id, event FROM told ORDER BY name, id"):
            yield AuditProblem("row_removed", event, f"{name} {id_}")

    def _compare(
        self, name: str, columns: Sequence[str], readers: Sequence[Any], row: Sequence[Any]
    ) -> Iterator[AuditProblem]:
        id_ = row[columns.index("id")]
        found = self._kept.execute(
            "DELETE FROM told WHERE name = ? AND id = ? RETURNING event, digest", (name, id_)
        ).fetchone()
        if found is None:
            yield AuditProblem("row_inserted", None, f"{name} {id_}")
            return
        event, digest = found
        try:
            document = {
                column: value if read is None or value is None else read(value)
                for column, read, value in zip(columns, readers, row, strict=True)
            }
            same = _digest({"table": name, **document}) == digest
        except (ValueError, TypeError):
            same = False
        if not same:
            yield AuditProblem("row_edited", event, f"{name} {id_}")

    def _flush(self) -> None:
        self._kept.executemany("REPLACE INTO told VALUES (?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


def _columns(table: type[Table]) -> tuple[list[str], list[Callable[[Any], object] | None]]:
    """The columns of a table, and for each what turns the kept value into the event's (None: nothing)."""
    names: list[str] = []
    readers: list[Callable[[Any], object] | None] = []
    for field in table._meta.sorted_fields:
        names.append(field.column_name)
        if isinstance(field, JsonField):
            readers.append(json.loads)
        elif isinstance(field, BooleanField):
            readers.append(_truth)
        else:
            readers.append(None)
    return names, readers


def _truth(kept: object) -> bool:
    """A kept truth value. Raises `ValueError` for anything but 0 and 1, which no program of ours writes."""
    if kept not in (0, 1):
        raise ValueError(f"not a truth value: {kept!r}")
    return bool(kept)


def _digest(document: Mapping[str, Any]) -> bytes:
    """A short hash for comparing only: what is signed has its own form (`services.record.chain`)."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
