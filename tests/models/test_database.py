"""The database opens private and durable, grows by migrations, and never touches a newer one."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from peewee import Database, SqliteDatabase

from app.errors import Cancelled, MissingEnvironment, Refusal
from app.models import opening, tables
from app.models.engines import sqlite
from app.models.engines.sqlite import read_only_uri
from app.models.migrations import MIGRATIONS, Migration
from app.models.opening import open_store
from app.models.search import SEARCHES
from app.models.store import Store
from app.models.tables import DeskSetting
from app.work import Work


def opened(folder: Path) -> Store:
    return open_store(folder / "anumodon.db", folder / "backups")


@pytest.mark.parametrize(
    ("file", "address"),
    [
        (
            PurePosixPath("/home/rahima/ক #1?/a%.db"),
            "file:///home/rahima/%E0%A6%95%20%231%3F/a%25.db?mode=ro",
        ),
        (PureWindowsPath(r"C:\Users\Rahima\anumodon.db"), "file:///C:/Users/Rahima/anumodon.db?mode=ro"),
        (
            PureWindowsPath(r"\\server\share\upeo\anumodon.db"),
            "file:////server/share/upeo/anumodon.db?mode=ro",
        ),
    ],
)
def test_a_file_is_looked_at_by_an_address_that_sqlite_takes(file: PurePath, address: str) -> None:
    """A server's name behind `//` would be a host to SQLite, which refuses it."""
    assert read_only_uri(file) == address


NAMES = [migration.name for migration in MIGRATIONS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path


def schema(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table and index by name, white space folded; the full-text index is the search module's own."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+", "", sql) for name, sql in rows if not name.startswith(SEARCHES)}


def test_migrated_schema_equals_the_models(folder: Path) -> None:
    opened(folder).close()
    migrated = sqlite3.connect(folder / "anumodon.db")
    modelled_file = folder / "models.db"
    modelled = SqliteDatabase(str(modelled_file))
    with modelled.bind_ctx(tables.TABLES):
        modelled.create_tables(tables.TABLES)
    modelled.close()
    wanted = sqlite3.connect(modelled_file)
    try:
        assert schema(migrated) == schema(wanted)
    finally:
        migrated.close()
        wanted.close()


def test_a_full_disk_is_one_sentence_and_loses_nothing_before_it(folder: Path) -> None:
    store = opened(folder)
    try:
        with store.write() as transaction:
            DeskSetting.create(key="before", value="kept")
        run = transaction.database.execute_sql
        run(f"PRAGMA max_page_count={run('PRAGMA page_count').fetchone()[0] + 2}")
        with pytest.raises(Refusal) as caught, store.write():
            for number in range(100):
                DeskSetting.create(key=f"large {number}", value="x" * 4_000)
        assert caught.value.key == "database.disk_full"
        run("PRAGMA max_page_count=1000000")
        with store.write():
            DeskSetting.create(key="after", value="kept")
        with store.read():
            assert {row.key for row in DeskSetting.select()} == {"before", "after"}
    finally:
        store.close()


def test_opens_durable_and_strict(folder: Path) -> None:
    store = opened(folder)
    try:
        with store.write() as transaction:
            run = transaction.database.execute_sql
        assert run("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert run("PRAGMA synchronous").fetchone()[0] == 2, "FULL"
        assert run("PRAGMA foreign_keys").fetchone()[0] == 1
    finally:
        store.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out by the profile folder's rights")
def test_files_are_private(folder: Path) -> None:
    store = opened(folder)
    with store.write():
        DeskSetting.create(key="theme", value="dark")
    try:
        for file in folder.glob("anumodon.db*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    finally:
        store.close()


def counted(connection: sqlite3.Connection) -> None:
    """As the first releases wrote down how far they were: later than any of them."""
    connection.execute("CREATE TABLE schema_version (id INTEGER PRIMARY KEY, version INTEGER)")
    connection.execute("INSERT INTO schema_version VALUES (1, 9)")


def named(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE applied_migration (name TEXT PRIMARY KEY, at TEXT)")
    connection.execute("INSERT INTO applied_migration VALUES ('of-next-year', '2027')")


@pytest.mark.parametrize("newer", [counted, named])
def test_a_newer_database_is_refused_untouched(
    folder: Path, newer: Callable[[sqlite3.Connection], None]
) -> None:
    file = folder / "anumodon.db"
    with sqlite3.connect(file) as connection:
        newer(connection)
    connection.close()
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    with pytest.raises(Refusal) as refusal:
        opened(folder)
    assert refusal.value.key == "database.newer"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["anumodon.db"]


def test_a_file_that_is_no_database_is_refused_untouched(folder: Path) -> None:
    file = folder / "anumodon.db"
    file.write_bytes(b"this is a letter, not a database" * 100)
    before = file.read_bytes()
    with pytest.raises(Refusal) as refusal:
        opened(folder)
    assert refusal.value.key == "database.damaged"
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM applied_migration", "UPDATE applied_migration SET name = x'ff' WHERE rowid = 1"],
)
def test_a_database_whose_past_was_changed_is_called_damaged(folder: Path, statement: str) -> None:
    """Not one that may not be read: nobody would look for a right that is missing."""
    opened(folder).close()
    with sqlite3.connect(folder / "anumodon.db") as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(Refusal) as refusal:
        opened(folder)
    assert refusal.value.key == "database.damaged"


def add_colour(database: Database) -> None:
    database.execute_sql("CREATE TABLE colour (name TEXT)")


def add_and_fail(database: Database) -> None:
    database.execute_sql("CREATE TABLE shape (name TEXT)")
    raise RuntimeError("the power went out")


def test_a_migration_backs_up_first_and_keeps_the_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(folder)
    with store.write():
        DeskSetting.create(key="theme", value="dark")
    store.close()
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, Migration("colour", add_colour)))
    upgraded = opened(folder)
    with upgraded.read():
        assert DeskSetting.get_by_id("theme").value == "dark"
    assert applied(folder / "anumodon.db") == [*NAMES, "colour"]
    upgraded.close()
    (backup,) = (folder / "backups").iterdir()
    assert applied(backup) == NAMES
    with sqlite3.connect(backup) as connection:
        assert connection.execute("SELECT value FROM desk_setting").fetchone() == ("dark",)
    connection.close()


def test_a_program_that_is_open_during_an_update_writes_no_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it wrote would lack what the newer release keeps beside it."""
    older = opened(folder)
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, Migration("colour", add_colour)))
    opened(folder).close()
    for _ in range(2):
        with pytest.raises(Refusal) as refusal, older.write():
            DeskSetting.create(key="theme", value="dark")
        assert refusal.value.key == "database.updated"
    with older.read():
        assert DeskSetting.select().count() == 0
    older.close()


def test_two_copies_of_what_was_before_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of each try that failed would fill the disk, for each is as large as the database."""
    backups = folder / "backups"
    opened(folder).close()
    for name in ("before-colour-20250101T000000Z.db", "before-shape-20260101T000000Z.db", "kept by hand.db"):
        (backups / name).write_bytes(b"older")
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, Migration("broken", add_and_fail)))
    (backups / "before-broken-20990101T000000Z.db").write_bytes(b"of a clock that was wrong")
    with pytest.raises(RuntimeError):
        opened(folder)
    made, *rest = sorted(backups.iterdir())
    assert [file.name for file in rest] == ["before-shape-20260101T000000Z.db", "kept by hand.db"]
    assert applied(made) == NAMES


@pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX stands in for a full drive")
def test_a_copy_that_cannot_be_made_leaves_all_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).close()
    older = folder / "backups" / "before-colour-20250101T000000Z.db"
    older.write_bytes(b"older")
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, Migration("colour", add_colour)))
    import resource  # no such module on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
    try:
        with pytest.raises(MissingEnvironment):
            opened(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((folder / "backups").iterdir()) == [older]
    assert applied(folder / "anumodon.db") == NAMES


@pytest.mark.parametrize("stops", [False, True])
def test_a_copy_is_made_piece_by_piece_beside_a_busy_writer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stops: bool
) -> None:
    """It is of the moment at which it begins; SQLite alone would begin anew after every write."""
    monkeypatch.setattr(sqlite, "_PAGES_AT_ONCE", 10)
    store, copy = opened(folder), folder / "copy.db"
    with store.write():
        DeskSetting.create(key="before", value="x" * 400_000)
    told: list[tuple[int, int]] = []

    def write(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) < 500:  # then a copy that never ends would
            with store.write():
                DeskSetting.create(key=f"meanwhile {len(told)}", value="x" * 9_000)
        if stops and len(told) == 3:
            work.cancel()

    work = Work(write)
    if stops:
        with pytest.raises(Cancelled):
            store.back_up(copy, work)
        assert not copy.exists()
    else:
        store.back_up(copy, work)
        assert 10 < len(told) < 500
        assert told == sorted(told)
        assert told[-1][0] == told[-1][1]
        copied = open_store(copy, folder / "backups")
        assert copied.sound()
        with copied.read():
            assert [row.key for row in DeskSetting.select()] == ["before"]
        copied.close()
    with store.read():
        assert DeskSetting.select().count() == 1 + len(told)
    store.close()


@pytest.mark.parametrize("broken", [add_and_fail])
def test_a_migration_that_fails_leaves_neither_its_change_nor_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[Database], None]
) -> None:
    opened(folder).close()
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, Migration("broken", broken)))
    with pytest.raises(RuntimeError):
        opened(folder)
    monkeypatch.undo()
    opened(folder).close()
    assert applied(folder / "anumodon.db") == NAMES
    with sqlite3.connect(folder / "anumodon.db") as connection:
        assert "shape" not in schema(connection)
    connection.close()


def applied(file: Path) -> list[str]:
    """The migrations a database has been through, in order."""
    connection = sqlite3.connect(file)
    try:
        rows = connection.execute("SELECT name FROM applied_migration ORDER BY rowid")
        return [name for (name,) in rows]
    finally:
        connection.close()


def test_a_check_of_the_file_stops_where_it_is_when_it_is_cancelled(folder: Path) -> None:
    store = opened(folder)
    try:
        with store.write() as transaction:
            rows = [(f"key {number}", "x" * 50) for number in range(30_000)]
            transaction.engine.copy_in(transaction.database, "desk_setting", ("key", "value"), rows)
        work = Work()
        work.cancel()
        with pytest.raises(Cancelled):
            store.sound(work.part(0, 50))
        assert store.sound(Work())
    finally:
        store.close()


def test_what_cannot_be_read_is_not_said_to_be_unsaved(folder: Path) -> None:
    store = opened(folder)
    folder.rename(folder.with_name("pulled out"))
    try:
        with pytest.raises(MissingEnvironment, match=r"database\.unreadable"), store.read():
            pass
        with pytest.raises(MissingEnvironment, match=r"database\.unreadable"):
            store.sound()
    finally:
        store.close()
