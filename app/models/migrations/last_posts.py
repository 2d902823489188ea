"""Migration: when each account's last post went out, so that nobody has to look through all of them."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "last_post" (
    "account_id" INTEGER NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "version_account_id_use" ON "version" ("account_id", "use")""",
    """INSERT INTO "last_post" ("account_id", "at")
    SELECT "version"."account_id", MAX("publication"."at")
    FROM "publication" JOIN "version"
    ON "version"."draft_id" = "publication"."draft_id" AND "version"."number" = "publication"."version"
    WHERE "version"."account_id" IS NOT NULL AND "version"."use" = 'post'
    GROUP BY "version"."account_id"
    """,
)


def last_posts(database: Database) -> None:
    """Add the table of last posts, filled from what went out, and an index on an account's versions."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
