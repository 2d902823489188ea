"""Migration: how images look, and in which frame of an animation something was noticed."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """ALTER TABLE "finding" ADD COLUMN "frame" INTEGER""",
    """CREATE TABLE "image_hash" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "mirrored" TEXT NOT NULL,
    "made_by" TEXT NOT NULL
    )""",
)


def images(database: Database) -> None:
    """Add the frame of a finding, and the table of image hashes."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
