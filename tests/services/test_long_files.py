"""Large files to and from the office's server: how far they are, stopped, broken off, no room for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Cancelled, MissingEnvironment, Refusal
from app.models.engines.address import OfficeAddress
from app.models.tables import KeptPiece
from app.services.base import shared_blobs
from app.services.base.desk import Desk, open_desk
from app.services.base.transfers import Transfer
from tests.helpers.postgresql import running_server
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql
MB = 1 << 20
LONG = b"".join(hashlib.sha256(bytes([n])).digest() * (MB // 32) for n in range(12)) + b"end"
NAME = hashlib.sha256(LONG).hexdigest()


@pytest.fixture
def elsewhere(tmp_path: Path, office_on_server: OfficeAddress) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "elsewhere", str(office_on_server))
    yield desk
    desk.close()


class Watcher:
    """Notes how far a desk's files are; may do something in the middle."""

    def __init__(self, desk: Desk) -> None:
        self.steps: list[tuple[bool, int, int]] = []
        self.ended = 0
        self.said: list[Refusal] = []
        self.at: dict[int, object] = {}
        desk.blobs.watch(self._moved, self.said.append)

    def _moved(self, transfer: Transfer) -> None:
        if transfer.ended:
            self.ended += 1
            return
        self.steps.append((transfer.sending, transfer.done // MB, transfer.total // MB))
        act = self.at.pop(transfer.done // MB, None)
        if act == "stop":
            transfer.cancel()
        elif callable(act):
            act()


def pieces(desk: Desk) -> int:
    with desk.store.read():
        return int(KeptPiece.select().count())


def test_it_is_told_how_far_a_long_file_is_and_it_can_be_stopped(desk: Desk, elsewhere: Desk) -> None:
    here, there = Watcher(desk), Watcher(elsewhere)
    here.at[5] = "stop"
    with pytest.raises(Cancelled):
        desk.blobs.put(LONG)
    assert pieces(desk) == 6
    assert desk.blobs.put(LONG) == NAME
    assert pieces(desk) == 13
    assert here.steps[6:] == [(True, done, 12) for done in range(6, 13)], "it goes on where it was"
    there.at[3] = "stop"
    with pytest.raises(Cancelled):
        elsewhere.blobs.read(NAME)
    assert elsewhere.blobs.read(NAME) == LONG
    assert there.steps[3:][0] == (False, 1, 13), "it begins anew"
    assert (here.ended, there.ended) == (2, 2)
    before = len(there.steps)
    assert elsewhere.blobs.read(NAME) == LONG
    assert len(there.steps) == before, "the copy here is read"
    desk.blobs.put(b"small")
    assert here.ended == 2, "nobody is told of what is there at once"


def test_a_connection_that_breaks_in_the_middle_is_waited_for(
    desk: Desk, elsewhere: Desk, office_on_server: OfficeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_blobs, "_PAUSE", 0.1)

    def broken() -> None:
        ended = "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"
        with running_server() as server:
            server.run(
                f"{ended} WHERE datname = current_database() AND pid <> pg_backend_pid()",
                database=office_on_server.database,
            )

    Watcher(desk).at[4] = broken
    assert desk.blobs.put(LONG) == NAME
    Watcher(elsewhere).at[4] = broken
    assert elsewhere.blobs.read(NAME) == LONG


def test_a_full_server_is_said_and_what_was_sent_is_there_when_it_has_room(
    desk: Desk, office_on_server: OfficeAddress
) -> None:
    full = (
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number > 6 THEN"
        " RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON kept_piece FOR EACH ROW EXECUTE FUNCTION full_disk()",
    )
    with running_server() as server:
        server.run(*full, database=office_on_server.database)
        try:
            assert refused(desk.blobs.put, LONG) == "database.server_full"
        finally:
            server.run("DROP FUNCTION full_disk CASCADE", database=office_on_server.database)
    assert pieces(desk) == 7
    assert desk.blobs.put(LONG) == NAME
    desk.blobs.prove(NAME)


def test_a_desk_without_room_reads_from_the_server_and_says_so_once(desk: Desk, elsewhere: Desk) -> None:
    desk.blobs.put(LONG)
    there = Watcher(elsewhere)
    (elsewhere.folder.blobs / NAME[:2]).write_bytes(b"no folder can be made here")
    for _ in range(2):
        assert elsewhere.blobs.read(NAME) == LONG
    (said,) = there.said
    assert isinstance(said, MissingEnvironment)
    assert said.key == "blobs.no_room_here"
