"""Full-text search in SQLite: one FTS5 table whose row ids are the drafts'."""

from __future__ import annotations

from peewee import SQL, Database, Expression, Field


class SqliteSearch:
    """Search by FTS5. Its table is made by the first migration."""

    def remember(self, database: Database, draft_id: int, text: str) -> None:
        database.execute_sql('DELETE FROM "draft_search" WHERE rowid = ?', (draft_id,))
        database.execute_sql('INSERT INTO "draft_search" (rowid, content) VALUES (?, ?)', (draft_id, text))

    def matching(self, draft_id: Field, words: list[str]) -> Expression:
        # A subquery, never a list of ids: a word may stand in more posts than a query takes parameters.
        found = SQL(
            '(SELECT rowid FROM "draft_search" WHERE "draft_search" MATCH ?)',
            (" ".join(f'"{word}"*' for word in words),),
        )
        return draft_id.in_(found)
