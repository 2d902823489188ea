"""What an order destroys is gone everywhere, nothing else is, and the record stays sound."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

import pytest

from app.archive.redacted import KIND as REDACTED
from app.archive.redacted import OPENINGS
from app.models.tables import DisposalItem, Event, Version
from app.services.base.blobs import Blobs
from app.services.base.desk import Desk
from app.services.base.enums import (
    DisposalState,
    ItemState,
)
from app.services.checking import draft_checks
from app.services.office import retention
from app.services.posts import archive, intake, queue, review
from app.services.posts.redacting import HideWords, redact
from app.services.record.audit import audit
from app.services.record.destroyed import BEGUN, DONE
from app.services.retention import answering, destroying, listing
from app.work import Work
from tests.services.disposals import (
    DESTROY,
    HOLD,
    KEEP,
    MEMO,
    SECRET,
    archived,
    carry_out,
    destroyed,
    old_post,
    ordered,
)
from tests.services.long_ago import long_ago
from tests.services.posts import form, write
from tests.services.refusals import refused


def facts_of(desk: Desk, kind: str) -> dict[str, object]:
    """What the newest event of a kind says besides its rows."""
    with desk.store.read():
        event = Event.select().where(Event.kind == kind).order_by(Event.id.desc()).get()
        return dict(event.body)


def on_disk(desk: Desk, words: str) -> list[str]:
    """The files of the data folder in which these words stand."""
    wanted = (words.encode(), words.encode("utf-16-le"))
    files = [path for path in desk.folder.path.rglob("*") if path.is_file()]
    return [path.name for path in files if any(each in path.read_bytes() for each in wanted)]


def test_what_is_destroyed_is_gone_everywhere_and_the_record_stays_sound(
    desk: Desk, me: int, tmp_path: Path
) -> None:
    draft = old_post(desk, [me], images=2)
    names = [image.sha256 for image in draft.version.attachments]
    shared = write(desk, me, "একই ছবি", images=1)
    id_ = destroyed(desk, me, tmp_path, draft.id)
    [item] = listing.disposal_list(desk, id_).items
    assert item.thumbnail == "", "nothing of its images is shown, also where another post has one"
    assert (item.state, item.text, item.digest) == (ItemState.DESTROYED, "", draft.version.digest)
    assert item.images == (names[1],), "the other image stands in a post that is there"
    assert shared.version.attachments[0].sha256 == names[0]
    assert desk.blobs.read(names[0])
    assert refused(desk.blobs.read, names[1]) == "blobs.missing"
    assert queue.draft(desk, draft.id).version.text == ""
    report = audit(desk, Work())
    assert report.ok, report.problems
    assert [(note.kind, note.reason) for note in report.notes] == [("destroyed", MEMO)]
    assert on_disk(desk, SECRET) == []
    assert refused(archive.export, desk, tmp_path / "later", work=Work()) == "archive.nothing"
    done = listing.disposal_list(desk, id_)
    assert (done.state, done.alone) == (DisposalState.DONE, True)


def test_nothing_is_left_of_an_earlier_wording_nor_by_a_second_order(
    desk: Desk, me: int, tmp_path: Path
) -> None:
    """What moved within the file long before the order has left nothing where it was."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    destroyed(desk, me, tmp_path / "first", old_post(desk, [me], "পুরোনো নোটিশ।").id)
    drafts = [write(desk, me, f"{SECRET} {n}। {'লম্বা লেখা। ' * 300}").id for n in range(4)]
    for n, draft in enumerate(drafts):
        intake.revise(desk, draft, form(f"{SECRET} {n}।"), me)
        draft_checks.check_draft(desk, draft, Work())
        review.approve(desk, draft, queue.draft(desk, draft).version.digest, me)
        long_ago(desk, draft)
    destroyed(desk, me, tmp_path / "second", *drafts, memo=f"{MEMO}-2")
    assert on_disk(desk, SECRET) == []


def test_copies_of_the_database_from_before_an_update_go_too(desk: Desk, me: int, tmp_path: Path) -> None:
    draft = old_post(desk, [me])
    left = desk.folder.backups / "scratch-killed" / "anumodon.db"
    left.parent.mkdir()
    under_way = desk.folder.backups / "scratch-now" / "anumodon.db"
    under_way.parent.mkdir()
    copies = [desk.folder.backups / f"before-{name}-20251201T000000Z.db" for name in ("one", "other")]
    for copy in (*copies, left):
        copy.write_text(f"as a database holds it: {SECRET}", encoding="utf-8")
    under_way.write_bytes(b"a backup that runs")
    os.utime(left.parent, (0, 0))
    id_ = ordered(desk, me, tmp_path, draft.id)
    assert destroying.preview(desk, id_).copies == 3
    done = carry_out(desk, id_, MEMO, me, Work())
    assert done.copies == 3
    assert on_disk(desk, SECRET) == []
    assert [path.name for path in desk.folder.backups.rglob("*.db")] == ["anumodon.db"]
    assert under_way.exists()
    names = sorted([*(copy.name for copy in copies), "scratch-killed/anumodon.db"])
    assert (facts_of(desk, BEGUN)["copies"], facts_of(desk, DONE)["copies"]) == (names, names)
    assert audit(desk, Work()).ok


def test_what_opens_a_redacted_copy_goes_with_the_post(desk: Desk, me: int, tmp_path: Path) -> None:
    going, staying = old_post(desk, [me]), write(desk, me, f"{SECRET} অন্য")
    review.approve(desk, staying.id, staying.version.digest, me)
    hidden, how = [HideWords(SECRET, "RTI 7(h)")], {"request": "R-1", "by": None, "work": Work()}
    redact(desk, tmp_path / "copy", [going.id, staying.id], hidden, (), **how)
    with desk.store.read():
        (event,) = Event.select().where(Event.kind == REDACTED)
    openings = event.body[OPENINGS]
    destroyed(desk, me, tmp_path, going.id)
    assert not desk.blobs.holds(openings[str(going.id)])
    assert desk.blobs.holds(openings[str(staying.id)])
    assert audit(desk, Work()).ok


def test_a_hold_set_after_the_order_saves_the_post(desk: Desk, me: int, tmp_path: Path) -> None:
    held, other = old_post(desk, [me]), old_post(desk, [me], "আরেকটি")
    archived(desk, tmp_path)
    id_ = listing.make_list(desk, me)
    for draft in (held, other):
        answering.answer(desk, id_, draft.id, DESTROY, "", me)
    answering.order(desk, id_, MEMO, me)
    retention.hold(desk, held.id, "আদালতের আদেশ", me)
    assert destroying.preview(desk, id_).held_back == 1
    report = carry_out(desk, id_, MEMO, me, Work())
    assert (report.destroyed, report.held_back) == (1, 1)
    assert facts_of(desk, destroying.HELD_BACK)["why"] == "not_due"
    assert SECRET in queue.draft(desk, held.id).version.text
    assert audit(desk, Work()).ok


def test_nothing_is_destroyed_out_of_order(desk: Desk, me: int, tmp_path: Path) -> None:
    draft = old_post(desk, [me])
    young = write(desk, me, "নতুন")
    review.approve(desk, young.id, young.version.digest, me)
    id_ = listing.make_list(desk, me)
    assert refused(listing.make_list, desk, me) == "disposal.open"
    carry = destroying.carry_out
    assert refused(carry, desk, id_, MEMO, me, Work()) == "disposal.not_ordered"
    assert refused(answering.order, desk, id_, MEMO, me) == "disposal.unanswered"
    assert refused(answering.answer, desk, id_, young.id, DESTROY, "", me) == "disposal.not_listed"
    assert refused(answering.answer, desk, id_, draft.id, HOLD, " ", me) == "review.reason_missing"
    answering.answer(desk, id_, draft.id, DESTROY, "", me)
    assert refused(answering.order, desk, id_, "", me) == "disposal.memo_missing"
    answering.order(desk, id_, MEMO, me)
    assert refused(answering.answer, desk, id_, draft.id, KEEP, "", me) == "disposal.not_open"
    assert refused(listing.make_list, desk, me) == "disposal.open", "an order is to be carried out first"
    assert refused(carry, desk, id_, "destroy", me, Work()) == "disposal.typed_wrong"
    assert refused(carry, desk, id_, MEMO, me, Work()) == "disposal.not_archived"
    archived(desk, tmp_path)
    assert destroying.preview(desk, id_).not_archived == ()
    assert carry_out(desk, id_, "৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৬", me, Work()).destroyed == 1
    assert refused(carry, desk, id_, MEMO, me, Work()) == "disposal.not_ordered"


def test_what_no_archive_holds_goes_only_with_a_reason_that_stays(desk: Desk, me: int) -> None:
    draft = old_post(desk, [me])
    id_ = listing.make_list(desk, me)
    answering.answer(desk, id_, draft.id, DESTROY, "", me)
    answering.order(desk, id_, MEMO, me)
    assert destroying.preview(desk, id_).not_archived == (draft.id,)
    carry = destroying.carry_out
    assert refused(carry, desk, id_, MEMO, me, Work(), without_archive=" ") == "disposal.not_archived"
    assert carry_out(desk, id_, MEMO, me, Work(), " পুরোনো ডিস্ক নষ্ট ").destroyed == 1
    facts = facts_of(desk, BEGUN)
    assert (facts["without_archive"], facts["reason"]) == ([draft.id], "পুরোনো ডিস্ক নষ্ট")
    assert audit(desk, Work()).ok


def test_what_was_taken_out_by_hand_is_no_order(desk: Desk, me: int, tmp_path: Path) -> None:
    draft, other = old_post(desk, [me]), old_post(desk, [me], "আরেকটি")
    archived(desk, tmp_path)
    id_ = listing.make_list(desk, me)
    answering.answer(desk, id_, draft.id, DESTROY, "", me)
    answering.answer(desk, id_, other.id, KEEP, "", me)
    answering.order(desk, id_, MEMO, me)
    carry_out(desk, id_, MEMO, me, Work())
    with desk.store.write():
        taken = Event.get((Event.draft == other.id) & (Event.kind == "draft.taken"))
        left = Event.get((Event.draft == draft.id) & (Event.kind == "draft.taken"))
        Event.update(body={"rows": []}).where(Event.id == taken.id).execute()
        Event.update(body={**left.body, "x": 1}).where(Event.id == left.id).execute()
        Version.update(text="").where(Version.draft == other.id).execute()
    problems = {(problem.kind, problem.event) for problem in audit(desk, Work()).problems}
    assert {("edited", taken.id), ("edited", left.id)} <= problems


def test_an_order_stopped_in_the_midst_goes_on(
    desk: Desk, me: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [old_post(desk, [me], f"{SECRET} {n}", images=n) for n in (1, 2, 3)]
    archived(desk, tmp_path)
    id_ = listing.make_list(desk, me)
    for draft in drafts:
        answering.answer(desk, id_, draft.id, DESTROY, "", me)
    answering.order(desk, id_, MEMO, me)

    class Died(BaseException):
        """As `kill -9` would: nothing behind it is done."""

    real = desk.blobs.destroy
    calls = []

    def dies(sha256: str) -> None:
        calls.append(sha256)
        if len(calls) == 2:
            raise Died
        real(sha256)

    monkeypatch.setattr(type(desk.blobs), "destroy", lambda _self, sha256: dies(sha256))
    with contextlib.suppress(Died):
        carry_out(desk, id_, MEMO, me, Work())
    assert listing.disposal_list(desk, id_).state is DisposalState.BEGUN
    assert audit(desk, Work()).ok, "what is said to be gone has no words; files go on being removed"
    monkeypatch.undo()
    report = carry_out(desk, id_, MEMO, me, Work())
    assert (report.destroyed, report.stopped) == (3, False)
    assert listing.disposal_list(desk, id_).state is DisposalState.DONE
    with desk.store.read():
        gone = {name for item in DisposalItem.select() for name in item.images}
    assert gone
    assert not [name for name in gone if name in desk.blobs.names()]
    assert audit(desk, Work()).ok
    assert on_disk(desk, SECRET) == []


@pytest.mark.parametrize("within", [False, True])
def test_an_image_taken_in_anew_while_its_file_is_removed_is_kept(
    desk: Desk, me: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, within: bool
) -> None:
    """The post that comes in finds the file there, then it is removed, then its row is written.

    `within`: another thread takes it in while the order removes the file, between its look and its removal.
    """
    draft = old_post(desk, [me], images=1)
    name = draft.version.attachments[0].sha256
    archived(desk, tmp_path)
    id_ = listing.make_list(desk, me)
    answering.answer(desk, id_, draft.id, DESTROY, "", me)
    answering.order(desk, id_, MEMO, me)
    taken: list[int] = []
    found_there, threads = threading.Event(), []
    put, destroy = Blobs.put, Blobs.destroy

    def take_in() -> None:
        taken.append(write(desk, me, "নতুন খবর", images=1).id)

    def puts(blobs: Blobs, data: bytes) -> str:
        kept = put(blobs, data)
        if not found_there.is_set():
            found_there.set()
            if not within:
                carry_out(desk, id_, MEMO, me, Work())
        return kept

    def destroys(blobs: Blobs, sha256: str) -> None:
        if within:
            threads.append(threading.Thread(target=take_in))
            threads[0].start()
            assert found_there.wait(60)
        destroy(blobs, sha256)

    monkeypatch.setattr(Blobs, "put", puts)
    monkeypatch.setattr(Blobs, "destroy", destroys)
    if within:
        carry_out(desk, id_, MEMO, me, Work())
        threads[0].join()
    else:
        take_in()
    [item] = listing.disposal_list(desk, id_).items
    assert item.images == (name,)
    [new] = taken
    assert queue.draft(desk, new).version.attachments[0].sha256 == name
    assert desk.blobs.read(name)
    assert audit(desk, Work()).ok
