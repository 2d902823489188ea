"""The store: the one door to an office's database. Everything is read and written in its transactions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from peewee import Database, DatabaseError

from app.errors import MissingEnvironment, Refusal
from app.models.engines.base import Engine, Listener, Trouble
from app.models.fields import NotAsWritten
from app.models.transaction import OPEN, NoTransaction, Transaction
from app.work import Work

_READERS_KEPT = 2  # open at rest: each is a process of the server, and it has desks by the hundred


class Store:
    """One database: one connection that writes, and as many read-only ones as there are readers at once.

    Writes are in order by construction: the writer's lock is held for one transaction and no longer. A read
    sees one state of the tables from its first query to its end, and waits neither for a write nor for
    another read. Safe to use from several threads.
    """

    def __init__(self, engine: Engine, writer: Database) -> None:
        """`writer` is an open connection of `engine`, whose schema is up to date."""
        # Of a desk's own store beside its office's: its transactions may be opened within the other's, and
        # are no part of them.
        self.apart = False
        self._engine = engine
        self._writer = writer
        self._lock = threading.RLock()
        self._readers: list[Database] = []
        self._readers_lock = threading.Lock()
        self._closed = False

    @property
    def name(self) -> str:
        """What a person calls the database: the path of its file, or its address without a password."""
        return self._engine.name

    @contextmanager
    def read(self, *, together: bool = False) -> Iterator[Transaction]:
        """A consistent look at the tables. Within a transaction of this store it is part of that one.

        `together`, a server is asked what nobody looks at yet with what follows (`Engine.together`).

        Raises `NoTransaction` inside a transaction of another store, and `Refusal` or `MissingEnvironment`
        for a damaged database and a disk that cannot be read.
        """
        outer = self._outer()
        if outer is not None:
            yield outer
            return
        try:
            database = self._reader()
        except DatabaseError as problem:
            raise self._refusal(problem, reading=True) from problem
        try:
            with self._engine.reading(database, together=together):
                yield from self._within(Transaction(self, self._engine, database, writes=False))
        except (DatabaseError, self._engine.broken_text) as problem:
            raise self._refusal(problem, reading=True) from problem
        except NotAsWritten as problem:
            raise self._damaged() from problem
        finally:
            self._give_back(database)

    @contextmanager
    def write(self, *, together: bool = False) -> Iterator[Transaction]:
        """A transaction that is on the disk when the block ends, or never happened.

        Within another write of this store it is a part of that one which can fail alone. `together`: see
        `read`. Raises `Refusal` or `MissingEnvironment` when the disk is full, the file cannot be written or
        another program is busy with it, and `NoTransaction` inside a read, whose look at the tables it would
        not be part of.
        """
        outer = self._outer()
        if outer is not None and not outer.writes:
            raise NoTransaction("a write inside a read")
        whole = outer or Transaction(self, self._engine, self._writer, writes=True)
        before = dict(whole.after)
        try:
            with self._lock, self._engine.writing(self._writer, together=together):
                yield from self._within(whole)
        except BaseException as problem:
            whole.after.clear()  # what failed alone has nothing to follow it
            whole.after.update(before)
            if isinstance(problem, DatabaseError | self._engine.broken_text):
                raise self._refusal(problem) from problem
            if isinstance(problem, NotAsWritten):
                raise self._damaged() from problem
            raise
        if outer is None:
            for act in whole.after.values():
                act()

    def close(self) -> None:
        """Close every connection; one that a thread still reads from is closed when that read ends."""
        with self._readers_lock:
            self._closed = True
            idle, self._readers = self._readers, []
        for database in idle:
            database.close()
        with self._lock:
            self._writer.close()

    def clear_up(self) -> None:
        """Leave nothing of what was destroyed in the search index or a log. Raises `Refusal` like `write`."""
        try:
            with self._lock:
                self._engine.clear_up(self._writer)
        except DatabaseError as problem:
            raise self._refusal(problem) from problem

    def listen(self) -> Listener | None:
        """What hears of other desks' changes at once, None where there are none. Raises `Refusal`."""
        try:
            return self._engine.listen()
        except DatabaseError as problem:
            raise self._refusal(problem) from problem

    def sound(self, work: Work | None = None) -> bool:
        """The engine's own check of its files, by a connection of its own. Raises `Cancelled`.

        SQLite's check of a search index takes what the connection knew of it the last time: an index that
        was written to since would be called malformed.
        """
        try:
            with closing(self._engine.connect(read_only=True)) as database:
                return self._engine.sound(database, work or Work())
        except DatabaseError as problem:
            raise self._refusal(problem, reading=True) from problem

    def back_up(self, target: Path, work: Work | None = None) -> None:
        """A whole copy of the database as it is now, private to the user. Nobody has to stop writing.

        Raises `Refusal` or `MissingEnvironment` like `read`, and where there is no room for the copy, and
        `Cancelled`. Then there is no copy.
        """
        try:
            database = self._reader()
        except DatabaseError as problem:
            raise self._refusal(problem, reading=True) from problem
        try:
            self._engine.back_up(database, target, work or Work())
        except DatabaseError as problem:
            raise self._refusal(problem) from problem
        finally:
            self._give_back(database)

    def _outer(self) -> Transaction | None:
        outer = OPEN.get()
        if outer is not None and outer.store is not self:
            if self.apart:
                return None
            raise NoTransaction("a transaction of another store is open here")
        return outer

    @staticmethod
    def _within(transaction: Transaction) -> Iterator[Transaction]:
        token = OPEN.set(transaction)
        try:
            yield transaction
        finally:
            OPEN.reset(token)

    def _reader(self) -> Database:
        with self._readers_lock:
            if self._readers:
                return self._readers.pop()
        return self._engine.connect(read_only=True)

    def _give_back(self, database: Database) -> None:
        with self._readers_lock:
            if not self._closed and len(self._readers) < _READERS_KEPT:
                self._readers.append(database)
                return
        database.close()

    def _damaged(self) -> Refusal:
        return Refusal("database.damaged", path=self._engine.name)

    def _refusal(self, problem: Exception, *, reading: bool = False) -> Refusal:
        """What a person can do about it; the problem itself where they can do nothing."""
        match self._engine.trouble(problem):
            case Trouble.DISK_FULL:
                return MissingEnvironment(f"database.{'server' if self._engine.shared else 'disk'}_full")
            case Trouble.READ_ONLY if reading and not self._engine.shared:
                return MissingEnvironment("database.unreadable", path=self._engine.name)
            case Trouble.READ_ONLY:
                return MissingEnvironment(f"database.{'server_' if self._engine.shared else ''}read_only")
            case Trouble.CROWDED:
                return Refusal("database.server_crowded")
            case Trouble.BUSY:
                return Refusal("database.busy")
            case Trouble.DAMAGED:
                return self._damaged()
            case Trouble.UNREACHABLE:
                return MissingEnvironment("database.unreachable", address=self._engine.name)
            case Trouble.DENIED:
                return Refusal("database.denied")
            case Trouble.OTHER:
                raise problem
