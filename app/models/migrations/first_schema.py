"""Migration: the first schema. Frozen: later changes are later migrations."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "account" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "purposes" TEXT NOT NULL,
    "active" INTEGER NOT NULL
    )""",
    """CREATE UNIQUE INDEX "account_platform_handle" ON "account" ("platform", "handle")""",
    """CREATE TABLE "draft" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "important" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
    )""",
    """CREATE INDEX "draft_state_updated_at" ON "draft" ("state", "updated_at")""",
    """CREATE INDEX "draft_updated_at" ON "draft" ("updated_at")""",
    """CREATE TABLE "member" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "joined_at" TEXT NOT NULL,
    "left_at" TEXT NOT NULL
    )""",
    """CREATE UNIQUE INDEX "member_name" ON "member" ("name")""",
    """CREATE TABLE "version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "account_id" INTEGER,
    "account_name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "sources" TEXT NOT NULL,
    "schedule" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "author_member_id" INTEGER,
    "origin" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("author_member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "version_draft_id" ON "version" ("draft_id")""",
    """CREATE INDEX "version_account_id" ON "version" ("account_id")""",
    """CREATE INDEX "version_author_member_id" ON "version" ("author_member_id")""",
    """CREATE INDEX "version_digest" ON "version" ("digest")""",
    """CREATE UNIQUE INDEX "version_draft_id_number" ON "version" ("draft_id", "number")""",
    """CREATE TABLE "check_run" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version_id" INTEGER NOT NULL,
    "rulepack" TEXT NOT NULL,
    "detectors" TEXT NOT NULL,
    "script" TEXT NOT NULL,
    "checked" TEXT NOT NULL,
    "not_checked" TEXT NOT NULL,
    "failure" TEXT NOT NULL,
    "finished_at" TEXT NOT NULL,
    FOREIGN KEY ("version_id") REFERENCES "version" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "check_run_version_id" ON "check_run" ("version_id")""",
    """CREATE TABLE "finding" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "run_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "clauses" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "start" INTEGER,
    "end" INTEGER,
    "text" TEXT,
    "attachment" INTEGER,
    "box" TEXT,
    "score" REAL,
    FOREIGN KEY ("run_id") REFERENCES "check_run" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "finding_run_id" ON "finding" ("run_id")""",
    """CREATE TABLE "answer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "finding_id" INTEGER NOT NULL,
    "reply" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "carried_id" INTEGER,
    FOREIGN KEY ("finding_id") REFERENCES "finding" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_id") REFERENCES "answer" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "answer_finding_id" ON "answer" ("finding_id")""",
    """CREATE INDEX "answer_member_id" ON "answer" ("member_id")""",
    """CREATE INDEX "answer_carried_id" ON "answer" ("carried_id")""",
    """CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "original_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "alt" TEXT NOT NULL,
    FOREIGN KEY ("version_id") REFERENCES "version" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "attachment_version_id" ON "attachment" ("version_id")""",
    """CREATE UNIQUE INDEX "attachment_version_id_position" ON "attachment" ("version_id", "position")""",
    """CREATE TABLE "chain_head" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "public_key" TEXT NOT NULL
    )""",
    """CREATE TABLE "decision" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "run_id" INTEGER,
    "verdict" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "own_author" INTEGER NOT NULL,
    "state_before" TEXT NOT NULL,
    "void_at" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("run_id") REFERENCES "check_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "decision_draft_id" ON "decision" ("draft_id")""",
    """CREATE INDEX "decision_run_id" ON "decision" ("run_id")""",
    """CREATE INDEX "decision_member_id" ON "decision" ("member_id")""",
    """CREATE TABLE "event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "member" INTEGER,
    "member_name" TEXT NOT NULL,
    "draft" INTEGER,
    "body" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL
    )""",
    """CREATE INDEX "event_draft" ON "event" ("draft")""",
    """CREATE TABLE "office" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name_bn" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "parent_bn" TEXT NOT NULL,
    "website" TEXT NOT NULL,
    "approvals" INTEGER
    )""",
    """CREATE TABLE "publication" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "publication_draft_id" ON "publication" ("draft_id")""",
    """CREATE INDEX "publication_member_id" ON "publication" ("member_id")""",
    """CREATE TABLE "schema_version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL
    )""",
    """CREATE TABLE "setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
    )""",
    # Each word of a draft as people search for it: marks belong to words, and no diacritic is thrown away.
    """CREATE VIRTUAL TABLE "draft_search" USING fts5(
    content,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
    )""",
)


def first_schema(database: Database) -> None:
    """Create every table, index and the full-text index of release 0.1."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
