"""Migration: lists narrowed to what few posts have are found without reading all posts."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE INDEX "draft_important" ON "draft" ("important")""",
    """CREATE INDEX "draft_kind" ON "draft" ("kind")""",
    """CREATE INDEX "version_use" ON "version" ("use")""",
    """CREATE INDEX "version_purpose" ON "version" ("purpose")""",
    """CREATE INDEX "finding_rule_clauses" ON "finding" ("rule", "clauses")""",
)


def filter_indexes(database: Database) -> None:
    """Index what lists are narrowed by."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
