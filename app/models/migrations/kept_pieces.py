"""Migration: files of an office on a server, in pieces; an office in a folder has them in its folder."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "kept_piece" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "sha256" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "pieces" INTEGER NOT NULL,
    "data" BLOB NOT NULL
    )""",
    """CREATE UNIQUE INDEX "kept_piece_sha256_number" ON "kept_piece" ("sha256", "number")""",
)


def kept_pieces(database: Database) -> None:
    """Add the table of pieces."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
