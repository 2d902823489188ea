"""Compares one table with what the events say of its rows, whatever their number, in little memory.

Most rows are recorded once, in the order of their ids, and are still as recorded. So the table is read
beside the events, and a row that is as its event says is done with there and then. Every other, recorded
again or out of order, changed or never recorded, is put aside in a temporary table and compared at the end.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from peewee import PeeweeException

from app.models.fields import later_columns
from app.models.tables import Table
from app.models.transaction import Transaction
from app.services.record.chain import ODD_BODY
from app.services.record.row_form import RowForm, row_form
from app.services.record.views import AuditProblem

_READ_AT_ONCE, _WRITTEN_AT_ONCE = 50, 1000
_NO_TEXT = "\0"  # no row is written so
_NOTHING: Mapping[str, Any] = {}

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
RowsOf = Callable[[str], Iterator[Mapping[str, Any]]]


class TableAudit:
    """Takes what the events say of a table's rows in the events' order, then gives what differs.

    `next_text` is the text of the next row that no event has named yet.
    """

    def __init__(self, kept: sqlite3.Connection, transaction: Transaction, table: type[Table]) -> None:
        """`kept` is the temporary database, in which this makes a table of its own."""
        self.name = table._meta.table_name
        self.next_text = _NO_TEXT
        self._form = row_form(table)
        self._later = later_columns(table)
        self._transaction = transaction
        self._kept = kept
        self._kept.execute(
            f'CREATE TABLE "recorded_{self.name}" (id INTEGER PRIMARY KEY, event INTEGER, digest BLOB)'
        )
        # Only what is newest by then is written in full and hashed: a draft is told of again and again.
        self._waiting: dict[int, tuple[int | None, Mapping[str, Any], str]] = {}
        self._next: int | None = None
        self._rows: Iterator[tuple[int, str | None]] = iter(())
        self._readable = _readable(transaction, self._form)
        if self._readable:
            self._rows = self._read()
            self.go_on()

    def go_on(self) -> None:
        """Done with the next row: the one behind it is the next."""
        self._next, text = next(self._rows, (None, None))
        self.next_text = text or _NO_TEXT

    def take(self, event: int, id_: int, document: Mapping[str, Any], text: str) -> None:
        """An event says of a row that it is so; `text` is the document as the event holds it."""
        while self._next is not None and self._next < id_:
            self._put_aside(self._next, None)
            self.go_on()
        if self._next == id_:
            as_recorded = self._whole(document, text) == self.next_text
            self.go_on()
            if as_recorded:
                return
        self._put_aside(id_, event, document, text)

    def differences(self, rows_of: RowsOf) -> Iterator[AuditProblem]:
        """What differs between the rows and the newest events about them.

        `rows_of` gives the rows that an event's body records.
        """
        if not self._readable:
            yield AuditProblem("table_unreadable", None, self.name)
            return
        while self._next is not None:
            self._put_aside(self._next, None)
            self.go_on()
        self._flush()
        kept = self._kept.execute(
            f'SELECT id, event, digest FROM "recorded_{self.name}" ORDER BY id'  # noqa: S608 -- our own table
        )
        recorded = next(kept, None)
        if recorded is None:
            return
        for row in self._transaction.stream(self._form.query):
            id_ = self._form.id(row)
            while recorded is not None and recorded[0] < id_:
                yield AuditProblem("row_removed", recorded[1], f"{self.name} {recorded[0]}")
                recorded = next(kept, None)
            if recorded is None or recorded[0] != id_:
                continue  # it is as its event says
            if recorded[1] is None:
                yield AuditProblem("row_inserted", None, f"{self.name} {id_}")
            elif not self._as_recorded(row, recorded[1], recorded[2], rows_of):
                yield AuditProblem("row_edited", recorded[1], f"{self.name} {id_}")
            recorded = next(kept, None)
        while recorded is not None:
            yield AuditProblem("row_removed", recorded[1], f"{self.name} {recorded[0]}")
            recorded = next(kept, None)

    def _as_recorded(self, row: tuple[Any, ...], event: int, digest: bytes, rows_of: RowsOf) -> bool:
        """Whether a row says the same as the newest event about it, however either is written."""
        if _digest(self._form.text(row) or _NO_TEXT) == digest:
            return True
        found = self._transaction.row("SELECT body FROM event WHERE id = ?", event)
        assert found is not None  # in the transaction that has just read it
        (body,) = found
        try:
            key = self.name, self._form.id(row)
            recorded = [each for each in rows_of(body) if (each["table"], each["id"]) == key]
            return written({**self._later, **recorded[-1]}) == written(self._form.document(row))
        except ODD_BODY:
            return False

    def _read(self) -> Iterator[tuple[int, str | None]]:
        """The id and text of every row."""
        stream = self._transaction.stream(self._form.query)
        while rows := list(islice(stream, _READ_AT_ONCE)):  # a fifth faster than one by one
            yield from self._form.texts(rows)

    def _whole(self, document: Mapping[str, Any], text: str) -> str:
        """The document's text with the columns that came later."""
        if self._later.keys() <= document.keys():
            return text
        return written({**self._later, **document})

    def _put_aside(
        self, id_: int, event: int | None, document: Mapping[str, Any] = _NOTHING, text: str = ""
    ) -> None:
        self._waiting[id_] = (event, document, text)
        if len(self._waiting) >= _WRITTEN_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        rows = (
            (id_, event, _digest("" if event is None else self._whole(document, text)))
            for id_, (event, document, text) in self._waiting.items()
        )
        self._kept.executemany(f'REPLACE INTO "recorded_{self.name}" VALUES (?, ?, ?)', rows)  # noqa: S608 -- ours
        self._waiting.clear()


def _readable(transaction: Transaction, form: RowForm) -> bool:
    """Whether the table is there with the columns it should have."""
    try:
        with transaction.database.atomic():  # else PostgreSQL ends the transaction with the error
            transaction.row(f"{form.query} LIMIT 1")
    except PeeweeException:
        return False
    return True


def written(document: Mapping[str, Any]) -> str:
    """A document in one form, for comparing only: what is signed has its own (`services.record.chain`)."""
    return _encode(document)


def _digest(text: str) -> bytes:
    """A short hash for comparing only."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
