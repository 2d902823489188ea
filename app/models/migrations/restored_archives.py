"""Migration: archives of another record that were taken in, with their posts and files."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "restored_archive" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "digest" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "office_bn" TEXT NOT NULL,
    "office_en" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "whose" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "events" INTEGER NOT NULL,
    "root" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "withdrawn" TEXT NOT NULL,
    "posts" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "reports" INTEGER NOT NULL,
    "rows_digest" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE UNIQUE INDEX "restored_archive_digest" ON "restored_archive" ("digest")""",
    """CREATE INDEX "restored_archive_member_id" ON "restored_archive" ("member_id")""",
    """CREATE TABLE "restored_post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "archive_id" INTEGER NOT NULL,
    "record" TEXT NOT NULL,
    "events" INTEGER NOT NULL,
    "folder" TEXT NOT NULL,
    "draft" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "document_sha256" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "fold" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "important" INTEGER NOT NULL,
    "approvers" TEXT NOT NULL,
    "approved_at" TEXT NOT NULL,
    "published_at" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    FOREIGN KEY ("archive_id") REFERENCES "restored_archive" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "restored_post_archive_id" ON "restored_post" ("archive_id")""",
    """CREATE INDEX "restored_post_fold" ON "restored_post" ("fold")""",
    """CREATE INDEX "restored_post_approved_at" ON "restored_post" ("approved_at")""",
    'CREATE UNIQUE INDEX "restored_post_record_draft_document_sha256"'
    ' ON "restored_post" ("record", "draft", "document_sha256")',
    """CREATE TABLE "restored_file" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "archive_id" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "folder" TEXT NOT NULL,
    "original" INTEGER NOT NULL,
    FOREIGN KEY ("archive_id") REFERENCES "restored_archive" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "restored_file_archive_id" ON "restored_file" ("archive_id")""",
    """CREATE INDEX "restored_file_sha256" ON "restored_file" ("sha256")""",
)


def restored_archives(database: Database) -> None:
    """Add the tables of restored archives."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
