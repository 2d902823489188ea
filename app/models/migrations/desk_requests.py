"""Migration: desks of an office on a server that wait to be let in."""

from __future__ import annotations

from peewee import Database


def desk_requests(database: Database) -> None:
    """Add the table of requests."""
    database.execute_sql(
        """CREATE TABLE "desk_request" (
    "fingerprint" TEXT NOT NULL PRIMARY KEY,
    "public_key" TEXT NOT NULL,
    "desk" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "consent" TEXT NOT NULL,
    "at" TEXT NOT NULL
    )"""
    )
