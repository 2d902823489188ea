"""An office moved from its folder to a server and back: one record, proven at each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.models.engines.address import OfficeAddress
from app.models.tables import RECORDED, Event
from app.models.transaction import current
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role, State
from app.services.posts import archive, intake, queue, review
from app.services.program import carrying, moving
from app.services.program.moving import move
from app.services.record import tree
from app.services.record.audit import audit
from app.services.record.continuing import to_settle
from app.services.record.tree import roots
from app.services.retention.former_places import former_places
from app.work import Work
from tests.helpers.postgresql import running_server
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import APPEAL, write
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql
REASON = "দুই কক্ষে কাজ হবে"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    with memory_keyring():
        desk = open_desk(tmp_path / "here")
        yield desk
        desk.close()


@pytest.fixture
def me(here: Desk) -> int:
    me = set_up_office(here, [("Rahima", Role.MODERATOR)])["Rahima"]
    for images in (0, 1):
        draft = write(here, me, f"ভূমি মেলা {images}", images=images)
        review.approve(here, draft.id, draft.version.digest, me)
    review.reject(here, write(here, me, APPEAL).id, "দলীয় আহ্বান", me)
    return me


def rows(desk: Desk) -> dict[str, list[dict[str, object]]]:
    with desk.store.read():
        return {table.__name__: list(table.select().order_by(table.id).dicts()) for table in RECORDED}


def digests(desk: Desk) -> list[str]:
    return [queue.draft(desk, id_).version.digest for id_ in sorted(queue.ids(desk, None))]


def test_to_the_server_and_back_everything_is_as_it_was(
    here: Desk, me: int, office_on_server: OfficeAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_AT_ONCE", 2)  # so that three drafts are made findable in turns
    archive.export(here, tmp_path / "before.zip", work=Work())
    told, approved, kept = rows(here), digests(here), here.blobs.names()
    report = move(here, str(office_on_server), REASON, me, work=Work())
    assert (report.problems, report.files) == (0, len(kept))
    folder = str(here.folder.database)
    assert (report.left, report.joined) == (folder, True)
    assert refused(write, here, me) == "record.moved"
    [gone] = audit(here, Work()).problems
    assert (gone.kind, gone.detail) == ("moved", report.where), "it goes on elsewhere"
    with closing(open_desk(here.folder.path)) as there:
        assert there.shares_office
        assert (rows(there), digests(there), there.blobs.names()) == (told, approved, kept)
        assert audit(there, Work(), against=tmp_path / "before.zip").problems == ()
        assert queue.ids(there, None, "ভূমি") == queue.ids(here, None, "ভূমি") != []
        write(there, me, "নতুন নোটিশ")
        later = rows(there)
        back = move(there, str(tmp_path / "back"), REASON, me, work=Work())
        assert (back.problems, back.where) == (0, str(tmp_path / "back"))
        assert (back.left, back.joined) == (there.store.name, False)
        assert former_places(there) == (folder,)
        assert refused(write, there, me) == "record.moved"
    with closing(open_desk(here.folder.path)) as left:
        assert refused(write, left, me) == "record.moved", "and nobody is asked to settle that it is behind"
        assert to_settle(left) is None
        [gone] = audit(left, Work()).problems
        assert (gone.kind, gone.detail) == ("moved", back.where)
    with closing(open_desk(tmp_path / "back")) as again:
        assert not again.shares_office
        assert former_places(again) == (folder, back.left), "no order of destruction reaches them"
        assert rows(again) == later
        assert again.blobs.names() == kept
        found = audit(again, Work(), against=tmp_path / "before.zip")
        assert found.problems == ()
        assert found.signed
        draft = write(again, me, "ফিরে আসার পরে")
        review.approve(again, draft.id, draft.version.digest, me)
        assert queue.counts(again)[State.APPROVED] == 3
        assert audit(again, Work()).ok


def test_many_files_go_in_one_transaction_and_a_move_that_was_stopped_goes_on(
    here: Desk, me: int, office_on_server: OfficeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_FILES", 10)
    for number in range(25 - len(here.blobs.names())):
        here.blobs.put(b"picture %d" % number)
    names = here.blobs.names()
    address = str(office_on_server)
    stopped = (
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.sha256 ="
        f" '{names[15]}' THEN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW;"
        " END $$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON kept_piece FOR EACH ROW EXECUTE FUNCTION full_disk()",
    )
    kept = "SELECT COUNT(*), COUNT(DISTINCT xmin::text) FROM kept_piece"
    with running_server() as server, server.connected(office_on_server.database) as database:
        for statement in stopped:
            database.execute(statement)
        try:
            assert (
                refused(move, here, str(office_on_server), REASON, me, work=Work()) == "database.server_full"
            )
        finally:
            database.execute("DROP FUNCTION full_disk CASCADE")
        assert database.execute(kept).fetchone() == (10, 1), "the first ten, together"
        assert move(here, address, REASON, me, work=Work()).files == 25
        assert database.execute(kept).fetchone() == (25, 3)
    with closing(open_desk(here.folder.path)) as there:
        assert there.blobs.names() == names
        for name in names:
            there.blobs.prove(name)


def test_a_move_tells_how_far_it_is_and_stops_when_asked(
    here: Desk, me: int, office_on_server: OfficeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_AT_ONCE", 1)
    monkeypatch.setattr(tree, "_TOLD", 1)
    told: list[int] = []
    stopped = Work(
        lambda done, total: (told.append(100 * done // total), told[-1] >= 40 and stopped.cancel())
    )
    with pytest.raises(Cancelled):
        move(here, str(office_on_server), REASON, me, work=stopped)
    assert told[-1] < 70
    write(here, me, "এখানেই কাজ চলছে")
    told.clear()
    assert move(here, str(office_on_server), REASON, me, work=Work(lambda done, _: told.append(done))).files
    assert told == sorted(told)
    findable = {done for done in told if 5720 <= done < 6620}
    assert len(findable) >= 3, "with each of the drafts made findable, too"
    proven = [{done for done in told if first < done < last} for first, last in ((2800, 3200), (6800, 7200))]
    assert all(proven), "and while the events are read that prove the copy, at both places"


def test_a_move_to_a_folder_that_was_stopped_goes_on_in_the_same_folder(
    here: Desk, me: int, tmp_path: Path
) -> None:
    stopped = Work(lambda done, total: stopped.cancel() if 100 * done // total >= 50 else None)
    with pytest.raises(Cancelled):
        move(here, str(tmp_path / "there"), REASON, me, work=stopped)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "moving").write_text("another desk's")
    assert refused(move, here, str(tmp_path / "kept"), REASON, me, work=Work()) == "move.not_empty"
    move(here, str(tmp_path / "there"), REASON, me, work=Work())
    assert not (tmp_path / "there" / "moving").exists()
    with closing(open_desk(tmp_path / "there")) as there:
        write(there, me)
        assert audit(there, Work()).ok
        assert refused(move, there, str(here.folder.path), REASON, me, work=Work()) == "move.not_empty"


def test_no_file_goes_to_a_place_that_turns_out_to_be_taken(
    here: Desk, me: int, office_on_server: OfficeAddress, tmp_path: Path
) -> None:
    address = str(office_on_server)
    with closing(open_desk(tmp_path / "other", address)) as other:
        set_up_office(other, [("Karim", Role.MODERATOR)])
        assert refused(move, here, address, REASON, me, work=Work()) == "move.not_empty"
        assert other.blobs.names() == []


def test_an_office_does_not_move_to_where_it_is(here: Desk, me: int, office_on_server: OfficeAddress) -> None:
    move(here, str(office_on_server), REASON, me, work=Work())
    with closing(open_desk(here.folder.path)) as there:
        assert refused(move, there, str(office_on_server), REASON, me, work=Work()) == "move.not_empty"
        assert refused(move, there, str(here.folder.path), REASON, me, work=Work()) == "move.not_empty"


def test_a_server_waits_for_what_is_done_elsewhere_before_the_office_leaves_it(
    office_on_server: OfficeAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends a desk's transaction that asks nothing for a minute: the audit of a large copy takes longer.

    And so does proving the files of an office that comes to it.
    """
    limits: list[object] = []

    def seen(counts: Sequence[int], work: Work) -> object:
        if current().engine.shared:
            limits.append(current().row("SHOW idle_in_transaction_session_timeout"))
        return roots(counts, work)

    monkeypatch.setattr(moving, "roots", seen)
    with memory_keyring(), running_server() as server:
        with closing(open_desk(tmp_path / "desk", str(office_on_server))) as desk:
            me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
            move(desk, str(tmp_path / "folder"), REASON, me, work=Work())
            with desk.store.write() as transaction:
                limits.append(transaction.row("SHOW idle_in_transaction_session_timeout"))
        other = server.new_office()
        with closing(open_desk(tmp_path / "folder")) as desk:
            move(desk, str(other), REASON, me, work=Work())
        server.drop(other)
    assert limits == [("0",), ("1min",), ("0",)]


def test_what_is_not_empty_or_not_allowed_moves_nothing(
    here: Desk, me: int, office_on_server: OfficeAddress, tmp_path: Path
) -> None:
    with here.store.read():
        events = Event.select().count()
    address = str(office_on_server)
    assert refused(move, here, address, " ", me, work=Work()) == "review.reason_missing"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    assert refused(move, here, str(tmp_path / "full"), REASON, me, work=Work()) == "move.not_empty"
    with closing(open_desk(tmp_path / "other", address)) as other:
        set_up_office(other, [("Karim", Role.MODERATOR)])
    assert refused(move, here, address, REASON, me, work=Work()) == "move.not_empty"
    with here.store.read():
        assert Event.select().count() == events
    write(here, me)
    assert audit(here, Work()).ok
