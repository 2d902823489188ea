"""Connections to the tests' shared office, kept open from one test to the next: a new one costs as much CPU
as many a test, on both sides.

Whoever closes one gives it back, and whoever connects in the same way is handed it as if it were new: without
locks, settings or notifications of the one before. What is prepared on it stays, as at a desk that works on.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import psycopg
from peewee import Database
from psycopg.pq import ConnStatus, TransactionStatus

from app.models.engines.postgresql_database import OfficeDatabase
from app.models.engines.postgresql_driver import Driver

_MOST = 6  # of one kind: two desks, each with one that writes, one for files, and readers
_AS_NEW = "RESET ALL; SELECT pg_advisory_unlock_all(); UNLISTEN *"

_OF_ENVIRONMENT = ("PGPASSWORD", "PGPASSFILE")  # where libpq finds a password

_How = tuple[tuple[str, object], ...]


class KeptConnection(psycopg.Connection[Any]):
    """A connection that goes to `KEPT` when it is closed, but for one that broke or is in a transaction."""

    how: _How = ()
    kept = False

    def close(self) -> None:
        if self.kept:
            return
        if self.closed or self.info.transaction_status != TransactionStatus.IDLE or not KEPT.take(self):
            super().close()

    def end(self) -> None:
        super().close()


class _Kept:
    """What is open and used by nobody. Safe to use from several threads."""

    def __init__(self) -> None:
        self.database = ""  # the office whose connections are kept
        self._process = os.getpid()
        self._idle: defaultdict[_How, list[KeptConnection]] = defaultdict(list)
        self._lock = threading.Lock()

    def get(self, how: _How) -> KeptConnection | None:
        """One that was opened so, if there is one whose server has not ended it.

        None in a process that a test forked, which would answer in the middle of this one's words.
        """
        while os.getpid() == self._process:
            with self._lock:
                if not self._idle[how]:
                    return None
                connection = self._idle[how].pop()
                connection.kept = False
            if _lives(connection):
                return connection
            connection.end()
        return None

    def take(self, connection: KeptConnection) -> bool:
        """Keep a connection; False where there are enough, or it is of no use any more."""
        if not self.database or os.getpid() != self._process:
            return False
        try:
            connection.execute(_AS_NEW, prepare=False)
        except psycopg.Error:
            return False
        if not _lives(connection):
            return False
        with self._lock:
            idle = self._idle[connection.how]
            if len(idle) >= _MOST:
                return False
            connection.kept = True
            idle.append(connection)
        return True

    def processes(self) -> list[int]:
        """The server's processes that serve nobody."""
        with self._lock:
            return [connection.info.backend_pid for idle in self._idle.values() for connection in idle]

    def end(self) -> None:
        """Close them all, and keep no more."""
        self.database = ""
        with self._lock:
            idle = [connection for kept in self._idle.values() for connection in kept]
            self._idle.clear()
        for connection in idle:
            connection.end()


KEPT = _Kept()


def _lives(connection: KeptConnection) -> bool:
    """Whether the server has not ended it. What was announced to the one before is forgotten."""
    pgconn = connection.pgconn
    with contextlib.suppress(psycopg.Error):
        for _ in range(2):  # the server's last words, and that no more will come
            pgconn.consume_input()
        while pgconn.notifies() is not None:
            pass
        return pgconn.status == ConnStatus.OK
    return False


class KeepingDriver(Driver):
    """Connects to the shared office by a kept connection."""

    def connect(self, db: Database, **params: Any) -> Any:
        if not KEPT.database or db.database != KEPT.database:
            return super().connect(db, **params)
        how = (*sorted(params.items()), *((name, os.environ.get(name)) for name in _OF_ENVIRONMENT))
        connection = KEPT.get(how)
        if connection is None:
            connection = KeptConnection.connect(dbname=db.database, **params)
            connection.how = how
        return connection


@contextlib.contextmanager
def keep_connections(database: str) -> Iterator[None]:
    """Keep those to an office's database that this process opens from now on, until the block ends."""
    before = OfficeDatabase.psycopg2_adapter, OfficeDatabase.psycopg3_adapter
    OfficeDatabase.psycopg2_adapter = OfficeDatabase.psycopg3_adapter = KeepingDriver
    KEPT.database = database
    try:
        yield
    finally:
        OfficeDatabase.psycopg2_adapter, OfficeDatabase.psycopg3_adapter = before
        KEPT.end()
