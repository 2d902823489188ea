"""Full-text search in SQLite: one FTS5 table whose row ids are the drafts'."""

from __future__ import annotations

from peewee import SQL, Database, Expression, Field

_COUNTED = (
    'SELECT COUNT(*) FROM (SELECT rowid FROM "draft_search" WHERE "draft_search" MATCH ?'
    " ORDER BY rowid DESC LIMIT ?)"
)
_NEWEST = '(SELECT rowid FROM "draft_search" WHERE "draft_search" MATCH ? ORDER BY rowid DESC LIMIT ?)'


class SqliteSearch:
    """Search by FTS5. Its table is made by the first migration."""

    def remember(self, database: Database, draft_id: int, text: str) -> None:
        database.execute_sql('DELETE FROM "draft_search" WHERE rowid = ?', (draft_id,))
        database.execute_sql('INSERT INTO "draft_search" (rowid, content) VALUES (?, ?)', (draft_id, text))

    def matching(self, database: Database, draft_id: Field, words: list[str], most: int) -> Expression:
        # Rows of whole words are read one by one from the newest on. For beginnings FTS5 first gathers all
        # rows of every word that begins so: it is asked only where the whole words stand in few posts.
        whole = " ".join(f'"{word}"' for word in words)
        found = database.execute_sql(_COUNTED, (whole, most)).fetchone()[0]
        query = whole if found >= most else " ".join(f'"{word}"*' for word in words)
        # A subquery, never a list of ids: there may be more than a query takes parameters.
        return draft_id.in_(SQL(_NEWEST, (query, most)))
