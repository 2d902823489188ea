"""Migration: every event bears a signature of its own, by a key that the office registered."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """ALTER TABLE "event" ADD COLUMN "signature" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "event" ADD COLUMN "key" TEXT NOT NULL DEFAULT ''""",
    """CREATE TABLE "office_key" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fingerprint" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "desk" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" TEXT NOT NULL
    )""",
    """CREATE UNIQUE INDEX "office_key_fingerprint" ON "office_key" ("fingerprint")""",
)


def signed_events(database: Database) -> None:
    """Add the signature and the key of each event (older ones have none), and the table of keys."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
