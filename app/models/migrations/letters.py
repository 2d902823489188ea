"""Migration: letters that the office wrote."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "letter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "copies" TEXT NOT NULL,
    "signer" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "draft" INTEGER,
    "finding" INTEGER,
    "response" INTEGER,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "letter_member_id" ON "letter" ("member_id")""",
    """CREATE UNIQUE INDEX "letter_year_number" ON "letter" ("year", "number")""",
)


def letters(database: Database) -> None:
    """Add the table of letters."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
