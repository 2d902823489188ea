"""What every test stands on: a real desk in a folder of its own, and never anybody's real keyring."""

from __future__ import annotations

import atexit
import functools
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

# Before anything imports keyring: tests without the `keyring` mark must not meet the developer's own.
if "ANUMODON_TEST_KEYRING" not in os.environ:
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# A cache folder for all tests and the programs they start, and not the developer's own.
if "ANUMODON_CACHE" not in os.environ:
    os.environ["ANUMODON_CACHE"] = tempfile.mkdtemp(prefix="anumodon-tests-")
    atexit.register(shutil.rmtree, os.environ["ANUMODON_CACHE"], ignore_errors=True)

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.checks.text.compile import main as compile_packs
from app.models.engines.address import OfficeAddress
from app.paths import built, resources
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.base.rule_pack import RULEPACK
from app.services.office.office import set_up
from tests.helpers import dead_daemon, keyring_faults, lots, once
from tests.helpers.emptied import Emptier
from tests.helpers.kept_connections import KEPT, keep_connections
from tests.helpers.patience import PatientBot
from tests.helpers.postgresql import SERVER, running_server
from tests.helpers.sample_office import close_without_id, office_form, set_up_office

lots.register()
once.share()

# Tests between two searches of all objects: with the rule pack in memory one takes a tenth of a second.
_FULL_AFTER = 20

NO_KEYRING = "keyring.backends.fail.Keyring"  # what is in force where a test asks for none

_FEW = ("keyring", "window")  # marks of few tests, which stand in few files

# Offices that tests ask for by the name of a fixture: who is in them.
OFFICES = {
    "office_of_one": [("Rahima", Role.MODERATOR)],
    "team": [
        ("Rahima", Role.MODERATOR),
        ("Karim", Role.MODERATOR),
        ("Selina", Role.AUTHORITY),
        ("Jamal", Role.DRAFTER),
    ],
}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the rule pack if it changed, before any worker starts: every desk then loads it from there."""
    if not hasattr(session.config, "workerinput"):
        compile_packs([str(resources() / "rulepacks" / RULEPACK), "--into", str(built())])


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Of the tests of the keyring or of a display, import only the files that have one: all take long."""
    mark = config.option.markexpr
    if mark not in _FEW or not collection_path.name.startswith("test_"):
        return None
    return True if not names_mark(collection_path, mark) else None


@functools.cache
def names_mark(file: Path, mark: str) -> bool:
    return f"mark.{mark}" in file.read_text(encoding="utf-8")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the tests on PostgreSQL, leave out what has no office's database, or is about SQLite alone."""
    for item in items:
        for mark in _FEW:
            if item.get_closest_marker(mark) and not names_mark(item.path, mark):
                raise pytest.UsageError(f"{item.nodeid} has the mark `{mark}`, which its file does not name")
    if SERVER not in os.environ:
        return
    asked = [item for item in items if "office_on_server" in getattr(item, "fixturenames", ())]
    asked = [item for item in asked if not item.get_closest_marker("sqlite")]
    asked += [item for item in items if item.get_closest_marker("postgresql") and item not in asked]
    config.hook.pytest_deselected(items=[item for item in items if item not in asked])
    items[:] = asked


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    return dead_daemon.run_again(item, nextitem)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin each test of the keyring with an unlocked one."""
    if "ANUMODON_TEST_KEYRING" in os.environ and item.get_closest_marker("keyring"):
        keyring_faults.unlock_if_locked()


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Once a test ran a job of the window, only the GUI thread collects, which is this one."""
    yield
    if gc.isenabled():
        return
    full = gc.get_count()[2] > _FULL_AFTER
    gc.collect(2 if full else 1)
    if full:
        gc.freeze()  # what has outlived so many tests (the rule pack) need not be searched again


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, in place of which it stands, with more patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def office_folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The data folder of a desk of each of `OFFICES`, set up where there is no keyring, to be copied."""
    made = _OfficeFolders()
    made.place = tmp_path_factory.mktemp("offices")
    return made


class _OfficeFolders(dict[str, Path]):
    """Made when the first test wants one."""

    place: Path

    def __missing__(self, name: str) -> Path:
        self[name] = self.place / name
        desk = open_desk(self[name])
        set_up(desk, office_form(OFFICES[name]))
        close_without_id(desk)
        return self[name]


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a desk that nobody used yet and that has no name of its own, to be copied."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    close_without_id(open_desk(folder))
    return folder


@pytest.fixture(scope="session")
def _shared_office() -> Iterator[Emptier | None]:
    """This process's database on the server that `tests.helpers.postgresql` started for it, if it did."""
    if SERVER not in os.environ:
        yield None
        return
    with running_server() as server, closing(Emptier(server, server.new_office())) as office:
        with keep_connections(office.address.database):
            yield office
        server.drop(office.address)


@pytest.fixture
def office_on_server(request: pytest.FixtureRequest, _shared_office: Emptier | None) -> OfficeAddress | None:
    """An empty database on that server, None where desks keep their office in their folder."""
    if _shared_office is None:
        if request.node.get_closest_marker("postgresql"):
            pytest.skip("needs the server that `make postgresql` starts")
        return None
    _shared_office.empty(staying=KEPT.processes())
    return _shared_office.address


@pytest.fixture
def desk(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    empty_folder: Path,
    office_folders: Mapping[str, Path],
    office_on_server: OfficeAddress | None,
) -> Iterator[Desk]:
    """A new, empty desk; or one whose office is set up, where the test asks for an office besides."""
    asked = next((name for name in OFFICES if name in request.fixturenames), "")
    made_so = office_on_server is None and os.environ.get("PYTHON_KEYRING_BACKEND") == NO_KEYRING
    folder = office_folders[asked] if asked and made_so else empty_folder
    desk = open_desk(Path(shutil.copytree(folder, tmp_path / "data")), str(office_on_server or ""))
    yield desk
    desk.close()


@pytest.fixture
def office_of_one(desk: Desk) -> dict[str, int]:
    """An office where one moderator decides; the ids of its members by name."""
    return set_up_office(desk, OFFICES["office_of_one"])


@pytest.fixture
def team(desk: Desk) -> dict[str, int]:
    """A team of three who decide, and a drafter; the ids by name."""
    return set_up_office(desk, OFFICES["team"])
