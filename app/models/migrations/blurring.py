"""Migration: from which image a blurred one was made, and what was blurred on it."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """ALTER TABLE "attachment" ADD COLUMN "origin_sha256" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "attachment" ADD COLUMN "blurred" TEXT NOT NULL DEFAULT '[]'""",
)


def blurring(database: Database) -> None:
    """Add an attachment's origin and the regions blurred on it."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
