"""Opens an office's database file, brings it to this release's schema, and never touches a newer one."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from peewee import Database, DatabaseError, OperationalError

from app.errors import MissingEnvironment, Refusal
from app.files import require_regular
from app.models.engines.sqlite import SqliteEngine
from app.models.migrations import MIGRATIONS, applied, known, migrate
from app.models.store import Store

_LEAST_ROOM = 1 << 18  # bytes: the first pages of the log beside the database, and its index


def open_store(file: Path, backups: Path) -> Store:
    """Open (or make) the database at `file`, and bring it to this release's schema.

    A database of a newer release is refused untouched; before a migration a copy goes to `backups`.
    Raises `Refusal` for a newer or damaged file and for a device or a pipe in its place, which could be
    waited for without end, and `MissingEnvironment` where it cannot be opened at all.
    """
    done = _migrations_of(file) if _is_there(file) else _make(file)
    engine = SqliteEngine(file)
    try:
        writer = engine.connect(read_only=False)
        try:
            if len(done) < len(MIGRATIONS):
                _bring_up_to_date(engine, writer, backups)
        except BaseException:
            writer.close()
            raise
    except OperationalError as problem:
        raise _unusable(file) from problem
    except DatabaseError as problem:
        raise Refusal("database.damaged", path=str(file)) from problem
    return Store(engine, writer)


def _is_there(file: Path) -> bool:
    try:
        require_regular(file, file.stat().st_mode)
    except FileNotFoundError:
        return False
    except OSError as problem:
        raise _unusable(file) from problem
    return True


def _make(file: Path) -> frozenset[str]:
    """Make an empty file, which has been through no migration."""
    try:
        file.touch(mode=0o600)
    except OSError as problem:
        raise _unusable(file) from problem
    return frozenset()


def _unusable(file: Path) -> MissingEnvironment:
    """Why the database cannot be opened. On a full disk SQLite names whatever it wanted to write first."""
    import shutil  # with three compressions: not at every start

    full = False
    with contextlib.suppress(OSError):
        full = shutil.disk_usage(file.parent).free < _LEAST_ROOM
    return MissingEnvironment("database.no_room" if full else "database.unusable", path=str(file))


def _bring_up_to_date(engine: SqliteEngine, writer: Database, backups: Path) -> None:
    done = applied(writer)
    waiting = [migration for migration in MIGRATIONS if migration.name not in done]
    if done and waiting:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        engine.back_up(writer, backups / f"before-{waiting[0].name}-{stamp}.db")
    for migration in waiting:
        with engine.migrating(writer):
            migrate(writer, migration)


def _migrations_of(file: Path) -> frozenset[str]:
    """The migrations a database has been through, all known to this release.

    Looks before anything is touched: opening read-write would already turn a newer file into WAL.
    """
    try:
        look = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.OperationalError as problem:
        raise _unusable(file) from problem
    with closing(look):
        try:
            done, newer = known(look)
        except sqlite3.OperationalError as problem:
            raise _unusable(file) from problem
        except sqlite3.DatabaseError as problem:
            raise Refusal("database.damaged", path=str(file)) from problem
    if newer:
        raise Refusal("database.newer", found=newer[0], known=MIGRATIONS[-1].name)
    return done
