"""Migration: images are found by their bytes and by how they look, without reading every other one."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE INDEX "image_hash_band_1" ON "image_hash" (substr("hash", 1, 4), "hash")""",
    """CREATE INDEX "image_hash_band_2" ON "image_hash" (substr("hash", 5, 4), "hash")""",
    """CREATE INDEX "image_hash_band_3" ON "image_hash" (substr("hash", 9, 4), "hash")""",
    """CREATE INDEX "image_hash_band_4" ON "image_hash" (substr("hash", 13, 4), "hash")""",
    """CREATE INDEX "attachment_sha256" ON "attachment" ("sha256")""",
)


def image_lookups(database: Database) -> None:
    """Index each quarter of the hashes, and where an image stands."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
