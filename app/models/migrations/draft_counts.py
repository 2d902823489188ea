"""Migration: how many drafts there are in each state, and decisions in the order they were made."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "draft_count" ("state" TEXT NOT NULL PRIMARY KEY, "n" INTEGER NOT NULL)""",
    """INSERT INTO "draft_count" ("state", "n") SELECT "state", COUNT(*) FROM "draft" GROUP BY "state" """,
    """CREATE INDEX "decision_at" ON "decision" ("at")""",
)


def draft_counts(database: Database) -> None:
    """Add the table of counts, filled, and an index of decisions by their time."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
