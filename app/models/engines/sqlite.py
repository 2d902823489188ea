"""SQLite as the engine of a store: one file in WAL mode. All that is SQLite's own is here and beside it."""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from operator import methodcaller
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from peewee import Database, DatabaseError, SqliteDatabase

from app.errors import Cancelled
from app.models.engines.base import APPLIED, Search, Trouble, prove_not_newer
from app.models.engines.sqlite_search import SqliteSearch
from app.models.kept_sql import KeepsQueries
from app.models.search import SEARCHES
from app.work import Work

# Measured: WAL with FULL lost nothing acknowledged in 150 kills, at 0.42 ms a commit; NORMAL syncs
# only every sixteenth commit.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    # What an order destroys has moved about in the file before, with every change of its neighbours, and is
    # overwritten wherever it was. Debian's SQLite does that unasked, python.org's for Windows does not.
    "secure_delete": 1,
}
READ_PRAGMAS = {"query_only": 1, "busy_timeout": 10_000}

_BETWEEN_LOOKS = 10_000  # steps of SQLite's between two looks at whether somebody wants to stop: a few ms
_PAGES_AT_ONCE = 2_000  # of a copy: 8 MB

# An extended code holds the kind of error in its lowest byte.
_KIND = 0xFF
_TROUBLES = {
    sqlite3.SQLITE_FULL: Trouble.DISK_FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
# What SQLite says, with no code of its own, where somebody else took a table out, or put bytes that are no
# text in the place of one.
_CHANGED = ("no such table", "no such column", "has no column named", "Could not decode to UTF-8")


def read_only_uri(file: PurePath) -> str:
    r"""The address by which SQLite opens a file without changing it. `file` is absolute.

    `PurePath.as_uri` makes a host of the server in `\\server\share`, which SQLite refuses; to it that is the
    beginning of the path: `file:////server/share/…`.
    """
    path = quote(os.fsencode(file.as_posix()), safe="/:")
    return f"file://{path if path.startswith('/') else f'/{path}'}?mode=ro"


class FolderDatabase(KeepsQueries, SqliteDatabase):
    """peewee's database, which keeps what is asked often."""


class SqliteEngine:
    """One database file. Another process on the same file waits for its turn by SQLite's own lock."""

    shared = False

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = str(file)
        self.search: Search = SqliteSearch()
        self.migrations = 0

    def connect(self, *, read_only: bool) -> SqliteDatabase:
        pragmas = READ_PRAGMAS if read_only else PRAGMAS
        # Every connection is used by one thread at a time (`Store` sees to it), not always by the same.
        database = FolderDatabase(
            str(self.file), pragmas=pragmas, thread_safe=False, check_same_thread=False, autoconnect=False
        )
        database.connect()
        return database

    def reading(self, database: Database, *, together: bool = False) -> AbstractContextManager[object]:  # noqa: ARG002 -- PostgreSQL's
        return database.atomic()

    @contextmanager
    def writing(self, database: Database, *, together: bool = False) -> Iterator[object]:  # noqa: ARG002 -- PostgreSQL's
        outermost = database.transaction_depth() == 0
        with database.atomic("IMMEDIATE") as transaction:
            if outermost and self.migrations:
                prove_not_newer(database.execute_sql(APPLIED).fetchone()[0], self.migrations)
            yield transaction

    def together(self, _database: Database) -> AbstractContextManager[object]:
        """A file answers at once."""
        return nullcontext()

    def next_key(self, _database: Database, _table: str) -> Callable[[], None]:
        return lambda: None

    def copy_in(
        self, database: Database, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        listed, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" for _ in columns)
        statement = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'  # noqa: S608 -- our own names
        database.connection().executemany(statement, rows)

    def announce(self, database: Database, text: str) -> None:
        """One desk works in a file; its commands are short, and the window looks again by itself."""

    def listen(self) -> None:
        return None

    def listeners(self, database: Database) -> frozenset[int]:  # noqa: ARG002 -- nobody can listen
        return frozenset()

    def clock(self, database: Database) -> datetime:  # noqa: ARG002 -- the desk's own
        """The computer's own: whoever shares a file is on the same one."""
        return datetime.now(UTC)

    def migrating(self, database: Database) -> AbstractContextManager[object]:
        return database.atomic("EXCLUSIVE")

    def rows(self, database: Database, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        # All at once: a query not read to its end has the connection see what it saw at its beginning.
        return iter(database.execute_sql(query, values).fetchall())

    def stream(self, database: Database, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """SQLite finds each row when it is asked for."""
        found: Iterator[tuple[Any, ...]] = database.execute_sql(query, values)
        return found

    def trouble(self, problem: Exception) -> Trouble:
        """What the error means, by SQLite's codes.

        Where the disk is full or fails, SQLite has rolled back by itself, so that peewee's own rolling back
        fails as well: the reason then stands behind that second error.
        """
        for code in _codes(problem):
            if code in _TROUBLES:
                return _TROUBLES[code]
        return Trouble.DAMAGED if any(phrase in str(problem) for phrase in _CHANGED) else Trouble.OTHER

    @property
    def broken_text(self) -> type[Exception]:
        """What reading raises where a text is no text at all, among other things."""
        return sqlite3.OperationalError

    def allow_idle(self, _database: Database) -> None:
        """A file ends no transaction."""

    def clear_up(self, database: Database) -> None:
        # The index keeps words of deleted rows until its pieces are merged, and the log old pages until then.
        for table in SEARCHES:
            database.execute_sql(f'INSERT INTO "{table}" ("{table}") VALUES (\'optimize\')')  # noqa: S608 -- our own names
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def leniently(self, database: Database) -> Iterator[None]:
        connection = database.connection()
        connection.text_factory = methodcaller("decode", "utf-8", "replace")
        try:
            yield
        finally:
            connection.text_factory = str

    def sound(self, database: Database, work: Work) -> bool:
        """SQLite's own integrity check (0.26 s for 100,000 posts)."""
        with _interrupted_by(work, database.connection()):
            return bool(database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok")

    def layout(self, database: Database) -> frozenset[tuple[str, ...]]:
        """As SQLite lists it. A table is made of its columns' names; the texts of older releases differ."""
        return _layout(database)

    def layout_of(self, make: Callable[[Database], None]) -> frozenset[tuple[str, ...]]:
        return _layout_of(make)

    def back_up(self, database: Database, target: Path, work: Work) -> None:
        """A whole copy by SQLite's backup call, piece by piece, of the moment at which it begins.

        A plain copy of an open WAL database loses its rows. Without the transaction SQLite would begin anew
        whenever somebody else has written between two pieces, and never end beside who writes all the time.
        Others write on meanwhile, into the log, which can only be cleared afterwards.
        """

        def told(_status: int, left: int, pages: int) -> None:
            work.step(pages - left, max(pages, 1))

        try:
            with closing(sqlite3.connect(target)) as copy, database.atomic():
                database.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # here it begins
                database.connection().backup(copy, pages=_PAGES_AT_ONCE, progress=told)
        except BaseException as problem:
            target.unlink(missing_ok=True)
            if isinstance(problem, sqlite3.Error):
                raise DatabaseError(str(problem)) from problem
            raise
        target.chmod(0o600)


@contextmanager
def _interrupted_by(work: Work, connection: sqlite3.Connection) -> Iterator[None]:
    """Within it, what SQLite does is given up soon after the work was cancelled, and `Cancelled` raised."""
    connection.set_progress_handler(lambda: work.cancelled, _BETWEEN_LOOKS)
    try:
        yield
    except DatabaseError as problem:
        if sqlite3.SQLITE_INTERRUPT in _codes(problem):
            raise Cancelled from problem
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _layout(database: Database) -> frozenset[tuple[str, ...]]:
    made = database.execute_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    ).fetchall()
    found = []
    for kind, name, text in made:
        parts: tuple[str, ...] = (str(text),)
        if kind == "table":
            columns = database.execute_sql("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
            parts = tuple(str(column) for (column,) in columns)
        elif kind == "index":
            parts = ()
        found.append((str(kind), str(name), *parts))
    return frozenset(found)


@functools.cache
def _layout_of(make: Callable[[Database], None]) -> frozenset[tuple[str, ...]]:
    """Made once in a process: what `make` makes of an empty database is always the same."""
    fresh = SqliteDatabase(":memory:", thread_safe=False, autoconnect=False)
    fresh.connect()
    try:
        make(fresh)
        return _layout(fresh)
    finally:
        fresh.close()


def _codes(problem: BaseException) -> Iterator[int]:
    """The kinds of SQLite's errors behind an error, the outermost first."""
    seen: BaseException | None = problem
    while seen is not None:
        if isinstance(seen, sqlite3.Error) and hasattr(seen, "sqlite_errorcode"):
            yield seen.sqlite_errorcode & _KIND
        seen = seen.__cause__ or seen.__context__
