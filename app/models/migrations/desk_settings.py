"""Migration: settings of the desk stand in a table that says so, apart from what the office chose."""

from __future__ import annotations

from peewee import Database


def desk_settings(database: Database) -> None:
    """Rename the table of settings; its rows stay."""
    database.execute_sql('ALTER TABLE "setting" RENAME TO "desk_setting"')
