"""Migration: what is kept of the record's Merkle tree. It fills by itself, from the events."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "kept_tile" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "hashes" BLOB NOT NULL
    )""",
    """CREATE UNIQUE INDEX "kept_tile_number" ON "kept_tile" ("number")""",
    """CREATE TABLE "kept_tree" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "size" INTEGER NOT NULL,
    "root" TEXT NOT NULL,
    "follows" TEXT NOT NULL,
    "signature" TEXT NOT NULL
    )""",
)


def kept_tree(database: Database) -> None:
    """Add the tables of the kept tree, empty."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
