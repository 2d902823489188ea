"""Migration: what came in, was checked and went out in a time is found without reading all the rest."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE INDEX "draft_created_at" ON "draft" ("created_at")""",
    """CREATE INDEX "check_run_finished_at" ON "check_run" ("finished_at")""",
    """CREATE INDEX "publication_at" ON "publication" ("at")""",
)


def times_looked_up(database: Database) -> None:
    """Index drafts, checks and publications by their time: for the reports and the calendar."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
