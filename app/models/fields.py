"""Column types that keep what is stored identical to what is hashed."""

from __future__ import annotations

import json
from typing import Any

from peewee import SQL, Field, Model, TextField

from app.canonical import canonical

_MARK = "added_later"


class NotAsWritten(ValueError):
    """A column holds what no program of ours puts there: somebody was at the database from outside."""


class JsonField(TextField):
    """A JSON value stored as RFC 8785 text, so that a row's bytes do not depend on who wrote it."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else canonical(value).decode("utf-8")

    def python_value(self, value: str | None) -> Any:
        try:
            return None if value is None else json.loads(value)
        except ValueError as problem:  # no JSON, or bytes that are no text
            raise NotAsWritten from problem


class EventBody(JsonField):
    """What an event tells, its `rows` among it. One that somebody damaged tells nothing, and has no rows.

    Lists and reminders go on without it; the audit, which names it, and proofs read the text itself.
    """

    def python_value(self, value: str | None) -> dict[str, Any]:
        try:
            body = json.loads(value or "")
        except (ValueError, RecursionError):
            body = None
        told = body if isinstance(body, dict) else {}
        rows = told.get("rows")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            told = {**told, "rows": []}
        return told


class BytesField(Field):
    """Bytes as they are. peewee's own asks for its database before there is one."""

    field_type = "BLOB"

    def python_value(self, value: Any) -> bytes:
        return bytes(value)


def added_later(kind: type[Field], default: str | int | list[str] | None) -> Any:
    """A column of a recorded table that a migration added: older rows, and events about them, hold `default`.

    `later_columns` hands the defaults to the audit, which compares old events with today's rows.
    """
    if default is None:
        field = kind(null=True, default=None)
    else:
        text = canonical(default).decode("utf-8") if isinstance(default, list) else default
        stored = str(text) if isinstance(text, int) else f"'{text}'"
        field = kind(default=default, constraints=[SQL(f"DEFAULT {stored}")])
    setattr(field, _MARK, True)
    return field


def later_columns(table: type[Model]) -> dict[str, Any]:
    """The columns of `table` that migrations added, each with what an older row holds there."""
    fields = table._meta.sorted_fields
    return {field.column_name: field.default for field in fields if getattr(field, _MARK, False)}
