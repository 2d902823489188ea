"""Migration: whether a memo number is taken is asked of an index, not of every letter."""

from __future__ import annotations

from peewee import Database


def letter_memos(database: Database) -> None:
    """Index the memo numbers."""
    database.execute_sql('CREATE INDEX "letter_memo" ON "letter" ("memo")')
