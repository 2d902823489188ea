"""Columns written into SQL in one step.

peewee writes a column by way of four objects and as many contexts, which took half of the time in which it
makes a query, and a quarter of all time that an act takes. The text is the same.
"""

from __future__ import annotations

from typing import Any

from peewee import SCOPE_VALUES, Context, Field, Metadata, TextField

from app.models.fields import NotAsWritten


class ColumnMetadata(Metadata):
    """Has every field of a table write itself so."""

    def add_field(self, field_name: str, field: Field[Any], set_attribute: bool = True) -> None:
        super().add_field(field_name, field, set_attribute)
        if not isinstance(field, _WritesItself):
            field.__class__ = _kind(type(field))


class _WritesItself:
    """A field whose column is quoted as both engines quote it, behind the short name of its table."""

    def __sql__(self, ctx: Context) -> Context:
        name = self.column_name  # type: ignore[attr-defined]  # what a field of peewee has
        if ctx.scope == SCOPE_VALUES:
            return ctx.literal(f'"{name}"')
        return ctx.literal(f'"{ctx.alias_manager[self.model._meta.table]}"."{name}"')  # type: ignore[attr-defined]  # likewise


class _Text(_WritesItself):
    """A column of text. Bytes in it that are no text are told from texts of ours that nobody could read."""

    def adapt(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        try:
            return value.decode("utf-8") if isinstance(value, bytes) else str(value)
        except UnicodeDecodeError as problem:
            raise NotAsWritten from problem


_kinds: dict[type[Field[Any]], type[Field[Any]]] = {}


def _kind(kind: type[Field[Any]]) -> type[Field[Any]]:
    """That kind of field, writing itself."""
    if kind not in _kinds:
        base = _Text if issubclass(kind, TextField) else _WritesItself
        _kinds[kind] = type(kind.__name__, (base, kind), {})
    return _kinds[kind]
