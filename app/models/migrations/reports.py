"""Migration: the quarter's reports, what is to be done, and awareness activities."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "report" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "quarter" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "complete" INTEGER NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "report_quarter" ON "report" ("quarter")""",
    """CREATE INDEX "report_member_id" ON "report" ("member_id")""",
    """CREATE TABLE "task" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL,
    "responsible" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "done_at" TEXT NOT NULL,
    "done_by_id" INTEGER,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("done_by_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "task_member_id" ON "task" ("member_id")""",
    """CREATE INDEX "task_done_by_id" ON "task" ("done_by_id")""",
    """CREATE TABLE "activity" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "day" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "activity_day" ON "activity" ("day")""",
    """CREATE INDEX "activity_member_id" ON "activity" ("member_id")""",
)


def reports(database: Database) -> None:
    """Add the tables of reports, tasks and awareness activities."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
