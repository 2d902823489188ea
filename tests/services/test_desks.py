"""Several desks of one office on a server: each signs for itself, and nobody signs who was not let in."""

from __future__ import annotations

import select
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.archive.types import Whose
from app.errors import Refusal
from app.models.engines.address import OfficeAddress
from app.models.tables import DeskRequest, Event
from app.services.base.clock import stamp
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role, State
from app.services.posts import archive, queue, review, verifying
from app.services.record import continuing, desks, end, news
from app.services.record.audit import audit
from app.services.record.office_key import replace_key
from app.services.record.views import AuditReport
from app.work import Work
from tests.helpers.postgresql import running_server
from tests.helpers.sample_office import set_up_office
from tests.services.by_hand import by_hand, changed
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql
REASON = "দ্বিতীয় কক্ষের কম্পিউটার"


@pytest.fixture
def opened(tmp_path: Path, office_on_server: OfficeAddress | None) -> Iterator[Callable[[str], Desk]]:
    """Opens a desk of that name on the one office, with a folder and a key of its own."""
    assert office_on_server is not None
    with memory_keyring(), ExitStack() as stack:

        def open_(name: str) -> Desk:
            desk = open_desk(tmp_path / name, str(office_on_server))
            stack.callback(desk.close)
            return desk

        yield open_


@pytest.fixture
def first(opened: Callable[[str], Desk]) -> Desk:
    return opened("first")


@pytest.fixture
def me(first: Desk) -> int:
    return set_up_office(first, [("Rahima", Role.MODERATOR)])["Rahima"]


@pytest.fixture
def second(opened: Callable[[str], Desk], first: Desk, me: int) -> Desk:
    """Another desk, let in."""
    desk = opened("second")
    asked = desks.introduce(desk)
    assert asked is not None
    assert (asked.waits, asked.here) == (True, True)
    let_in = desks.let_in(first, asked.written, REASON, me)
    assert (let_in.fingerprint, let_in.waits) == (asked.fingerprint, False)
    return desk


def kinds(report: AuditReport) -> set[str]:
    return {problem.kind for problem in report.problems}


def keys_of_events(desk: Desk) -> list[str]:
    with desk.store.read():
        return [row.key for row in Event.select().order_by(Event.id)]


def test_both_sign_each_for_itself_and_the_audit_knows_them_all(first: Desk, second: Desk, me: int) -> None:
    for number in range(3):
        for desk in (first, second):
            draft = write(desk, me, f"নোটিশ {number}: ভূমি মেলা")
            review.approve(desk, draft.id, draft.version.digest, me)
    assert len(set(keys_of_events(first))) == 2
    for desk in (first, second):
        report = audit(desk, Work())
        assert report.problems == ()
        assert report.signed
        assert [note.kind for note in report.notes] == ["key_joined"]
        assert len(queue.ids(desk, State.APPROVED)) == 6
        assert [(each.waits, each.here) for each in desks.desks(desk)] == [
            (False, desk is first),
            (False, desk is second),
        ]


def test_a_desk_that_knows_no_record_is_told_of_every_desks_key(
    first: Desk, second: Desk, opened: Callable[[str], Desk]
) -> None:
    third = opened("third")
    [note] = [note for note in audit(third, Work()).notes if note.kind.startswith("anchor_")]
    assert note.kind == "anchor_unknown_keys"
    assert set(note.reason.split(" · ")) == {desk.written for desk in desks.desks(first)}


def test_an_archive_of_any_desk_is_the_offices(first: Desk, second: Desk, me: int, tmp_path: Path) -> None:
    """For whoever knows the first desk's key: it let the second in, and the archive proves that."""
    draft = write(second, me)
    review.approve(second, draft.id, draft.version.digest, me)
    archive.export(second, tmp_path / "archive", by=me, work=Work())
    known = keys_of_events(first)[0]
    found = verifying.verify(tmp_path / "archive", Work(), expected_key=known)
    assert (found.ok, found.whose) == (True, Whose.FOLLOWS), found.problems
    assert found.followed is not None
    assert found.followed.joined
    assert [one.kind for one in found.breaks] == ["key_joined"]
    desks.end(first, found.fingerprint, "বিক্রি হয়েছে", me)
    archive.export(first, tmp_path / "later", by=me, work=Work())
    later = verifying.verify(tmp_path / "later", Work(), expected_key=known)
    assert (later.whose, [one.kind for one in later.breaks]) == (Whose.EXPECTED, ["key_joined", "key_ended"])


def test_who_is_not_let_in_reads_everything_and_records_nothing(
    first: Desk, opened: Callable[[str], Desk], me: int
) -> None:
    draft = write(first, me)
    stranger = opened("stranger")
    assert queue.draft(stranger, draft.id).version.text == draft.version.text
    assert refused(write, stranger, me) == "record.desk_waits"
    asked = desks.introduce(stranger)
    assert asked is not None
    assert refused(desks.let_in, stranger, asked.fingerprint, REASON, me) == "record.desk_waits"
    assert refused(desks.let_in, first, asked.fingerprint, " ", me) == "review.reason_missing"
    assert refused(desks.let_in, first, asked.fingerprint[:15], REASON, me) == "desk.none_so_named"
    assert audit(first, Work()).ok
    assert audit(stranger, Work()).ok


def test_a_request_for_a_key_that_nobody_holds_is_not_shown(
    first: Desk, opened: Callable[[str], Desk], me: int
) -> None:
    """Somebody puts a row there, or changes the key in one: only its own key can have consented."""
    write(first, me)
    asked = desks.introduce(opened("stranger"))
    assert asked is not None
    with first.store.write():
        DeskRequest.update(fingerprint="f" * 64).execute()
    assert all(not each.waits for each in desks.desks(first))
    with first.store.write():
        DeskRequest.update(fingerprint=asked.fingerprint, consent="").execute()
    assert refused(desks.let_in, first, asked.fingerprint, REASON, me) == "desk.none_so_named"


def test_an_ended_desk_signs_no_more_and_can_be_let_in_again(first: Desk, second: Desk, me: int) -> None:
    draft = write(second, me)
    ended = desks.desks(second)[1].fingerprint
    desks.end(first, ended[:20], "ল্যাপটপ হারিয়েছে", me)
    assert refused(review.approve, second, draft.id, draft.version.digest, me) == "record.desk_ended"
    assert refused(desks.end, first, desks.desks(first)[0].fingerprint, REASON, me) == "desk.only_one"
    review.approve(first, draft.id, draft.version.digest, me)
    report = audit(first, Work())
    assert report.problems == ()
    assert [note.kind for note in report.notes] == ["key_joined", "key_ended"]
    desks.introduce(second)
    desks.let_in(first, ended, "পাওয়া গেছে", me)
    write(second, me)
    assert audit(second, Work()).problems == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET key = (SELECT key FROM event WHERE id = 1) WHERE id = (SELECT max(id) FROM event)",
        "UPDATE event SET signature = (SELECT signature FROM event WHERE id = 1)"
        " WHERE id = (SELECT max(id) FROM event)",
        'UPDATE event SET body = replace(body, \'"consent":"\', \'"consent":"A\')'
        " WHERE kind = 'key.joined'",
        "UPDATE event SET kind = 'key.made' WHERE kind = 'key.joined'",
        "UPDATE event SET kind = 'key.lost' WHERE kind = 'key.joined'",
        "UPDATE event SET signature = '', key = '' WHERE kind = 'key.joined'",
    ],
)
def test_a_desk_cannot_write_in_anothers_name(first: Desk, second: Desk, me: int, statement: str) -> None:
    draft = write(second, me)
    review.approve(second, draft.id, draft.version.digest, me)
    changed(first, statement)
    for desk in (first, second):
        assert kinds(audit(desk, Work())) & {"edited", "bad_signature", "broken_link", "foreign_key"}
        assert refused(write, desk, me) == "record.broken"


def test_keys_that_sign_themselves_in_end_all_others_so_that_each_desk_notices(
    first: Desk, opened: Callable[[str], Desk], me: int
) -> None:
    """A stranger with the database adds events that fit and a key of their own, as after a loss."""
    write(first, me)
    thief = opened("thief")
    with thief.store.read():
        pass
    assert refused(continuing.settle, thief, REASON, me) == "record.sound"
    continuing.settle(thief, REASON, me, desks_lost=True)
    write(thief, me)
    assert refused(write, first, me) == "record.desk_ended"
    assert "foreign_key" in kinds(audit(first, Work()))
    assert {note.kind for note in audit(thief, Work()).notes} == {"key_lost"}


def test_an_event_that_let_a_desk_in_and_was_damaged_is_gone_on_from(
    first: Desk, second: Desk, me: int
) -> None:
    write(second, me)
    with by_hand(first) as hand:
        hand.execute("UPDATE event SET member_name = 'X' WHERE kind = 'key.joined'")
    assert refused(write, first, me) == "record.broken"
    continuing.settle(first, "সার্ভারের ডিস্ক বদলেছে", me)
    write(first, me)
    assert refused(write, second, me) == "record.desk_waits"
    asked = desks.introduce(second)
    assert asked is not None
    desks.let_in(first, asked.fingerprint, REASON, me)
    write(second, me)
    write(first, me)


def test_a_replaced_key_takes_its_own_desks_place_alone(first: Desk, second: Desk, me: int) -> None:
    before = {each.fingerprint for each in desks.desks(first)}
    replace_key(second, "প্রতি বছর বদলানো হয়", me)
    after = {each.fingerprint for each in desks.desks(first)}
    assert len(before & after) == 1
    for desk in (first, second):
        write(desk, me)
        assert audit(desk, Work()).problems == ()


def test_an_image_is_read_at_every_desk_and_its_copy_there_is_only_for_speed(
    first: Desk, second: Desk, me: int
) -> None:
    draft = write(first, me, images=1)
    sha256 = draft.version.attachments[0].sha256
    copy = second.folder.blobs / sha256[:2] / sha256
    assert not copy.exists()
    data = second.blobs.read(sha256)
    assert data == first.blobs.read(sha256) == copy.read_bytes()
    copy.write_bytes(b"other")
    assert second.blobs.read(sha256) == data == copy.read_bytes()
    large = bytes(range(256)) * 12_345
    kept = first.blobs.put(large)
    assert second.blobs.put(large) == kept
    copy = second.folder.blobs / kept[:2] / kept
    copy.unlink()
    assert second.blobs.read(kept) == large
    second.blobs.prove(kept)
    with by_hand(first) as hand:
        hand.execute("DELETE FROM kept_piece WHERE sha256 = ? AND number = 1", (kept,))
    assert refused(second.blobs.prove, kept) == "blobs.missing"
    assert audit(first, Work()).ok


def test_a_colleagues_decision_is_heard_of_at_once_and_ones_own_is_not(
    first: Desk, second: Desk, me: int
) -> None:
    draft = write(first, me)
    listener = news.listening(second)
    assert listener is not None
    with closing(listener):
        assert listener.heard() == []
        review.reject(first, draft.id, "পুরোনো", me)
        ready, _, _ = select.select([listener], [], [], 20)
        assert ready
        (heard,) = listener.heard()
        told = news.with_details(second, heard)
        assert (told.member, told.draft, told.verdict, told.of_drafts) == ("Rahima", draft.id, "reject", True)
        write(second, me)
        assert listener.heard() == []
        with first.store.read() as transaction:
            office = OfficeAddress.read(transaction.engine.name)
        ended = "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"
        with running_server() as server:
            server.run(
                f"{ended} WHERE datname = current_database() AND pid <> pg_backend_pid()",
                database=office.database,
            )

        def hear_on() -> None:
            while True:  # its last words come first
                select.select([listener], [], [], 20)
                listener.heard()

        assert refused(hear_on) == "database.unreachable"
    assert len(queue.ids(second, None)) == 2, "the desk itself goes on"


def test_of_two_who_decide_at_once_the_second_is_told(first: Desk, second: Desk, me: int) -> None:
    draft = write(first, me)
    same = queue.draft(second, draft.id)
    done: list[str] = []
    barrier = threading.Barrier(2)

    def decide(desk: Desk) -> None:
        barrier.wait()
        try:
            review.reject(desk, same.id, "পুরোনো", me)
            done.append("done")
        except Refusal as refusal:
            done.append(refusal.key)

    threads = [threading.Thread(target=decide, args=(desk,)) for desk in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done)[0] == "done"
    assert sorted(done)[1].startswith("review.")
    assert audit(first, Work()).ok


def test_many_who_write_at_once_make_one_line(first: Desk, second: Desk, me: int) -> None:
    drafts = [write(first, me, f"নোটিশ {number}").id for number in range(4)]

    def mark(desk: Desk) -> None:
        for turn in range(10):
            for draft in drafts:
                review.mark_important(desk, draft, turn % 2 == 0, me)

    threads = [threading.Thread(target=mark, args=(desk,)) for desk in (first, second) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    report = audit(second, Work())
    assert report.problems == ()
    assert report.signed


def test_a_desk_whose_clock_is_wrong_records_nothing_and_harms_nobody(
    first: Desk, second: Desk, me: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(first, me)
    for days in (-1, 1):
        wrong = datetime.now(UTC) + timedelta(days=days)
        with monkeypatch.context() as patch:
            patch.setattr(end, "now", lambda wrong=wrong: stamp(wrong))
            assert refused(review.reject, second, draft.id, "পুরোনো", me) == "record.clock_differs"
            trouble = end.end_trouble(second)
            assert trouble is not None, "it is said before anything is tried"
            assert (trouble.key, trouble.params["n"]) == ("record.clock_differs", 1440)
    review.reject(second, draft.id, "পুরোনো", me)
    assert audit(first, Work()).problems == ()
