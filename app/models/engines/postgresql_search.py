"""Full-text search in PostgreSQL: the words of each draft as a `tsvector`, with an index over all words.

The words are split here and not by the server, whose own way depends on its language settings and takes the
marks of Bangla for the ends of words.
"""

from __future__ import annotations

from peewee import SQL, Database, Expression, Field

_MOST = 400  # characters of a word that are looked at: the server takes 2,046 bytes
_ROOM = 900_000  # bytes of all words of one draft: the server takes 1,048,575
_WANTED = (
    'SELECT "draft_id" FROM "draft_search" WHERE "words" @@ %s::tsquery ORDER BY "draft_id" DESC LIMIT %s'
)
_KEEP = (
    'INSERT INTO "draft_search" ("draft_id", "words") VALUES (%s, array_to_tsvector(%s::text[]))'
    ' ON CONFLICT ("draft_id") DO UPDATE SET "words" = excluded."words"'
)


class PostgresqlSearch:
    """Search by a GIN index."""

    def remember(self, database: Database, draft_id: int, text: str) -> None:
        from app.models.search import words_of

        room, kept = _ROOM, []
        for word in sorted({word[:_MOST].lower() for word in words_of(text)}):
            room -= len(word.encode()) + 4
            if room < 0:
                break
            kept.append(word)
        database.execute_sql(_KEEP, (draft_id, kept))

    def matching(self, database: Database, draft_id: Field, words: list[str], most: int) -> Expression:
        cut = [word[:_MOST].lower() for word in words]
        whole = " & ".join(f"'{word}'" for word in cut)
        counted = f"SELECT COUNT(*) FROM ({_WANTED}) AS found"  # noqa: S608 -- our own
        found = database.execute_sql(counted, (whole, most)).fetchone()[0]
        query = whole if found >= most else " & ".join(f"'{word}':*" for word in cut)
        return draft_id.in_(SQL(f"({_WANTED})", (query, most)))
