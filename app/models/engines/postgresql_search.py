"""Full-text search in PostgreSQL: the words of each row as a `tsvector`, with an index over all words.

The words are split here and not by the server, whose own way depends on its language settings and takes the
marks of Bangla for the ends of words.
"""

from __future__ import annotations

from collections.abc import Iterable

from peewee import OP, SQL, Database, Expression, Field

from app.models.engines.postgresql_driver import copy_rows

_MOST = 400  # characters of a word that are looked at: the server takes 2,046 bytes
_ROOM = 900_000  # bytes of all words of one row: the server takes 1,048,575
_SAMPLE = 1_000  # rows, the newest
_FARTHER = 4  # times as far as the share in the newest says that walking must go
_SAMPLED = (
    'SELECT COUNT(*) FILTER (WHERE "words" @@ %s::tsquery), COALESCE(MAX("{of}_id"), 0)'
    ' FROM (SELECT "{of}_id", "words" FROM "{of}_search" ORDER BY "{of}_id" DESC LIMIT %s) AS newest'
)
# What is asked within COALESCE is looked up in no index, and the server takes half of the rows to have it:
# they are walked from the newest on. By its own reckoning of a beginning (2 %) it would read and sort all.
_WALKED = (
    'SELECT "{of}_id" FROM "{of}_search" WHERE COALESCE("words" @@ %s::tsquery, FALSE) AND "{of}_id" > %s'
    ' ORDER BY "{of}_id" DESC LIMIT %s'
)
_GATHERED = (
    'WITH found AS MATERIALIZED (SELECT "{of}_id" FROM "{of}_search" WHERE "words" @@ %s::tsquery)'
    ' SELECT "{of}_id" FROM found ORDER BY "{of}_id" DESC LIMIT %s'
)
_KEEP = (
    'INSERT INTO "{of}_search" ("{of}_id", "words") VALUES (%s, array_to_tsvector(%s::text[]))'
    ' ON CONFLICT ("{of}_id") DO UPDATE SET "words" = excluded."words"'
)
_COPY = 'COPY "{of}_search" ("{of}_id", "words") FROM STDIN'


class PostgresqlSearch:
    """Search by a GIN index."""

    def remember(self, database: Database, of: str, id_: int, text: str) -> None:
        database.execute_sql(_KEEP.format(of=of), (id_, _words(text)))

    def remember_new(self, database: Database, of: str, rows: Iterable[tuple[int, str]]) -> None:
        """By COPY, which takes words as a `tsvector` is written."""
        written = ((id_, " ".join(f"'{word}'" for word in _words(text))) for id_, text in rows)
        copy_rows(database, _COPY.format(of=of), written)

    def matching(self, database: Database, of: str, id_: Field, words: list[str], most: int) -> Expression:
        """The rows are looked up here: the server would take words for as common as `most` rows.

        By that reckoning it reads a whole table for the few that were found.
        """
        cut = [word.lower()[:_MOST] for word in words]
        ids = _newest(database, of, " & ".join(f"'{word}'" for word in cut), most)
        if len(ids) < most:
            ids = _newest(database, of, " & ".join(f"'{word}':*" for word in cut), most)
        # Written out: as a list of numbers psycopg takes 1.7 ms for 2,000 of them, in each query of a list.
        return Expression(id_, OP.EQ, SQL("ANY(%s::bigint[])", (f"{{{','.join(map(str, ids))}}}",)))


def _newest(database: Database, of: str, query: str, most: int) -> list[int]:
    """The newest rows that a query finds.

    The server takes any beginning to stand in 2 % of the rows: it would walk through all for a word of few,
    and gather all for a word of most. So it is seen in how many of the newest the words stand. Walking reads
    about `most / share` rows and gathering `rows * share`. Words that only the newest have, as this year's
    numbers do, would be walked after to the oldest: they are gathered where walking has gone far enough.
    """
    k, rows = database.execute_sql(_SAMPLED.format(of=of), (query, _SAMPLE)).fetchone()
    share = k / _SAMPLE
    if share * share * rows > most:
        behind = max(0, rows - int(_FARTHER * most / share))
        ids = _ids(database, _WALKED.format(of=of), (query, behind, most))
        if len(ids) == most or behind == 0:
            return ids
    return _ids(database, _GATHERED.format(of=of), (query, most))


def _ids(database: Database, asked: str, values: tuple[object, ...]) -> list[int]:
    return [id_ for (id_,) in database.execute_sql(asked, values).fetchall()]


def _words(text: str) -> list[str]:
    """The words a row is found by: runs of letters, marks and digits, so that none needs quoting."""
    from app.models.search import words_of

    room, kept = _ROOM, []
    for word in sorted({word[:_MOST] for word in words_of(text.lower())}):
        room -= len(word.encode()) + 4
        if room < 0:
            break
        kept.append(word)
    return kept
