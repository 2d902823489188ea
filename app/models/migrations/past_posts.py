"""Migration: posts published before, as the pages' own downloads tell, and what was said of them."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "past_batch" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "download" TEXT NOT NULL,
    "posts" INTEGER NOT NULL,
    "media" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "past_batch_account_id" ON "past_batch" ("account_id")""",
    """CREATE INDEX "past_batch_member_id" ON "past_batch" ("member_id")""",
    """CREATE TABLE "past_post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "batch_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "fold" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "published_at" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    FOREIGN KEY ("batch_id") REFERENCES "past_batch" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "past_post_batch_id" ON "past_post" ("batch_id")""",
    """CREATE INDEX "past_post_account_id" ON "past_post" ("account_id")""",
    """CREATE UNIQUE INDEX "past_post_account_id_digest" ON "past_post" ("account_id", "digest")""",
    """CREATE INDEX "past_post_fold" ON "past_post" ("fold")""",
    """CREATE INDEX "past_post_published_at" ON "past_post" ("published_at")""",
    """CREATE TABLE "past_media" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "post_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "alt" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "past_post" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "past_media_post_id" ON "past_media" ("post_id")""",
    """CREATE TABLE "past_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "post_id" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "draft" INTEGER,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "past_post" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "past_answer_post_id" ON "past_answer" ("post_id")""",
    """CREATE INDEX "past_answer_member_id" ON "past_answer" ("member_id")""",
)


def past_posts(database: Database) -> None:
    """Add the tables of past posts, their media, and the answers to them."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
