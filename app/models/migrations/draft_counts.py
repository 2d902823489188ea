"""Migration: how many drafts there are in each state, and approvals in the order they were given."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "draft_count" ("state" TEXT NOT NULL PRIMARY KEY, "n" INTEGER NOT NULL)""",
    """INSERT INTO "draft_count" ("state", "n") SELECT "state", COUNT(*) FROM "draft" GROUP BY "state" """,
    """CREATE INDEX "decision_verdict_void_at_at" ON "decision" ("verdict", "void_at", "at")""",
)


def draft_counts(database: Database) -> None:
    """Add the table of counts, filled, and the index of standing decisions by their time."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
