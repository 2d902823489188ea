"""Migration: what weakens a rule of a team waits for a second member, and whether a blur makes an author."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "proposal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "deciders" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "closed_by_id" INTEGER,
    "closed_at" TEXT NOT NULL,
    "closed_reason" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("closed_by_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "proposal_member_id" ON "proposal" ("member_id")""",
    """CREATE INDEX "proposal_closed_by_id" ON "proposal" ("closed_by_id")""",
    """ALTER TABLE "office" ADD COLUMN "blur_is_edit" INTEGER NOT NULL DEFAULT 1""",
)


def proposals(database: Database) -> None:
    """Add the table of proposals, and the office's choice about blurring."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
