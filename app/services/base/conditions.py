"""Conditions as the office's databases are asked, where one of their ways to find rows is the wrong one."""

from __future__ import annotations

from typing import Any

from peewee import Expression, Value


def row_by_row(condition: Any, *, holds: bool = True) -> Expression:  # peewee's expressions are private
    """The condition that another holds, or does not: of each row that was come upon by something else.

    SQLite looks up no index for it, so that an index in the list's order is left. PostgreSQL sees what is
    compared and keeps its own reckoning of how many rows that are, but asks for no `EXISTS` of all rows at
    once: a list that stops at its last row would wait for the rest.
    """
    compared: Expression = condition == Value(holds)
    return compared
