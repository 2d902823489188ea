"""Compares the tables with what the chain says they hold, whatever their size, in little memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

from app.models.tables import RECORDED
from app.models.transaction import Transaction
from app.services.record.table_audit import TableAudit, written
from app.services.record.views import AuditProblem

_ROWS_FIRST = '{"rows":['
_MOST = 2**63 - 1  # of a whole number in the database
_KINDS = 500  # more than there are: a record that somebody filled with others takes no memory
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # set in its __init__, unknown to the stubs


class RowsAudit:
    """Takes the events' bodies in order, then says how the tables differ from them.

    A context manager: nothing is left of its temporary database.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._kept = sqlite3.connect("")  # SQLite's own temporary file, gone when closed
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -8000"):
            self._kept.execute(f"PRAGMA {pragma}")
        self._kept.execute(
            "CREATE TABLE strange (name TEXT, id INTEGER, event INTEGER, PRIMARY KEY (name, id))"
        )
        tables = (TableAudit(self._kept, transaction, table) for table in RECORDED)
        self._tables = {table.name: table for table in tables}
        self._usual: dict[str, list[TableAudit | None]] = {}  # what the last event of a kind recorded

    def __enter__(self) -> RowsAudit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def take(self, event: int, kind: str, body: str) -> None:
        """Note the rows that an event wrote.

        Raises one of `chain.ODD_BODY` for a body that no program of ours wrote.
        """
        if not body.startswith(_ROWS_FIRST):
            for document in _documents(body):
                self._take(event, document, written(document))
            return
        usual = self._usual.get(kind, [])
        met: list[TableAudit | None] = []
        place = len(_ROWS_FIRST)
        while body[place] == "{":
            table = usual[len(met)] if len(met) < len(usual) else None
            if table is not None and body.startswith(table.next_text, place):
                # The event holds the table's next row to the letter, which spares reading what it holds.
                place += len(table.next_text)
                table.go_on()
            else:
                document, end = _document_at(body, place)
                table = self._take(event, document, body[place:end])
                place = end
            met.append(table)
            if body[place] != ",":
                break
            place += 1
        if met != usual and len(self._usual) < _KINDS:
            self._usual[kind] = met

    def differences(self) -> Iterator[AuditProblem]:
        """What differs between the tables and the events about their rows."""
        for table in self._tables.values():
            yield from table.differences(_documents)
        # Rows of tables that are none.
        for name, id_, event in self._kept.execute("SELECT name, id, event FROM strange ORDER BY name, id"):
            yield AuditProblem("row_removed", event, f"{name} {id_}")

    def _take(self, event: int, document: Mapping[str, Any], text: str) -> TableAudit | None:
        """Note one row; gives its table, None where it has none."""
        name, id_ = document["table"], int(document["id"])
        if not -_MOST <= id_ <= _MOST:
            raise ValueError(f"no id of a row: {id_}")
        table = self._tables.get(name)
        if table is None:
            self._kept.execute("REPLACE INTO strange VALUES (?, ?, ?)", (str(name), id_, event))
        else:
            table.take(event, id_, document, text)
        return table


def _documents(body: str) -> Iterator[dict[str, Any]]:
    """The rows that an event's body records."""
    return iter(json.loads(body).get("rows", []))


def _document_at(body: str, place: int) -> tuple[dict[str, Any], int]:
    """The document that begins there, and the place behind it."""
    try:
        found: tuple[dict[str, Any], int] = _scan(body, place)
    except StopIteration as problem:
        raise ValueError(f"no JSON at {place}") from problem
    return found
