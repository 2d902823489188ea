"""Migration: how long posts are kept, what holds them, and what was destroyed by order."""

from __future__ import annotations

from peewee import Database

_MEMBER = 'FOREIGN KEY ("{}") REFERENCES "member" ("id") ON DELETE RESTRICT'
STATEMENTS = (
    f"""CREATE TABLE "retention_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "record_class" TEXT NOT NULL,
    "years" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    {_MEMBER.format("member_id")}
    )""",
    """CREATE INDEX "retention_rule_member_id" ON "retention_rule" ("member_id")""",
    f"""CREATE TABLE "retention_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "record_class" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    {_MEMBER.format("member_id")}
    )""",
    """CREATE INDEX "retention_step_draft_id" ON "retention_step" ("draft_id")""",
    """CREATE INDEX "retention_step_member_id" ON "retention_step" ("member_id")""",
    f"""CREATE TABLE "disposal_list" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "deciders" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "letter" INTEGER,
    "ordered_by_id" INTEGER,
    "ordered_at" TEXT NOT NULL,
    "carried_by_id" INTEGER,
    "carried_at" TEXT NOT NULL,
    "done_at" TEXT NOT NULL,
    {_MEMBER.format("member_id")},
    {_MEMBER.format("ordered_by_id")},
    {_MEMBER.format("carried_by_id")}
    )""",
    """CREATE INDEX "disposal_list_member_id" ON "disposal_list" ("member_id")""",
    """CREATE INDEX "disposal_list_ordered_by_id" ON "disposal_list" ("ordered_by_id")""",
    """CREATE INDEX "disposal_list_carried_by_id" ON "disposal_list" ("carried_by_id")""",
    """CREATE TABLE "disposal_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "list_id" INTEGER NOT NULL,
    "draft_id" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "record_class" TEXT NOT NULL,
    "last_at" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "images" TEXT NOT NULL,
    "done_at" TEXT NOT NULL,
    FOREIGN KEY ("list_id") REFERENCES "disposal_list" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "disposal_item_list_id" ON "disposal_item" ("list_id")""",
    """CREATE INDEX "disposal_item_draft_id" ON "disposal_item" ("draft_id")""",
    """CREATE UNIQUE INDEX "disposal_item_list_id_draft_id" ON "disposal_item" ("list_id", "draft_id")""",
    f"""CREATE TABLE "disposal_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "item_id" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("item_id") REFERENCES "disposal_item" ("id") ON DELETE RESTRICT,
    {_MEMBER.format("member_id")}
    )""",
    """CREATE INDEX "disposal_answer_item_id" ON "disposal_answer" ("item_id")""",
    """CREATE INDEX "disposal_answer_member_id" ON "disposal_answer" ("member_id")""",
)


def retention(database: Database) -> None:
    """Add the tables."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
