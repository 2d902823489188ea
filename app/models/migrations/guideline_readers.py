"""Migration: who received the guideline, and who signed that they read it."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "guideline_reader" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "person_id" INTEGER,
    "received" TEXT NOT NULL,
    "signed" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "guideline_reader_person_id" ON "guideline_reader" ("person_id")""",
    """CREATE INDEX "guideline_reader_member_id" ON "guideline_reader" ("member_id")""",
)


def guideline_readers(database: Database) -> None:
    """Add the register of people who received the guideline."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
