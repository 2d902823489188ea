"""Compares what a database is made of with what the migrations make: tables, columns, indexes, triggers."""

from __future__ import annotations

from peewee import Database

from app.models.migrations import MIGRATIONS, migrate
from app.models.transaction import Transaction


def changed_parts(transaction: Transaction) -> tuple[str, ...]:
    """The names of tables, indexes, views and triggers that are missing, changed, or not of our making."""
    expected = transaction.engine.layout_of(_migrate)
    found = transaction.engine.layout(transaction.database)
    return tuple(sorted({part[1] for part in expected ^ found}))


def _migrate(fresh: Database) -> None:
    for migration in MIGRATIONS:
        migrate(fresh, migration)
