"""Full-text search in SQLite: an FTS5 table for each thing searched, whose row ids are those of the rows."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import SQL, Database, Expression, Field

_KEEP = 'INSERT INTO "{of}_search" (rowid, content) VALUES (?, ?)'
_COUNTED = (
    'SELECT COUNT(*) FROM (SELECT rowid FROM "{of}_search" WHERE "{of}_search" MATCH ?'
    " ORDER BY rowid DESC LIMIT ?)"
)
_NEWEST = '(SELECT rowid FROM "{of}_search" WHERE "{of}_search" MATCH ? ORDER BY rowid DESC LIMIT ?)'


class SqliteSearch:
    """Search by FTS5. Its tables are made by migrations."""

    def remember(self, database: Database, of: str, id_: int, text: str) -> None:
        database.execute_sql(f'DELETE FROM "{of}_search" WHERE rowid = ?', (id_,))  # noqa: S608 -- our own names
        database.execute_sql(_KEEP.format(of=of), (id_, text))

    def remember_new(self, database: Database, of: str, rows: Iterable[tuple[int, str]]) -> None:
        database.connection().executemany(_KEEP.format(of=of), rows)

    def matching(self, database: Database, of: str, id_: Field, words: list[str], most: int) -> Expression:
        # Rows of whole words are read one by one from the newest on, and those of beginnings as long as the
        # index knows. For longer ones FTS5 first gathers all rows of every word that begins so: beginnings
        # are asked for only where the whole words stand in few.
        whole = " ".join(f'"{word}"' for word in words)
        found = database.execute_sql(_COUNTED.format(of=of), (whole, most)).fetchone()[0]
        query = whole if found >= most else " ".join(f'"{word}"*' for word in words)
        # A subquery, never a list of ids: there may be more than a query takes parameters.
        return id_.in_(SQL(_NEWEST.format(of=of), (query, most)))
