"""Leases for checks: of several desks one alone checks a version, and a desk that dies keeps nobody waiting.

The desks are processes of their own, on a real server; on SQLite they are windows and commands of one folder.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from app.errors import Refusal
from app.models.engines.address import OfficeAddress
from app.models.tables import CheckLease, CheckRun
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.base.enums import CheckState
from app.services.checking import draft_checks, leases
from app.services.posts import intake, queue
from app.services.record.audit import audit
from app.work import Work
from tests.services.by_hand import changed
from tests.services.posts import form

# Checks a draft, and waits for a word in the middle of it.
CHECKER = """
import sys
from pathlib import Path
from app.services.base.desk import open_desk
from app.services.checking import draft_checks, leases
from app.work import Work
folder, office, seconds, draft = sys.argv[1:]
leases.SECONDS = float(seconds)
desk = open_desk(Path(folder), office)
def step(done, total):
    if done == 0:
        print("under way", flush=True)
        sys.stdin.readline()
print("whole" if draft_checks.check_waiting(desk, int(draft), Work(step)) else "elsewhere", flush=True)
desk.close()
"""


@pytest.fixture
def draft_id(desk: Desk, office_of_one: dict[str, int]) -> int:
    return intake.compose(desk, form(), office_of_one["Rahima"])


@contextmanager
def checking(desk: Desk, office: OfficeAddress | None, draft_id: int, seconds: float) -> Iterator[Checking]:
    """Another process in the middle of a check of that draft, with a lease of so many seconds."""
    folder = desk.folder.path.with_name("elsewhere") if office is not None else desk.folder.path
    arguments = [str(folder), str(office or ""), str(seconds), str(draft_id)]
    with Checking([sys.executable, "-c", CHECKER, *arguments]) as other:
        try:
            assert other.said() == "under way"
            yield other
        finally:
            other.kill()


class Checking(subprocess.Popen[str]):
    def __init__(self, command: list[str]) -> None:
        super().__init__(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def said(self) -> str:
        assert self.stdout is not None
        return self.stdout.readline().strip()

    def stop_between_writes(self, desk: Desk) -> None:
        """Have it stand still, but not while it has the writer's turn: it renews its lease now and then."""
        while True:
            self.send_signal(signal.SIGSTOP)
            try:
                with desk.store.write():
                    return
            except Refusal:
                self.send_signal(signal.SIGCONT)

    def go_on(self) -> None:
        assert self.stdin is not None
        self.stdin.write("\n")
        self.stdin.flush()


def runs(desk: Desk) -> int:
    with desk.store.read():
        return int(CheckRun.select().count())


def held(desk: Desk) -> list[CheckLease]:
    with desk.store.read():
        return list(CheckLease.select())


def test_one_desk_alone_checks_a_version(
    desk: Desk, office_on_server: OfficeAddress | None, draft_id: int
) -> None:
    with checking(desk, office_on_server, draft_id, 60) as other:
        (lease,) = held(desk)
        assert (lease.desk == desk.keys.desk) == (office_on_server is None)
        assert not draft_checks.check_waiting(desk, draft_id, Work())
        assert draft_checks.waiting(desk) == [draft_id]
        told: list[int] = []

        def waiting(done: int, _total: int) -> None:
            if not told:
                other.go_on()
            told.append(done)

        draft_checks.check_draft(desk, draft_id, Work(waiting))
        assert told, "it waits for what is under way"
        assert other.said() == "whole"
    assert runs(desk) == 1
    assert held(desk) == []
    assert draft_checks.check_waiting(desk, draft_id, Work()), "nothing is left to do"
    assert runs(desk) == 1
    assert audit(desk, Work()).ok


def test_a_desk_killed_in_the_middle_keeps_nobody_waiting_for_longer_than_its_lease(
    desk: Desk, office_on_server: OfficeAddress | None, draft_id: int
) -> None:
    with checking(desk, office_on_server, draft_id, 1.5) as other:
        other.kill()  # -9
        other.wait()
        assert len(held(desk)) == 1
        draft_checks.check_draft(desk, draft_id, Work())
    assert queue.draft(desk, draft_id).checks.state is CheckState.DONE
    assert (runs(desk), held(desk)) == (1, [])
    assert audit(desk, Work()).ok


def test_who_lost_the_lease_meanwhile_writes_nothing(
    desk: Desk, office_on_server: OfficeAddress | None, draft_id: int
) -> None:
    """A laptop that is closed for a while: it wakes up and ends its check, which another desk has done."""
    with checking(desk, office_on_server, draft_id, 1) as other:
        other.stop_between_writes(desk)
        draft_checks.check_draft(desk, draft_id, Work())
        assert runs(desk) == 1
        other.send_signal(signal.SIGCONT)
        other.go_on()
        assert other.said() == "whole"
    assert (runs(desk), held(desk)) == (1, [])
    assert audit(desk, Work()).ok


def test_a_long_check_keeps_its_lease(desk: Desk, draft_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_RENEWALS", 600)  # ten a second: a busy machine may miss many
    with desk.store.read():
        version = queue.draft(desk, draft_id).version.id
    with leases.held(desk, version) as lease:
        assert lease is not None
        first = held(desk)[0].until
        while held(desk)[0].until <= first:
            pass
        with leases.held(desk, version) as second:
            assert second is None
    assert held(desk) == []


def test_a_desk_that_can_record_nothing_takes_no_work(desk: Desk, draft_id: int) -> None:
    version = queue.draft(desk, draft_id).version.id
    changed(desk, "UPDATE event SET kind = 'draft.invented' WHERE id = (SELECT max(id) FROM event)")
    with pytest.raises(Refusal) as broken, leases.held(desk, version):
        pytest.fail("a check was begun which could not be handed in")
    assert broken.value.key == "record.broken"
    assert held(desk) == []


def test_a_lease_put_there_by_hand_keeps_nobody_from_working(desk: Desk, draft_id: int) -> None:
    version = queue.draft(desk, draft_id).version.id
    with desk.store.write():
        CheckLease.create(version=version, token="x", desk="y", until="2099-01-01T00:00:00.000000Z")
    assert draft_checks.check_waiting(desk, draft_id, Work())
    assert runs(desk) == 1


def test_a_lease_longer_than_any_of_ours_keeps_nobody_from_checking(desk: Desk, draft_id: int) -> None:
    version = queue.draft(desk, draft_id).version.id

    def put_by_hand(lasts: float) -> None:
        with desk.store.write() as transaction:
            CheckLease.delete().execute()
            until = stamp(transaction.clock() + timedelta(seconds=lasts))
            CheckLease.create(version=version, token="x", desk="another", until=until)

    put_by_hand(1.5 * leases.SECONDS)
    with leases.held(desk, version) as lease:
        assert lease is None, "another desk has it"
    put_by_hand(3 * leases.SECONDS)
    with leases.held(desk, version) as lease:
        assert lease is not None
