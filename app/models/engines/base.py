"""What the store asks of a database engine; the answers of the two are in `sqlite` and `postgresql`.

Everything that differs between engines stands behind this interface: connections, transactions, full-text
search, raw queries, backup, integrity, and what an error means. Upserts need nothing of it: `on_conflict`
with a target and `on_conflict_ignore` are the same everywhere (`replace` is not, and fires deletions too).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from peewee import Database, Expression, Field

from app.errors import Refusal
from app.work import Work


class Trouble(StrEnum):
    """What went wrong in a database, as far as a person can do something about it."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    CROWDED = "crowded"
    DAMAGED = "damaged"
    UNREACHABLE = "unreachable"
    DENIED = "denied"
    OTHER = "other"


# How many migrations a database has been through.
APPLIED = 'SELECT count(*) FROM "applied_migration"'


def prove_not_newer(applied: int, known: int) -> None:
    """Raise `Refusal` "database.updated" where a newer release changed the tables under a running program."""
    if known and applied > known:
        raise Refusal("database.updated")


class Search(Protocol):
    """Full-text search over rows of a table; `of` is which, a `search.Searched`."""

    def remember(self, database: Database, of: str, id_: int, text: str) -> None:
        """Make a row findable by the words of `text`, instead of what it was findable by before."""
        ...

    def remember_new(self, database: Database, of: str, rows: Iterable[tuple[int, str]]) -> None:
        """Make many rows, by id and text, findable that nothing finds yet."""
        ...

    def matching(self, database: Database, of: str, id_: Field, words: list[str], most: int) -> Expression:
        """The condition that the row whose id is in the column `id_` has every word, each as a beginning.

        Of more than `most` rows it holds for that many: the newest, at least, that have the very words.
        """
        ...


class Listener(Protocol):
    """Hears what other programs announce in the same database, as soon as it is committed there.

    All but `close` raise `MissingEnvironment` once the connection is lost.
    """

    def fileno(self) -> int:
        """What becomes readable when there is something to take."""
        ...

    @property
    def key(self) -> int:
        """A number of this listener's own, by which `Engine.listeners` knows it."""
        ...

    def take(self) -> list[str]:
        """What was announced since the last call, in order. Waits for nothing."""
        ...

    def close(self) -> None:
        """Listen no more."""
        ...


class Engine(Protocol):
    """One database, as this engine reaches it."""

    @property
    def name(self) -> str:
        """What a person calls the database: the path of its file, say."""
        ...

    @property
    def shared(self) -> bool:
        """Whether the database is on a server that several computers share."""
        ...

    @property
    def search(self) -> Search:
        """Full-text search as this engine does it."""
        ...

    migrations: int
    """How many migrations this program knows, to be compared before each write; 0 while it is opened."""

    def connect(self, *, read_only: bool) -> Database:
        """A new open connection. A read-only one refuses every write."""
        ...

    def reading(self, database: Database, *, together: bool = False) -> AbstractContextManager[object]:
        """A transaction that sees one state of the tables, however long it lasts; it waits for nobody.

        `together`: see `writing`.
        """
        ...

    def writing(self, database: Database, *, together: bool = False) -> AbstractContextManager[object]:
        """A transaction that is the only one to write from its first moment.

        `together`, all of it is as in `together`, its beginning and its end with what is next to them.
        """
        ...

    def together(self, database: Database) -> AbstractContextManager[object]:
        """Statements in here are sent together, as far as nobody looks at an answer: it spares waiting.

        What fails is raised by the end of the block at the latest, by the next answer that is looked at.
        """
        ...

    def next_key(self, database: Database, table: str) -> Callable[[], int | None]:
        """Ask for the key of a row that this transaction will add to a table, and give what tells it.

        None where only adding the row tells. Rows that desks add in their turns have keys in order.
        """
        ...

    def copy_in(
        self, database: Database, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Put rows into a table that has none, with their keys; those made later go on behind them."""
        ...

    def announce(self, database: Database, text: str) -> None:
        """Tell every listener of `text` once the transaction is committed; nothing where none can be."""
        ...

    def listen(self) -> Listener | None:
        """A new listener, None where the engine has none: nobody else works in a file for long."""
        ...

    def listeners(self, database: Database) -> frozenset[int]:
        """The keys of the listeners whose connections live, of this program at every desk."""
        ...

    def clock(self, database: Database) -> datetime:
        """The time by the clock that all who share the database go by, UTC."""
        ...

    def migrating(self, database: Database) -> AbstractContextManager[object]:
        """A transaction in which nobody else sees the database."""
        ...

    def rows(self, database: Database, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in SQL that all engines speak, with `?` for each value and no other `?`."""
        ...

    def stream(self, database: Database, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Like `rows`, for a query that finds very many: never all of them in memory at once."""
        ...

    def trouble(self, problem: Exception) -> Trouble:
        """What an error of the database means."""
        ...

    @property
    def broken_text(self) -> type[Exception]:
        """What reading raises where a text is no text at all."""
        ...

    def allow_idle(self, database: Database, /) -> None:
        """Lift the limit on how long the open transaction may stand idle, until it ends."""
        ...

    def clear_up(self, database: Database, /) -> None:
        """Leave nothing of what was deleted in the search index or a log; outside a transaction.

        In the tables a file overwrites what is deleted or replaced where it lay, at once; a server when it
        next clears them up.
        """
        ...

    def leniently(self, database: Database) -> AbstractContextManager[None]:
        """Read texts that are no text at all with a sign in place of what is broken, instead of failing."""
        ...

    def sound(self, database: Database, work: Work) -> bool:
        """The engine's own check of its files. Raises `Cancelled`."""
        ...

    def layout(self, database: Database) -> frozenset[tuple[str, ...]]:
        """Every table with its columns, every index, view and trigger: what they are, called, and made of."""
        ...

    def layout_of(self, make: Callable[[Database], None]) -> frozenset[tuple[str, ...]]:
        """The layout of an empty database to which `make` gives its tables."""
        ...

    def back_up(self, database: Database, target: Path, work: Work) -> None:
        """Write a whole copy to `target`, private to the user, of one moment. Raises `Cancelled`."""
        ...
