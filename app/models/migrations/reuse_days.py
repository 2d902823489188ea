"""Migration: how many days a post is not used again after it went out."""

from __future__ import annotations

from peewee import Database

STATEMENTS = ("""ALTER TABLE "office" ADD COLUMN "reuse_days" INTEGER NOT NULL DEFAULT 30""",)


def reuse_days(database: Database) -> None:
    """Add the column."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
