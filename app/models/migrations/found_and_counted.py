"""Migration: letters and responses are found by their words, and counted, without reading all of them."""

from __future__ import annotations

import json

from peewee import Database, SqliteDatabase

from app.models.engines.base import Search
from app.models.engines.sqlite_search import SqliteSearch
from app.models.search import Searched, folded

_WORDS = """USING fts5(
    content,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
    )"""
STATEMENTS = (
    f'CREATE VIRTUAL TABLE "letter_search" {_WORDS}',
    f'CREATE VIRTUAL TABLE "response_search" {_WORDS}',
    """CREATE TABLE "response_count" (
    "account" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    PRIMARY KEY ("account", "state")
    )""",
    """INSERT INTO "response_count" ("account", "state", "n")
    SELECT "account_id", "state", COUNT(*) FROM "response" GROUP BY "account_id", "state" """,
    """CREATE TABLE "version_fold" ("version" INTEGER NOT NULL PRIMARY KEY, "fold" TEXT NOT NULL)""",
    """CREATE INDEX "version_fold_fold" ON "version_fold" ("fold")""",
    """CREATE TABLE "publication_address" (
    "publication" INTEGER NOT NULL PRIMARY KEY,
    "address" TEXT NOT NULL
    )""",
    """CREATE INDEX "publication_address_address" ON "publication_address" ("address")""",
    """ALTER TABLE "open_draft" ADD COLUMN "response" INTEGER""",
    """CREATE INDEX "response_account_id_received_at" ON "response" ("account_id", "received_at")""",
)
_LETTERS = (
    'SELECT "id", "memo", "subject", "reference", "signer", "body", "recipient", "copies" FROM "letter"'
)
_RESPONSES = 'SELECT "id", "text", "author", "tracking", "answer_text" FROM "response"'


def found_and_counted(database: Database) -> None:
    """Add searches and counts of letters and responses, filled, what finds approvals, and open responses."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
    search = _search(database)
    for id_, *texts, body, recipient, copies in database.execute_sql(_LETTERS).fetchall():
        parts = [*texts, *json.loads(body), *json.loads(recipient), *json.loads(copies)]
        search.remember(database, Searched.LETTER, id_, folded(Searched.LETTER, " ".join(parts)))
    for id_, *texts in database.execute_sql(_RESPONSES).fetchall():
        search.remember(database, Searched.RESPONSE, id_, folded(Searched.RESPONSE, " ".join(texts)))


def _search(database: Database) -> Search:
    if isinstance(database, SqliteDatabase):
        return SqliteSearch()
    from app.models.engines.postgresql_search import PostgresqlSearch  # a folder does without its driver

    return PostgresqlSearch()
