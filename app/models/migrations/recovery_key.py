"""Migration: the public half of the office's recovery key, for which its backups are encrypted."""

from __future__ import annotations

from peewee import Database

STATEMENTS = ("""ALTER TABLE "office" ADD COLUMN "recovery_key" TEXT NOT NULL DEFAULT ''""",)


def recovery_key(database: Database) -> None:
    """Add the column."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
