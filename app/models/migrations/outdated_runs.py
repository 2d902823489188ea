"""Migration: runs of the checks that no longer count, because of what a person said since."""

from __future__ import annotations

from peewee import Database


def outdated(database: Database) -> None:
    """Add the table of outdated runs."""
    database.execute_sql(
        """CREATE TABLE "outdated_run" (
    "run_id" INTEGER NOT NULL PRIMARY KEY,
    FOREIGN KEY ("run_id") REFERENCES "check_run" ("id") ON DELETE CASCADE
    )"""
    )
