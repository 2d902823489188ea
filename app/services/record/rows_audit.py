"""Compares the tables with what the chain says they hold, whatever their size, in little memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

from peewee import PeeweeException

from app.models.fields import later_columns
from app.models.tables import RECORDED, Table
from app.models.transaction import Transaction
from app.services.record.row_form import RowForm, digest_of
from app.services.record.views import AuditProblem

_BATCH = 2000
_ROWS_FIRST = '{"rows":['
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


class RowsAudit:
    """The newest state of every row by the events, in a temporary database of its own on the disk.

    A context manager: nothing is left of it.
    """

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")  # SQLite's own temporary file, gone when closed
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -8000"):
            self._kept.execute(f"PRAGMA {pragma}")
        self._kept.execute(
            "CREATE TABLE told (name TEXT, id INTEGER, event INTEGER, digest BLOB, PRIMARY KEY (name, id))"
            " WITHOUT ROWID"
        )
        self._waiting: dict[tuple[str, int], tuple[int, bytes]] = {}
        self._compared: list[str] = []
        self._later = {table._meta.table_name: later_columns(table) for table in RECORDED}

    def __enter__(self) -> RowsAudit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def take(self, event: int, body: str) -> None:
        """Note the rows that an event wrote. An odd body raises `LookupError`, `TypeError`, `ValueError`."""
        for document, text in _documents(body):
            table = document["table"]
            later = self._later.get(table)
            if later and not later.keys() <= document.keys():
                text = _written({**later, **document})
            self._waiting[str(table), int(document["id"])] = (event, digest_of(text))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def compare(self, transaction: Transaction, table: type[Table]) -> Iterator[AuditProblem]:
        """What differs between a table's rows and the events about them."""
        self._flush()
        name = table._meta.table_name
        self._compared.append(name)
        row_form = RowForm(table)
        kept = self._kept.execute("SELECT id, event, digest FROM told WHERE name = ? ORDER BY id", (name,))
        told = next(kept, None)
        try:
            for row in transaction.stream(row_form.query):
                id_ = row[0]
                while told is not None and told[0] < id_:
                    yield AuditProblem("row_removed", told[1], f"{name} {told[0]}")
                    told = next(kept, None)
                if told is None or told[0] != id_:
                    yield AuditProblem("row_inserted", None, f"{name} {id_}")
                    continue
                if row_form.digest(row) != told[2] and not self._same(transaction, row_form, row, told[1]):
                    yield AuditProblem("row_edited", told[1], f"{name} {id_}")
                told = next(kept, None)
        except PeeweeException:
            yield AuditProblem("table_unreadable", None, name)
            return
        while told is not None:
            yield AuditProblem("row_removed", told[1], f"{name} {told[0]}")
            told = next(kept, None)

    def left(self) -> Iterator[AuditProblem]:
        """The rows that the events tell of, of tables that are none."""
        marks = ", ".join("?" for _ in self._compared)
        query = f"SELECT name, id, event FROM told WHERE name NOT IN ({marks}) ORDER BY name, id"  # noqa: S608
        for name, id_, event in self._kept.execute(query, self._compared):
            yield AuditProblem("row_removed", event, f"{name} {id_}")

    def _same(self, transaction: Transaction, row_form: RowForm, row: Sequence[Any], event: int) -> bool:
        """Whether a row that is written otherwise than its event tells says the same: looked at slowly."""
        query = "SELECT body FROM event WHERE id = ?"
        found = transaction.row(query, event)
        assert found is not None  # in the transaction that has just read it
        (body,) = found
        try:
            document = row_form.document(row)
            told = [each for each, _ in _documents(body) if (each["table"], each["id"]) == row_form.key(row)]
            return _written({**self._later[row_form.name], **told[-1]}) == _written(document)
        except (ValueError, TypeError, LookupError):
            return False

    def _flush(self) -> None:
        newest = ((*key, *told) for key, told in sorted(self._waiting.items()))
        self._kept.executemany("REPLACE INTO told VALUES (?, ?, ?, ?)", newest)
        self._waiting.clear()


def _documents(body: str) -> list[tuple[dict[str, Any], str]]:
    """The rows in an event's body, each with its own text there."""
    if not body.startswith(_ROWS_FIRST):
        return [(document, _written(document)) for document in json.loads(body).get("rows", [])]
    found = []
    place = len(_ROWS_FIRST)
    while body[place] == "{":
        try:
            document, end = _scan(body, place)
        except StopIteration as problem:
            raise ValueError(f"no JSON at {place}") from problem
        found.append((document, body[place:end]))
        place = end + 1
        if body[end] != ",":
            break
    return found


def _written(document: Mapping[str, Any]) -> str:
    """A document in one form, for comparing only: what is signed has its own (`services.record.chain`)."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
