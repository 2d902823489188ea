"""A move killed behind each of its commits: there are never two offices, and the same move ends it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import Refusal
from app.models.engines.address import OfficeAddress
from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.posts import queue
from app.services.program.doctor import examine_quickly
from app.services.program.moving import move, stay
from app.services.record.audit import audit
from app.services.record.end import MOVED
from app.services.record.ledger import ARRIVED
from app.work import Work
from tests.helpers.killed_desk import desk_with_keys
from tests.helpers.postgresql import running_server
from tests.helpers.sample_office import set_up_office
from tests.services.posts import write
from tests.services.refusals import refused

REASON = "দুই কক্ষে কাজ হবে"
COPIED, LEFT, THERE = (MOVED, "to"), (MOVED, "from"), (ARRIVED, "to")  # the commits of a move, in order


class Office:
    """An office of one in a folder, with two posts, whose keyring is a file."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.keys = tmp_path / "here", tmp_path / "keys"
        with self.open(self.folder) as desk:
            self.me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
            self.posts = {write(desk, self.me, f"ভূমি মেলা {n}", images=n).id for n in (0, 1)}

    @contextmanager
    def open(self, folder: Path, office: str = "") -> Iterator[Desk]:
        with desk_with_keys(folder, office, self.keys) as desk:
            yield desk

    def killed(self, to: str, commit: tuple[str, str]) -> None:
        command = [sys.executable, "-m", "tests.helpers.killed_move", str(self.folder), to, str(self.me)]
        done = subprocess.run([*command, str(self.keys), *commit], check=False, stderr=subprocess.PIPE)
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()

    def moved(self, to: str) -> None:
        with self.open(self.folder) as desk:
            report = move(desk, to, REASON, self.me, work=Work())
            assert report.problems == 0

    def is_at(self, folder: Path, office: str = "") -> bool:
        """Whether a post can be written there."""
        with self.open(folder, office) as desk:
            try:
                post = write(desk, self.me)
            except Refusal as refusal:
                assert refusal.key in ("record.moved", "record.arriving")
                return False
            assert set(queue.ids(desk, None)) >= self.posts
            assert audit(desk, Work()).problems == ()
            self.posts.add(post.id)
            return True


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize("commit", [COPIED, LEFT, THERE], ids=["copied", "left", "there"])
def test_a_move_to_a_folder_that_was_killed_leaves_one_office(
    office: Office, tmp_path: Path, commit: tuple[str, str]
) -> None:
    there = tmp_path / "there"
    office.killed(str(there), commit)
    assert (office.is_at(office.folder), office.is_at(there)) == (commit is COPIED, commit is THERE)
    office.moved(str(there))
    assert (office.is_at(office.folder), office.is_at(there)) == (False, True)


def test_a_folder_where_the_office_works_already_is_never_emptied(office: Office, tmp_path: Path) -> None:
    there = tmp_path / "there"
    office.killed(str(there), THERE)
    with office.open(there) as desk:
        write(desk, office.me)
        again = str(tmp_path / "elsewhere")
        move(desk, again, REASON, office.me, work=Work())
    with office.open(Path(again)) as desk:
        assert refused(move, desk, str(there), REASON, office.me, work=Work()) == "move.not_empty"


def test_what_a_move_left_half_done_is_finished_there_and_nowhere_else(
    office: Office, tmp_path: Path
) -> None:
    office.killed(str(tmp_path / "there"), LEFT)
    with office.open(office.folder) as desk:
        elsewhere = str(tmp_path / "elsewhere")
        assert refused(move, desk, elsewhere, REASON, office.me, work=Work()) == "record.moved"
        assert not (tmp_path / "elsewhere").exists()
    with office.open(tmp_path / "there") as desk:
        assert refused(write, desk, office.me) == "record.arriving"
    office.moved(str(tmp_path / "there"))


def test_an_office_that_stays_is_told_of_no_move_once_nothing_of_it_lies_there(
    office: Office, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    with office.open(office.folder) as desk:
        assert refused(stay, desk, office.me) == "move.none"
    office.killed(str(there), COPIED)
    with office.open(office.folder) as desk:
        assert refused(stay, desk, office.me) == "move.still_there"
        shutil.rmtree(there)
        assert [one.ok for one in examine_quickly(desk, Work()) if one.key == "move"] == [False]
        assert stay(desk, office.me) == str(there)
        assert [one.ok for one in examine_quickly(desk, Work()) if one.key == "move"] == [True]
    office.killed(str(there), LEFT)
    with office.open(office.folder) as desk:
        assert refused(stay, desk, office.me) == "record.moved", "it has left"


@pytest.mark.postgresql
@pytest.mark.parametrize("commit", [LEFT, THERE], ids=["left", "there"])
def test_a_move_to_a_server_that_was_killed_leaves_one_office(
    office: Office, office_on_server: OfficeAddress, commit: tuple[str, str]
) -> None:
    address = str(office_on_server)
    office.killed(address, commit)
    other = office.folder.parent / "other"
    assert not office.is_at(office.folder)
    office.moved(address)
    assert office.is_at(office.folder), "which works for the office on the server from now on"
    with office.open(other, address) as desk:
        assert office.posts == set(queue.ids(desk, None))


@pytest.mark.postgresql
def test_a_copy_on_a_server_that_did_not_count_is_told_and_the_office_stays(
    office: Office, office_on_server: OfficeAddress
) -> None:
    office.killed(str(office_on_server), COPIED)
    assert office.is_at(office.folder)
    with office.open(office.folder) as desk:
        again = refused(move, desk, str(office_on_server), REASON, office.me, work=Work())
        assert again == "move.stopped_there"
        told = [one.params for one in examine_quickly(desk, Work()) if one.key == "move"]
        assert told == [{"where": str(office_on_server)}], "that pieces of the office may lie there"
        with running_server() as server:
            other = server.new_office()
            move(desk, str(other), REASON, office.me, work=Work())
        assert [one.ok for one in examine_quickly(desk, Work()) if one.key == "move"] == [True]
    assert office.is_at(office.folder)


@pytest.mark.postgresql
def test_an_office_that_stays_on_its_server_or_was_to_go_there_is_told_of_no_move(
    office: Office, office_on_server: OfficeAddress
) -> None:
    back = office.folder.parent / "back"
    office.killed(str(office_on_server), COPIED)
    with office.open(office.folder) as desk:
        assert office_on_server.database in stay(desk, office.me), (
            "what lies on a server is not seen from here"
        )
        assert refused(stay, desk, office.me) == "move.none"
        assert [one.ok for one in examine_quickly(desk, Work()) if one.key == "move"] == [True]
    with running_server() as server:
        office.moved(str(server.new_office()))  # in the other lies what was cut off
    office.killed(str(back), COPIED)
    with office.open(office.folder) as desk:
        assert [one.ok for one in examine_quickly(desk, Work()) if one.key == "move"] == [False]
        assert refused(stay, desk, office.me) == "move.still_there"
        shutil.rmtree(back)
        assert stay(desk, office.me) == str(back)
        assert [one.ok for one in examine_quickly(desk, Work()) if one.key == "move"] == [True]
    assert office.is_at(office.folder)
