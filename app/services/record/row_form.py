"""The text of a table's row as an event holds it, RFC 8785, made of the stored values without parsing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import Any

from peewee import AutoField, BooleanField, Field, ForeignKeyField, IntegerField, TextField

from app.canonical import canonical
from app.models.fields import JsonField
from app.models.tables import Table


class RowForm:
    """How one table's rows are written in events."""

    def __init__(self, table: type[Table]) -> None:
        self.name = table._meta.table_name
        fields = {field.column_name: field for field in table._meta.sorted_fields}
        self._columns = sorted(fields)  # as RFC 8785 wants them
        self._id = self._columns.index("id")
        self._readers = [_reader(fields[column]) for column in self._columns]
        self._writers = [_writer(fields[column]) for column in self._columns]
        parts = {column: f'"{column}":%s' for column in self._columns} | {"table": f'"table":"{self.name}"'}
        self._text = f"{{{','.join(parts[name] for name in sorted(parts))}}}"
        listed = ", ".join(f'"{column}"' for column in self._columns)
        self.query = f'SELECT {listed} FROM "{self.name}" ORDER BY id'  # noqa: S608 -- names of our own tables

    def id(self, row: Sequence[Any]) -> int:
        """The id of a row of `query`."""
        return int(row[self._id])

    def text(self, row: Sequence[Any]) -> str | None:
        """The row's text, None where it holds what no program of ours writes."""
        [(_, text)] = self.texts([row])
        return text

    def texts(self, rows: Iterable[Sequence[Any]]) -> list[tuple[int, str | None]]:
        """The id and text of each row: for the audit, which wants those of millions."""
        whole, writers, place = self._text, self._writers, self._id
        found: list[tuple[int, str | None]] = []
        for row in rows:
            try:
                text = whole % tuple([write(value) for write, value in zip(writers, row, strict=True)])
            except (ValueError, TypeError, RecursionError):
                text = None
            found.append((int(row[place]), text))
        return found

    def document(self, row: Sequence[Any]) -> dict[str, Any]:
        """The row as an event records it. Raises `ValueError` or `TypeError` where it can be no such row."""
        pairs = zip(self._columns, self._readers, row, strict=True)
        values = {
            column: value if read is None or value is None else read(value) for column, read, value in pairs
        }
        return {"table": self.name, **values}


@cache
def row_form(table: type[Table]) -> RowForm:
    """A table's form, made once in a process: an audit wants those of all tables."""
    return RowForm(table)


def _reader(field: Field) -> Callable[[Any], object] | None:
    """What turns a stored value into the event's, None for nothing."""
    if isinstance(field, JsonField):
        return json.loads
    return _truth if isinstance(field, BooleanField) else None


def _writer(field: Field) -> Callable[[Any], str]:
    """What turns a stored value into the event's text: where it can, a function in C."""
    if isinstance(field, JsonField):
        return _stored_json
    if isinstance(field, BooleanField):
        return _truth_text
    if not field.null and isinstance(field, TextField):
        return encode_basestring
    if not field.null and isinstance(field, IntegerField | ForeignKeyField | AutoField):
        return int.__repr__
    return _plain_text


def _plain_text(value: object) -> str:
    if value is None:
        return "null"
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else canonical(value).decode()


@lru_cache(maxsize=4096)
def _stored_json(value: object) -> str:
    """JSON as it is stored, which is its RFC 8785 form.

    Raises `TypeError` or `ValueError` for any other: half a value could lend its rest to the next column.
    """
    if value is None:
        return "null"
    if type(value) is not str:
        raise TypeError(f"no JSON text: {value!r}")
    json.loads(value)
    return value


def _truth_text(value: object) -> str:
    return "null" if value is None else ("true" if _truth(value) else "false")


def _truth(kept: object) -> bool:
    """A kept truth value. Raises `ValueError` for anything but 0 and 1, which no program of ours writes."""
    if kept not in (0, 1):
        raise ValueError(f"not a truth value: {kept!r}")
    return bool(kept)
