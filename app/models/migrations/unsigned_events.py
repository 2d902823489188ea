"""Migration: events without a signature are found without reading those that have one."""

from __future__ import annotations

from peewee import Database

STATEMENT = """CREATE INDEX "event_unsigned" ON "event" ("id") WHERE "signature" = ''"""


def unsigned_events(database: Database) -> None:
    """Index the few events that have no signature."""
    database.execute_sql(STATEMENT)
