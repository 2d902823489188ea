"""Migration: the hashes of images stand together in pages, so that all are compared with one at once."""

from __future__ import annotations

from itertools import islice

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "hash_page" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "hashes" BLOB NOT NULL,
    "written" INTEGER NOT NULL
    )""",
    """CREATE INDEX "image_hash_hash" ON "image_hash" ("hash")""",
    """DROP INDEX "image_hash_band_1" """,
    """DROP INDEX "image_hash_band_2" """,
    """DROP INDEX "image_hash_band_3" """,
    """DROP INDEX "image_hash_band_4" """,
)
_OF_A_PAGE = 1024
_KEPT = """SELECT DISTINCT "hash" FROM "image_hash" WHERE length("hash") = 16 ORDER BY "hash" """


def hash_pages(database: Database) -> None:
    """Add the table of pages, filled, and an index by whole hashes in place of those by parts."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
    hashes = iter([text for (text,) in database.execute_sql(_KEPT).fetchall()])
    while some := list(islice(hashes, _OF_A_PAGE)):
        page = b"".join(map(_bytes, some))
        database.execute_sql('INSERT INTO "hash_page" ("hashes", "written") VALUES (?, 1)', (page,))


def _bytes(text: str) -> bytes:
    """The eight bytes of a hash; of what somebody wrote there that is none, nothing."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
