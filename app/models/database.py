"""Opens the office's database, and is the only door to it.

What is SQLite's own (pragmas, locking, backup, file modes) stays in this file, so that the models can
move to another database one day.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from peewee import DatabaseError, OperationalError, SqliteDatabase

from app.errors import MissingEnvironment, Refusal
from app.models import tables
from app.models.migrations import MIGRATIONS

# Measured: WAL with FULL lost nothing acknowledged in 150 kills, at 0.42 ms a commit; NORMAL syncs
# only every sixteenth commit.
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "busy_timeout": 10_000}


class Store:
    """One database, one connection, one lock.

    Reads and writes are short (milliseconds), so one connection under a lock serves every thread, and
    writes are in order by construction. Another process on the same folder (a command beside the window)
    waits for its turn by SQLite's own lock.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.RLock()
        self._database = SqliteDatabase(
            str(file), pragmas=PRAGMAS, thread_safe=False, check_same_thread=False, autoconnect=False
        )

    @contextmanager
    def read(self) -> Iterator[None]:
        """A consistent look at the tables."""
        with self._lock, self._database.atomic():
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """A transaction that is on the disk when the block ends, or never happened.

        Raises `Refusal` when the disk is full or the file cannot be written.
        """
        try:
            with self._lock, self._database.atomic("IMMEDIATE"):
                yield
        except OperationalError as problem:
            raise _refusal(problem) from problem

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def healthy(self) -> bool:
        """SQLite's own integrity check (0.26 s for 100,000 posts)."""
        with self._lock:
            return bool(self._database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok")

    def back_up(self, target: Path) -> None:
        """A whole copy by SQLite's backup call. A plain copy of an open WAL database loses its rows."""
        with self._lock:
            copy = sqlite3.connect(target)
            try:
                self._database.connection().backup(copy)
            finally:
                copy.close()
        target.chmod(0o600)

    def _open(self, backups: Path) -> None:
        self._database.connect()
        tables.database.initialize(self._database)
        found = _version(self._database)
        if found > len(MIGRATIONS):
            self._database.close()
            raise Refusal("database.newer", found=found, known=len(MIGRATIONS))
        if 0 < found < len(MIGRATIONS):
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            self.back_up(backups / f"before-migration-{found + 1}-{stamp}.db")
        for number, migration in enumerate(MIGRATIONS[found:], found + 1):
            with self._database.atomic("EXCLUSIVE"):
                if _version(self._database) >= number:
                    continue  # another process was quicker
                migration(self._database)
                tables.SchemaVersion.insert(id=1, version=number).on_conflict_replace().execute()


def open_store(file: Path, backups: Path) -> Store:
    """Open (or make) the database at `file`, and bring it to this release's schema.

    A database of a newer release is refused untouched; before a migration a copy goes to `backups`.
    Raises `Refusal` for a newer or damaged file, `MissingEnvironment` where it cannot be opened at all.
    """
    if file.exists():
        _refuse_what_is_not_ours(file)
    else:
        file.touch(mode=0o600)
    store = Store(file)
    opened = False
    try:
        store._open(backups)
        opened = True
    except OperationalError as problem:
        raise MissingEnvironment("database.unusable", path=str(file)) from problem
    except DatabaseError as problem:
        raise Refusal("database.damaged", path=str(file)) from problem
    finally:
        if not opened:
            store.close()
    return store


def _refuse_what_is_not_ours(file: Path) -> None:
    """Look before touching: opening read-write would already turn a newer file into WAL."""
    try:
        look = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.OperationalError as problem:
        raise MissingEnvironment("database.unusable", path=str(file)) from problem
    try:
        row = look.execute("SELECT version FROM schema_version").fetchone()
    except sqlite3.OperationalError as problem:
        if "no such table" not in str(problem):
            raise MissingEnvironment("database.unusable", path=str(file)) from problem
        return
    except sqlite3.DatabaseError as problem:
        raise Refusal("database.damaged", path=str(file)) from problem
    finally:
        look.close()
    if row and row[0] > len(MIGRATIONS):
        raise Refusal("database.newer", found=row[0], known=len(MIGRATIONS))


def _version(database: SqliteDatabase) -> int:
    if not database.table_exists("schema_version"):
        return 0
    row = database.execute_sql("SELECT version FROM schema_version").fetchone()
    return int(row[0]) if row else 0


def _refusal(problem: OperationalError) -> Refusal:
    """What a person can do about it.

    Where the disk is full or fails, SQLite has rolled back by itself, so that peewee's own rolling back fails
    as well: the reason then stands behind that second error.
    """
    seen: BaseException | None = problem
    while seen is not None:
        text = str(seen) if isinstance(seen, OperationalError | sqlite3.OperationalError) else ""
        if "is full" in text:
            return MissingEnvironment("database.disk_full")
        if "readonly" in text or "unable to open" in text or "disk I/O" in text:
            return MissingEnvironment("database.read_only")
        if "locked" in text:
            return Refusal("database.busy")
        seen = seen.__cause__ or seen.__context__
    raise problem
