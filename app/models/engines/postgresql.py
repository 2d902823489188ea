"""PostgreSQL as the engine of a store: an office's database on its own server, shared by several desks.

All that is PostgreSQL's own is here and in the modules beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from peewee import (
    Database,
    DatabaseError,
)

from app.errors import MissingEnvironment
from app.models.engines.address import OfficeAddress
from app.models.engines.base import APPLIED, Search, Trouble, prove_not_newer
from app.models.engines.postgresql_database import OfficeDatabase
from app.models.engines.postgresql_dialect import with_places
from app.models.engines.postgresql_driver import copy_rows
from app.models.engines.postgresql_listener import CHANNEL, PostgresqlListener
from app.models.engines.postgresql_search import PostgresqlSearch
from app.models.engines.sqlite import SqliteEngine
from app.models.search import SEARCHES, Searched
from app.work import Work

# The only lock of the program: whoever writes holds it from the first moment of the transaction to its end.
# Measured: of two processes that appended to the record without it 37 of 120 events failed.
WRITER_LOCK = 0x616E756D6F646F6E

_WAIT = 10  # seconds for the writer's turn, as in SQLite
_STREAMED = 2_000  # rows fetched at once of those that are read one after the other
_ALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# A desk whose network broke within a transaction keeps the others waiting for so long, and no longer.
_WRITES = {
    "lock_timeout": f"{_WAIT}s",
    "idle_in_transaction_session_timeout": "60s",
    # Whatever the server's default: what was recorded until the turn came is seen in it.
    "default_transaction_isolation": r"read\ committed",
}
_READS = {"default_transaction_read_only": "on", "default_transaction_isolation": r"repeatable\ read"}
_ALWAYS = {
    "synchronous_commit": "on",
    "client_min_messages": "warning",
    "search_path": "public",
    # The server's own look whether the desk is still there: one whose cable was pulled is gone within 25 s.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}

_TROUBLES = {
    "53100": Trouble.DISK_FULL,
    "25006": Trouble.READ_ONLY,
    "55P03": Trouble.BUSY,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "53300": Trouble.CROWDED,
    "42501": Trouble.DENIED,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
    "42P01": Trouble.DAMAGED,
    "42703": Trouble.DAMAGED,
}
# What a server says that takes no more connections; of one that came to nothing there is no code.
CROWDED = ("too many clients", "too many connections", "connection slots are reserved")
_LOST = ("08", "57P")  # classes of SQLSTATE: the connection broke, the server is shutting down or starting


class PostgresqlEngine:
    """One database of a server. Desks wait for their turn to write by a lock of the server's."""

    shared = True

    def __init__(self, address: OfficeAddress, password: str = "", *, in_turn: bool = True) -> None:
        """`password` may be empty where libpq finds one by itself.

        Not `in_turn`, its writes wait for nobody: for what is written once and never changed.
        """
        self._in_turn = in_turn
        self.address = address
        self.name = str(address)
        self.search: Search = PostgresqlSearch()
        self._password = password
        self.migrations = 0

    def connect(self, *, read_only: bool) -> OfficeDatabase:
        settings = {**_ALWAYS, **(_READS if read_only else _WRITES)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        how: dict[str, Any] = {**self.address.libpq(), **_ALIVE, "options": options}
        if self._password:
            how["password"] = self._password
        database = OfficeDatabase(
            self.address.database,
            thread_safe=False,
            autoconnect=False,
            application_name="anumodon",
            **how,
        )
        database.connect()
        return database

    @contextmanager
    def reading(self, database: Database, *, together: bool = False) -> Iterator[object]:
        assert isinstance(database, OfficeDatabase)
        with database.whole(together=together) as transaction:
            yield transaction

    @contextmanager
    def writing(self, database: Database, *, together: bool = False) -> Iterator[object]:
        assert isinstance(database, OfficeDatabase)
        outermost = database.transaction_depth() == 0
        with database.whole(together=together) as transaction:
            if outermost and self._in_turn:
                # Who waits here for the very transaction of an update does not see it yet, and writes once.
                applied = f"({APPLIED})" if self.migrations else "0"
                locked = database.execute_sql(
                    f"SELECT pg_advisory_xact_lock(%s), clock_timestamp(), {applied}",
                    (WRITER_LOCK,),
                )
                look = cache(lambda: (locked.fetchone(), time.monotonic()))

                def began() -> tuple[datetime, float]:
                    (_, at, applied), counted = look()
                    prove_not_newer(applied, self.migrations)
                    return at.astimezone(UTC), counted

                if not together:
                    began()
                database.turn_began = began
            try:
                yield transaction
            finally:
                if outermost:
                    database.turn_began = None
        if outermost:
            database.prove_committed()

    def together(self, database: Database) -> AbstractContextManager[object]:
        """By libpq's pipeline."""
        assert isinstance(database, OfficeDatabase)
        return database.together()

    def next_key(self, database: Database, table: str) -> Callable[[], int]:
        """From the sequence of the table's key."""
        found = database.execute_sql("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", (table,))
        return lambda: int(found.fetchone()[0])

    def copy_in(
        self, database: Database, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        listed = ", ".join(f'"{column}"' for column in columns)
        copy_rows(database, f'COPY "{table}" ({listed}) FROM STDIN', rows)
        if "id" in columns:
            newest = f'(SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}")'  # noqa: S608 -- our own names
            of_it = f"pg_get_serial_sequence('{table}', 'id') AS s WHERE s IS NOT NULL"
            database.execute_sql(f"SELECT setval(s, {newest}, false) FROM {of_it}")  # noqa: S608 -- our own names

    def announce(self, database: Database, text: str) -> None:
        database.execute_sql("SELECT pg_notify(%s, %s)", (CHANNEL, text))

    def listeners(self, database: Database) -> frozenset[int]:
        """Each listener holds a lock of the server's for as long as its connection lives."""
        found = database.execute_sql(
            "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks WHERE locktype = 'advisory'"
            " AND objsubid = 1 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return frozenset(key for (key,) in found.fetchall())

    def clock(self, database: Database) -> datetime:
        if isinstance(database, OfficeDatabase) and database.turn_began is not None:
            began, counted = database.turn_began()
            return began + timedelta(seconds=time.monotonic() - counted)
        found: datetime = database.execute_sql("SELECT clock_timestamp()").fetchone()[0]
        return found.astimezone(UTC)

    def listen(self) -> PostgresqlListener:
        return PostgresqlListener(self._connection, self.name)

    def _connection(self) -> psycopg.Connection[Any]:
        opened: psycopg.Connection[Any] = self.connect(read_only=True).connection()  # type: ignore[no-untyped-call]  # peewee is untyped
        return opened

    @contextmanager
    def migrating(self, database: Database) -> Iterator[object]:
        assert isinstance(database, OfficeDatabase)
        with self.writing(database) as transaction:
            database.migrating = True
            try:
                yield transaction
            finally:
                database.migrating = False

    def rows(self, database: Database, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        found: Iterator[tuple[Any, ...]] = database.execute_sql(with_places(query), values)
        return iter(found)

    def stream(self, database: Database, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """By a cursor of the server's: a plain one would fetch every row before it gives the first."""
        try:
            with database.connection().cursor(name=f"stream-{uuid4().hex}") as cursor:
                cursor.itersize = _STREAMED
                yield from cursor.execute(with_places(query), values)
        except psycopg.Error as problem:
            raise DatabaseError(problem) from problem

    def trouble(self, problem: Exception) -> Trouble:
        """What the error means, by SQLSTATE; an error without one is of the connection itself."""
        for error in _behind(problem):
            state = error.sqlstate
            if state in _TROUBLES:
                return _TROUBLES[state]
            if state is None and any(phrase in str(error) for phrase in CROWDED):
                return Trouble.CROWDED
            if state is None and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
                return Trouble.UNREACHABLE
            if state is not None and state.startswith(_LOST):
                return Trouble.UNREACHABLE
        return Trouble.OTHER

    @property
    def broken_text(self) -> type[Exception]:
        """The server keeps no text that is none, so nothing of ours ever raises this."""
        return psycopg.errors.CharacterNotInRepertoire

    def allow_idle(self, database: Database) -> None:
        database.execute_sql("SET LOCAL idle_in_transaction_session_timeout = 0")

    def clear_up(self, _database: Database) -> None:
        """Left to the server's own clearing up, for which a desk has no right."""

    def leniently(self, database: Database) -> AbstractContextManager[None]:  # noqa: ARG002 -- a server takes in no broken text
        return nullcontext()

    def sound(self, database: Database, work: Work) -> bool:  # noqa: ARG002 -- answered at once
        """Whether the server's checksums have found no damaged page. Its own tools look closer."""
        found = database.execute_sql(
            "SELECT COALESCE(SUM(checksum_failures), 0) FROM pg_stat_database"
            " WHERE datname = current_database()"
        )
        return bool(found.fetchone()[0] == 0)

    def layout(self, database: Database) -> frozenset[tuple[str, ...]]:
        """Tables with their columns in order, indexes, views, triggers and rules, as `SqliteEngine` tells."""
        columns = database.execute_sql(
            "SELECT c.relname, c.relkind::text, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY 1, 2"
        ).fetchall()
        indexes = database.execute_sql(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND NOT i.indisprimary"
        ).fetchall()
        acting = database.execute_sql(
            "SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND NOT t.tgisinternal"
            " UNION ALL SELECT rulename, definition FROM pg_rules WHERE schemaname = 'public'"
        ).fetchall()
        found = [
            ("table" if kind == "r" else "view", str(name), *map(str, names)) for name, kind, names in columns
        ]
        found += [("index", str(name)) for (name,) in indexes]
        found += [("trigger", str(name), str(text)) for name, text in acting]
        return frozenset(found)

    def layout_of(self, make: Callable[[Database], None]) -> frozenset[tuple[str, ...]]:
        """As it is in SQLite, but for the search."""
        made = SqliteEngine(Path()).layout_of(make)
        found = {part for part in made if not part[1].startswith(SEARCHES)}
        for of in Searched:
            found |= {("table", f"{of}_search", f"{of}_id", "words"), ("index", f"{of}_search_words")}
        return frozenset(found)

    def back_up(self, database: Database, target: Path, work: Work) -> None:  # noqa: ARG002 -- pg_dump's own
        """A dump by the server's own `pg_dump`, in its custom format, in one go.

        Raises `MissingEnvironment` where that is not installed, is too old for the server, or fails.
        """
        program = shutil.which("pg_dump")
        if program is None:
            raise MissingEnvironment("database.no_pg_dump")
        target.touch(mode=0o600)
        of = {f"PG{_ENVIRONMENT[name]}": str(value) for name, value in self.address.libpq().items()}
        secret = {"PGPASSWORD": self._password} if self._password else {}
        command = [program, "--format=custom", "--no-owner", "--no-password", f"--file={target}"]
        done = subprocess.run(  # noqa: S603 -- our own arguments; the password is never one of them
            [*command, f"--dbname={self.address.database}"],
            env={**os.environ, **of, **secret},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            target.unlink(missing_ok=True)
            errors = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise MissingEnvironment("database.pg_dump_failed", said=errors[-1] if errors else "")


_ENVIRONMENT = {
    "host": "HOST",
    "port": "PORT",
    "user": "USER",
    "sslmode": "SSLMODE",
    "sslrootcert": "SSLROOTCERT",
    "require_auth": "REQUIREAUTH",
}


def _behind(problem: BaseException) -> Iterator[psycopg.Error]:
    """psycopg's errors behind an error, the outermost first."""
    seen: BaseException | None = problem
    while seen is not None:
        if isinstance(seen, psycopg.Error):
            yield seen
        seen = seen.__cause__ or seen.__context__
