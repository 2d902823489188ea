"""Opens an office's database file, brings it to this release's schema, and never touches a newer one."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from peewee import Database, DatabaseError, OperationalError

from app.durable import move_over, patiently
from app.errors import MissingEnvironment, Refusal
from app.files import require_regular
from app.models.engines.base import Trouble
from app.models.engines.sqlite import SqliteEngine, read_only_uri
from app.models.migrations import MIGRATIONS, applied, known, migrate
from app.models.store import Store
from app.work import Work

_LEAST_ROOM = 1 << 18  # bytes: the first pages of the log beside the database, and its index
_COPY = re.compile(r"before-(?P<name>.+)-(?P<at>[0-9]{8}T[0-9]{6}Z)\.db")
# A migration met what no migration left: a table that is there already, or is not.
_NOT_AS_LEFT = (Trouble.DAMAGED, Trouble.OTHER)
_STALE = 24 * 3600  # seconds: a copy that was never finished


def open_store(file: Path, backups: Path, work: Work | None = None) -> Store:
    """Open (or make) the database at `file`, and bring it to this release's schema.

    A database of a newer release is refused untouched; before a migration a copy goes to `backups`, whose
    progress `work` tells, and which it stops. Raises `Refusal` for a newer or damaged file and for a device
    or a pipe in its place, which could be waited for without end, `MissingEnvironment` where it cannot be
    opened at all, and `Cancelled`: then the file is as it was.
    """
    done = _migrations_of(file) if _is_there(file) else _make(file)
    engine = SqliteEngine(file)
    try:
        writer = engine.connect(read_only=False)
        try:
            if len(done) < len(MIGRATIONS):
                _bring_up_to_date(engine, writer, backups, work or Work())
        except BaseException:
            writer.close()
            raise
    except DatabaseError as problem:
        if isinstance(problem, OperationalError) and engine.trouble(problem) not in _NOT_AS_LEFT:
            raise _unusable(file) from problem
        raise Refusal("database.damaged", path=str(file)) from problem
    engine.migrations = len(MIGRATIONS)
    return Store(engine, writer)


def waits_for_update(file: Path) -> bool:
    """Whether opening it has to copy it first, since an earlier release made it. Raises like `open_store`."""
    return 0 < len(_migrations_of(file)) < len(MIGRATIONS) if _is_there(file) else False


def kept_setting(file: Path, key: str) -> str:
    """A setting of the desk whose database is at `file`, as it is and of whatever release; "" for none."""
    try:
        with closing(sqlite3.connect(read_only_uri(file.resolve()), uri=True)) as look:
            row = look.execute("SELECT value FROM desk_setting WHERE key = ?", (key,)).fetchone()
    except sqlite3.Error:
        return ""
    return "" if row is None else str(row[0])


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


def _bring_up_to_date(engine: SqliteEngine, writer: Database, backups: Path, work: Work) -> None:
    done = applied(writer)
    waiting = [migration for migration in MIGRATIONS if migration.name not in done]
    if done and waiting:
        _keep_copy(engine, writer, backups, waiting[0].name, work)
    for migration in waiting:
        with engine.migrating(writer):
            migrate(writer, migration)


def _keep_copy(engine: SqliteEngine, writer: Database, backups: Path, name: str, work: Work) -> None:
    """Keep what the database is before the migration `name` and those behind it.

    Two copies stay, for each is as large as the database: this one, and the newest before an earlier
    migration. Others before this one are of tries that failed, and left the database as it was.
    """
    for left in backups.glob("before-*.partial"):  # by a program that was killed
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()
    made = backups / f"before-{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
    partial = made.with_suffix(f".{os.getpid()}.partial")
    try:
        engine.back_up(writer, partial, work)
    except DatabaseError as problem:
        match engine.trouble(problem):
            case Trouble.DISK_FULL:
                raise MissingEnvironment("database.no_room", path=str(engine.file)) from problem
            case Trouble.READ_ONLY:
                raise _unusable(engine.file) from problem
        raise
    if name in applied(writer):  # another process was quicker, and has kept a copy
        patiently(partial.unlink)
        return
    move_over(partial, made)
    copies = {file: found for file in backups.iterdir() if (found := _COPY.fullmatch(file.name))}
    earlier = [file for file, found in copies.items() if found["name"] != name]
    stay = {made, *sorted(earlier, key=lambda file: copies[file]["at"])[-1:]}
    for file in copies.keys() - stay:
        with contextlib.suppress(OSError):  # nothing but room is lost by one that stays
            file.unlink()


def _migrations_of(file: Path) -> frozenset[str]:
    """The migrations a database has been through, all known to this release.

    Looks before anything is touched: opening read-write would already turn a newer file into WAL.
    """
    try:
        look = sqlite3.connect(read_only_uri(file.resolve()), uri=True)
    except sqlite3.OperationalError as problem:
        raise _unusable(file) from problem
    with closing(look):
        try:
            done, newer = known(look)
        except sqlite3.OperationalError as problem:
            raise _unusable(file) from problem
        except sqlite3.DatabaseError as problem:
            raise Refusal("database.damaged", path=str(file)) from problem
    if any(not isinstance(name, str) for name in done):  # a column of SQLite takes anything
        raise Refusal("database.damaged", path=str(file))
    if newer:
        raise Refusal("database.newer", found=newer[0], known=MIGRATIONS[-1].name)
    return done
