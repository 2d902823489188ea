"""Databases of every released schema open today: their rows, their record, a backup of what they were.

`tests/data/schemas` holds them, each written by the release itself; its README says how.
"""

from __future__ import annotations

import functools
import lzma
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.models.migrations import MIGRATIONS
from app.models.opening import open_store
from app.models.tables import Account, Answer, Decision, DeskSetting, Draft, Member, Publication
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Reply, State
from app.services.posts import blurring, queue
from app.services.record.audit import audit
from app.work import Work

DATA = Path(__file__).parents[1] / "data"
RELEASED = sorted(int(file.name.split("-")[1].split(".")[0]) for file in (DATA / "schemas").glob("*.db.xz"))
# Rows of these tables, as far as the schema had them, are there after the upgrade.
_KEPT_APART = re.compile("[a-z]+_search|sqlite_|schema_version|applied_migration")

Dump = dict[str, list[dict[str, object]]]


@pytest.fixture(params=RELEASED)
def released(request: pytest.FixtureRequest) -> int:
    """The number of a released schema."""
    number: int = request.param
    return number


def left_by(released: int, folder: Path) -> Path:
    """A data folder as that release left it."""
    for made in (folder, folder / "backups"):
        made.mkdir(mode=0o700)
    packed = DATA / "schemas" / f"schema-{released}.db.xz"
    (folder / "anumodon.db").write_bytes(lzma.decompress(packed.read_bytes()))
    return folder


@pytest.fixture(scope="module")
def brought_up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The folder of a release after this one has opened it, once for all tests, to be copied."""

    @functools.cache
    def upgraded_from(released: int) -> Path:
        folder = left_by(released, tmp_path_factory.mktemp("upgraded") / "data")
        upgrade(folder)
        return folder

    return upgraded_from


@pytest.fixture
def folder(tmp_path: Path, released: int) -> Path:
    """A data folder as that release left it."""
    return left_by(released, tmp_path / "data")


@pytest.fixture
def upgraded(tmp_path: Path, released: int, brought_up_to_date: Callable[[int], Path]) -> Path:
    """The folder of that release after this one has opened it."""
    return Path(shutil.copytree(brought_up_to_date(released), tmp_path / "upgraded"))


@pytest.fixture
def desk(upgraded: Path) -> Iterator[Desk]:
    """The same folder as a desk, with the files of its posts."""
    desk = open_desk(upgraded)
    for file in (*(DATA / "schemas" / "attachments").iterdir(), DATA / "clips" / "phone.mp4"):
        desk.blobs.put(file.read_bytes())
    yield desk
    desk.close()


def upgrade(folder: Path) -> Path:
    file = folder / "anumodon.db"
    open_store(file, folder / "backups").close()
    return file


def schema(file: Path) -> dict[str, str]:
    """Every table and index by name, white space folded."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s+", "", sql) for name, sql in rows}


def contents(file: Path) -> Dump:
    """Every row of every table, but for what the database keeps about itself."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables]
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
            for name in names
            if not _KEPT_APART.match(name)
        }


def test_every_schema_that_was_counted_is_here() -> None:
    assert list(range(1, 9)) == RELEASED, "add the database of the last release when it is out"


def test_the_schema_becomes_that_of_a_new_database(upgraded: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    open_store(new, tmp_path).close()
    assert schema(upgraded / "anumodon.db") == schema(new)


def test_its_migrations_are_written_by_name_in_order(upgraded: Path) -> None:
    with closing(sqlite3.connect(upgraded / "anumodon.db")) as connection:
        rows = connection.execute("SELECT name FROM applied_migration ORDER BY rowid").fetchall()
        (counted,) = connection.execute("SELECT version FROM schema_version").fetchall()
    assert [name for (name,) in rows] == [migration.name for migration in MIGRATIONS]
    assert counted == (len(MIGRATIONS),)


def test_every_row_is_there_with_all_it_held(folder: Path, upgraded: Path) -> None:
    before = contents(folder / "anumodon.db")
    after = contents(upgraded / "anumodon.db")
    before["desk_setting"] = before.pop("setting")
    for table, rows in before.items():
        assert len(after[table]) == len(rows), table
        for old, new in zip(rows, after[table], strict=True):
            assert old.items() <= new.items(), table
    assert all(before[table] for table in ("member", "account", "decision", "publication", "event"))


def test_the_rows_are_read_by_todays_tables(upgraded: Path) -> None:
    store = open_store(upgraded / "anumodon.db", upgraded / "backups")
    try:
        with store.read():
            assert [row.name for row in Member.select().order_by(Member.id)] == ["Rahima", "Jamal"]
            (page,) = Account.select()
            assert (page.handle, page.purposes, page.kind) == ("sample_upeo", ["5.a", "5.c"], "official")
            assert {row.state for row in Draft.select()} == {"published", "rejected", "approved"}
            assert {row.verdict for row in Decision.select()} == {"approve", "reject"}
            assert Answer.select().where(Answer.reply == Reply.UPHELD.value).get().because == ""
            assert Publication.get().url == "https://example.gov.bd/post/1"
            settings = {row.key: row.value for row in DeskSetting.select()}
            assert settings["theme"] == "dark"
            assert re.fullmatch("[0-9a-f]{32}", settings["desk_id"])
    finally:
        store.close()


def test_what_it_was_is_kept_as_a_backup(folder: Path, upgraded: Path) -> None:
    before, before_schema = contents(folder / "anumodon.db"), schema(folder / "anumodon.db")
    (backup,) = (upgraded / "backups").iterdir()
    assert contents(backup) == before
    assert schema(backup) == before_schema


def test_opening_it_again_changes_nothing(upgraded: Path) -> None:
    file, backups = upgraded / "anumodon.db", upgraded / "backups"
    once = contents(file), schema(file), sorted(backups.iterdir())
    upgrade(upgraded)
    assert (contents(file), schema(file), sorted(backups.iterdir())) == once


def test_its_record_is_sound_and_signed(desk: Desk) -> None:
    report = audit(desk, Work())
    assert report.ok, report.problems
    assert report.signed
    assert report.events >= 17


def test_work_goes_on_in_it(desk: Desk, released: int) -> None:
    """Rows written before there were lengths and blurred images take part in what came later."""
    book = 3  # the draft with the blue image
    (image,) = queue.draft(desk, book).version.attachments
    if released < 6:
        assert (image.origin_sha256, image.blurred, image.duration) == ("", (), 0)
    blurring.blur(desk, book, 0, [(1, 1, 9, 9)], by=1)
    assert queue.draft(desk, book).state is State.PENDING
    report = audit(desk, Work())
    assert report.ok, report.problems
