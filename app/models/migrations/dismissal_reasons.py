"""Migration: the reason picked for dismissing a finding, beside the one in a person's own words."""

from __future__ import annotations

from peewee import Database


def reasons(database: Database) -> None:
    """Add the reason picked; older answers have none."""
    database.execute_sql("""ALTER TABLE "answer" ADD COLUMN "because" TEXT NOT NULL DEFAULT ''""")
