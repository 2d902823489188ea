"""Full-text search in SQLite: an FTS5 table for each thing searched, whose row ids are those of the rows."""

from __future__ import annotations

from peewee import SQL, Database, Expression, Field

_COUNTED = (
    'SELECT COUNT(*) FROM (SELECT rowid FROM "{of}_search" WHERE "{of}_search" MATCH ?'
    " ORDER BY rowid DESC LIMIT ?)"
)
_NEWEST = '(SELECT rowid FROM "{of}_search" WHERE "{of}_search" MATCH ? ORDER BY rowid DESC LIMIT ?)'


class SqliteSearch:
    """Search by FTS5. Its tables are made by migrations."""

    def remember(self, database: Database, of: str, id_: int, text: str) -> None:
        database.execute_sql(f'DELETE FROM "{of}_search" WHERE rowid = ?', (id_,))  # noqa: S608 -- our own names
        new = f'INSERT INTO "{of}_search" (rowid, content) VALUES (?, ?)'  # noqa: S608
        database.execute_sql(new, (id_, text))

    def matching(self, database: Database, of: str, id_: Field, words: list[str], most: int) -> Expression:
        # Rows of whole words are read one by one from the newest on. For beginnings FTS5 first gathers all
        # rows of every word that begins so: it is asked only where the whole words stand in few.
        whole = " ".join(f'"{word}"' for word in words)
        found = database.execute_sql(_COUNTED.format(of=of), (whole, most)).fetchone()[0]
        query = whole if found >= most else " ".join(f'"{word}"*' for word in words)
        # A subquery, never a list of ids: there may be more than a query takes parameters.
        return id_.in_(SQL(_NEWEST.format(of=of), (query, most)))
