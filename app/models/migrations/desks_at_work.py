"""Migration: which desk checks which version just now, and which draft each window has open."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "check_lease" (
    "version" INTEGER NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "desk" TEXT NOT NULL,
    "until" TEXT NOT NULL
    )""",
    """CREATE TABLE "open_draft" (
    "listener" INTEGER NOT NULL PRIMARY KEY,
    "draft" INTEGER NOT NULL,
    "member" INTEGER NOT NULL,
    "desk" TEXT NOT NULL
    )""",
)


def desks_at_work(database: Database) -> None:
    """Add the tables of leases and of open drafts."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
