"""Migration: what kind a draft is where its use does not tell."""

from __future__ import annotations

from peewee import Database


def draft_kinds(database: Database) -> None:
    """Add a draft's kind."""
    database.execute_sql("""ALTER TABLE "draft" ADD COLUMN "kind" TEXT NOT NULL DEFAULT ''""")
