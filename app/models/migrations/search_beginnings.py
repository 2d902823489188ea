"""Migration: in a folder, the beginnings of words are found as soon as whole words are."""

from __future__ import annotations

from peewee import Database, SqliteDatabase

# Of a beginning so long the search's index knows the rows in their order; of a longer one it gathers all rows
# first, which took 77 ms of a million. Eight lengths take 3 % of a folder.
WORDS = """USING fts5(
    content,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'",
    prefix='1 2 3 4 5 6 7 8'
    )"""
_SEARCHES = ("draft_search", "letter_search", "response_search")


def search_beginnings(database: Database) -> None:
    """Make the search's tables anew from what they hold. A server's need nothing of it."""
    if not isinstance(database, SqliteDatabase):
        return
    for name in _SEARCHES:
        statements = (
            f'CREATE VIRTUAL TABLE "{name}_made" {WORDS}',
            f'INSERT INTO "{name}_made" (rowid, content) SELECT rowid, content FROM "{name}"',  # noqa: S608 -- our own names
            f'DROP TABLE "{name}"',
            f'ALTER TABLE "{name}_made" RENAME TO "{name}"',
        )
        for statement in statements:
            database.execute_sql(statement)
