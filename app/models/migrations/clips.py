"""Migration: video and audio, where in them something was noticed, and who watched or listened."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """ALTER TABLE "attachment" ADD COLUMN "duration" INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE "finding" ADD COLUMN "at" INTEGER""",
    """CREATE TABLE "watched" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "attachment_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("attachment_id") REFERENCES "attachment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "watched_attachment_id" ON "watched" ("attachment_id")""",
    """CREATE INDEX "watched_member_id" ON "watched" ("member_id")""",
)


def clips(database: Database) -> None:
    """Add the length of an attachment, the time of a finding, and the table of who watched what."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
