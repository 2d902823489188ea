"""Migration: the office's own rules beside the rule pack."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "office_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "office_rule_member_id" ON "office_rule" ("member_id")""",
)


def office_rules(database: Database) -> None:
    """Create the table of the office's own rules."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
