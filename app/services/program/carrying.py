"""Carries what an office has from one place to another: its files, the rows of its tables, what finds them.

Rows go as they are, by the way of the engine there that is quickest; files that are there already are not
sent again, so that whoever was stopped goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import BooleanField, sort_models  # type: ignore[attr-defined]  # absent from its stubs

from app.models.tables import (
    TABLES,
    AppliedMigration,
    CheckLease,
    DeskRequest,
    DeskSetting,
    KeptPiece,
    OpenDraft,
    SchemaVersion,
    Table,
)
from app.models.transaction import Transaction
from app.services.base import counts_and_search
from app.services.base.desk import Desk
from app.services.posts.intake import make_findable_again
from app.work import Work

# Of the place itself, or made anew there.
_LEFT = (SchemaVersion, AppliedMigration, DeskSetting, DeskRequest, KeptPiece, CheckLease, OpenDraft)

_FILES, _BYTES = 500, 8 << 20  # kept together at most: what is sent again where the way broke
_ROWS = 1_000  # between two words of how far it is


def carry_files(desk: Desk, target: Desk, work: Work) -> int:
    """Keep every file of the office there too; one that is damaged or gone stays so. How many there are."""
    names = desk.blobs.names()
    some: list[bytes] = []
    # One that is damaged or gone the audit has named, before as after.
    for _, data in desk.blobs.read_each(_stepped(names, work)):
        some.append(data)
        if len(some) == _FILES or sum(map(len, some)) >= _BYTES:
            target.blobs.put_all(some)
            some = []
    target.blobs.put_all(some)
    return len(names)


def _stepped(names: Sequence[str], work: Work) -> Iterator[str]:
    """The names, saying with each how many went by."""
    for done, sha256 in enumerate(names):
        work.step(done, len(names))
        yield sha256


def carry_rows(source: Transaction, there: Transaction, work: Work) -> None:
    """Copy every row of the office into `there`, whose tables are empty, and have the search find them.

    `there` is the open transaction. Raises `Cancelled`.
    """
    tables = sort_models([table for table in TABLES if table not in _LEFT])
    counts = {table: _count(source, table) for table in tables}
    told = _Told(work.part(0, 70), sum(counts.values()))
    for table in tables:
        columns, rows = _rows(source, table)
        there.engine.copy_in(there.database, table._meta.table_name, columns, told.each(rows))
    make_findable_again(work.part(70, 95))
    counts_and_search.make_findable_again(work.part(95, 100))


class _Told:
    """Says how far the rows of all tables are, as they go by."""

    def __init__(self, work: Work, total: int) -> None:
        self._work, self._total, self._done = work, total, 0

    def each(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            if self._done % _ROWS == 0:
                self._work.step(self._done, self._total)
            self._done += 1
            yield row


def _count(source: Transaction, table: type[Table]) -> int:
    found = source.row(f'SELECT COUNT(*) FROM "{table._meta.table_name}"')  # noqa: S608 -- our own names
    return int(found[0]) if found else 0


def _rows(source: Transaction, table: type[Table]) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """A table's columns and rows, as any engine takes them."""
    fields = table._meta.sorted_fields
    columns = [field.column_name for field in fields]
    truths = [place for place, field in enumerate(fields) if isinstance(field, BooleanField)]
    listed = ", ".join(f'"{column}"' for column in columns)
    keys = ", ".join(f'"{field.column_name}"' for field in table._meta.get_primary_keys())
    query = f'SELECT {listed} FROM "{table._meta.table_name}" ORDER BY {keys}'  # noqa: S608 -- our own names
    found = source.stream(query)
    return columns, _with_truths(found, truths) if truths else found


def _with_truths(rows: Iterator[tuple[Any, ...]], places: list[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        values = list(row)
        for place in places:
            values[place] = None if values[place] is None else bool(values[place])
        yield tuple(values)
