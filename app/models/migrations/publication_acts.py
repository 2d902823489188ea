"""Migration: what was done about a post after it went out."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "publication_act" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "publication_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "other_id" INTEGER,
    "url" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("publication_id") REFERENCES "publication" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("other_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "publication_act_draft_id" ON "publication_act" ("draft_id")""",
    """CREATE INDEX "publication_act_publication_id" ON "publication_act" ("publication_id")""",
    """CREATE INDEX "publication_act_other_id" ON "publication_act" ("other_id")""",
    """CREATE INDEX "publication_act_member_id" ON "publication_act" ("member_id")""",
)


def publication_acts(database: Database) -> None:
    """Add the table."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
