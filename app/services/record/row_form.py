"""The text of a table's row as an event holds it, RFC 8785, made of the stored values without parsing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
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
        fields = table._meta.sorted_fields
        self._columns = ["id", *(field.column_name for field in fields if field.column_name != "id")]
        readers = {field.column_name: _reader(field) for field in fields}
        self._readers = [readers[column] for column in self._columns]
        writers = {field.column_name: _writer(field) for field in fields}
        # As RFC 8785 wants them, the table's name among them.
        self._parts: list[tuple[str, int, Callable[[Any], str]]] = []
        for column in sorted([*self._columns, "table"]):
            begin = f'{"," if self._parts else "{"}"{column}":'
            if column == "table":
                self._parts.append((begin + f'"{self.name}"', -1, _no_text))
            else:
                self._parts.append((begin, self._columns.index(column), writers[column]))
        listed = ", ".join(f'"{column}"' for column in self._columns)
        self.query = f'SELECT {listed} FROM "{self.name}" ORDER BY id'  # noqa: S608 -- names of our own tables

    def digest(self, row: Sequence[Any]) -> bytes:
        """The digest of the row's text, b"" where it holds what no program of ours writes."""
        try:
            written = [begin + write(row[place]) for begin, place, write in self._parts]
            return digest_of("".join(written) + "}")
        except (ValueError, TypeError):
            return b""

    def document(self, row: Sequence[Any]) -> dict[str, Any]:
        """The row as an event tells it. Raises `ValueError` or `TypeError` where it can be no such row."""
        pairs = zip(self._columns, self._readers, row, strict=True)
        values = {
            column: value if read is None or value is None else read(value) for column, read, value in pairs
        }
        return {"table": self.name, **values}

    def key(self, row: Sequence[Any]) -> tuple[str, int]:
        return self.name, int(row[0])


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


def _no_text(_: object) -> str:
    return ""


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


def digest_of(text: str) -> bytes:
    """A short hash for comparing only."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
