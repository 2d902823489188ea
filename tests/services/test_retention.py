"""Classes, holds, January's list, the order, and destruction: nothing by accident, nothing by one hand."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.archive.redacted import KIND as REDACTED
from app.archive.redacted import OPENINGS
from app.models.tables import DisposalItem, Event, Response, Version
from app.services.base.blobs import Blobs
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.base.enums import (
    DisposalReply,
    DisposalState,
    DueKind,
    ItemState,
    RecordClass,
    ResponseKind,
    Role,
)
from app.services.base.secret import Secret
from app.services.due import reminders
from app.services.office import confirming, retention, sign_in
from app.services.office.retention_periods import this_year
from app.services.office.retention_rules import set_rules
from app.services.office.views import Leave, MemberForm
from app.services.posts import aftercare, archive, publication, queue, review
from app.services.posts.redacting import HideWords, redact
from app.services.posts.views import DraftView
from app.services.record.audit import audit
from app.services.record.destroyed import BEGUN, DONE
from app.services.record.ledger import change, record
from app.services.responses import register
from app.services.responses.views import ResponseForm
from app.services.retention import answering, destroying, listing
from app.services.retention.archived import EXPORTED, archived_posts
from app.services.retention.views import DisposalReport
from app.work import Work
from tests.services import seconded
from tests.services.by_hand import changed
from tests.services.long_ago import OLD, long_ago
from tests.services.posts import write
from tests.services.refusals import refused

KEEP, DESTROY, HOLD = DisposalReply.KEEP, DisposalReply.DESTROY, DisposalReply.HOLD
MEMO = "38.01.6758.000.016.14.0004.26"
SECRET = "গোপন শব্দ"


def old_post(desk: Desk, by: list[int], text: str = f"{SECRET} মেলা হবে।", *, images: int = 0) -> DraftView:
    draft = write(desk, by[0], text, images=images)
    for one in by[1:] or by:
        review.approve(desk, draft.id, draft.version.digest, one)
    long_ago(desk, draft.id)
    return queue.draft(desk, draft.id)


def archived(desk: Desk, tmp_path: Path, name: str = "archive") -> None:
    archive.export(desk, tmp_path / name, work=Work())


def test_january_reminds_until_the_list_is_done(desk: Desk, me: int) -> None:
    january, june = date(this_year() + 1, 1, 5), date(this_year(), 6, 1)

    def told(on: date) -> list[str]:
        return [row.text.en for row in reminders.due(desk, on) if row.kind is DueKind.DISPOSAL]

    assert told(january) == []
    draft = old_post(desk, [me])
    assert told(january) == ["Posts' years of keeping are over: make January's list"]
    assert told(june) == []
    id_ = listing.make_list(desk, me)
    assert told(june) == ["January's list of what may be destroyed waits for answers"]
    answering.answer(desk, id_, draft.id, KEEP, "", me)
    assert answering.order(desk, id_, "", me) is None, "nothing to destroy: closed without an order"
    assert told(june) == []


@pytest.fixture
def me(office_of_one: dict[str, int]) -> int:
    return office_of_one["Rahima"]


def destroyed(desk: Desk, me: int, tmp_path: Path, *drafts: int) -> int:
    """Answer, order and carry out alone."""
    id_ = ordered(desk, me, tmp_path, *drafts)
    carry_out(desk, id_, MEMO, me, Work())
    return id_


def ordered(desk: Desk, me: int, tmp_path: Path, *drafts: int) -> int:
    archived(desk, tmp_path)
    id_ = listing.make_list(desk, me)
    for draft in drafts:
        answering.answer(desk, id_, draft, DESTROY, "", me)
    answering.order(desk, id_, MEMO, me)
    return id_


def carry_out(
    desk: Desk, id_: int, memo: str, me: int, work: Work, without_archive: str = ""
) -> DisposalReport:
    """Carry an order out; of an office on a server only the database's owner may, and the rest is theirs."""
    if desk.shares_office:
        done = refused(destroying.carry_out, desk, id_, memo, me, work, without_archive=without_archive)
        assert done == "disposal.owner"
        assert audit(desk, work).ok
        pytest.skip("the owner's role goes on")
    return destroying.carry_out(desk, id_, memo, me, work, without_archive=without_archive)


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


def test_a_class_comes_from_the_purpose_until_the_post_has_its_own(desk: Desk, me: int) -> None:
    draft = write(desk, me)
    kept = retention.keeping(desk, draft.id)
    assert (kept.record_class, kept.years, kept.ours, kept.of_post) == (RecordClass.GA, 5, True, False)
    assert retention.set_class(desk, draft.id, RecordClass.KA, "ইতিহাস", me) is None
    kept = retention.keeping(desk, draft.id)
    assert (kept.record_class, kept.years, kept.ours, kept.of_post) == (RecordClass.KA, None, False, True)
    assert refused(retention.set_class, desk, draft.id, RecordClass.KA, "x", me) == "retention.same_class"
    retention.set_class(desk, draft.id, None, "আর দরকার নেই", me)
    retention.set_purpose_class(desk, "5.c", RecordClass.KHA, "দপ্তরের সিদ্ধান্ত", me)
    retention.set_years(desk, RecordClass.KHA, 12, "দপ্তরের সিদ্ধান্ত", me)
    kept = retention.keeping(desk, draft.id)
    assert (kept.record_class, kept.years, kept.ours) == (RecordClass.KHA, 12, False)
    assert refused(retention.set_years, desk, RecordClass.KA, 5, "x", me) == "retention.for_ever"
    assert audit(desk, Work()).ok


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


def test_a_class_that_was_shortened_counts_from_next_january(desk: Desk, me: int) -> None:
    draft = old_post(desk, [me])
    other = old_post(desk, [me], "আরেকটি")
    retention.set_class(desk, draft.id, RecordClass.KA, "ইতিহাস", me)
    assert [one.draft_id for one in listing.candidates(desk, this_year())] == [other.id]
    retention.set_class(desk, draft.id, RecordClass.GHA, "এখনই বিনষ্ট", me)
    assert [one.draft_id for one in listing.candidates(desk, this_year())] == [other.id]
    retention.hold(desk, other.id, "তথ্য অধিকারের আবেদন", me)
    assert list(listing.candidates(desk, this_year())) == []
    retention.release(desk, other.id, "আবেদন নিষ্পত্তি হয়েছে", me)
    assert list(listing.candidates(desk, this_year())) == [], "released this year"
    assert refused(listing.make_list, desk, me) == "disposal.nothing"
    assert refused(listing.make_list, desk, me, this_year() + 1) == "disposal.year_to_come"


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


def test_a_team_reads_the_list_with_four_eyes(desk: Desk, team: dict[str, int], tmp_path: Path) -> None:
    by = [team["Jamal"], team["Rahima"], team["Karim"]]
    one, two, three = (old_post(desk, by, text) for text in ("এক", "দুই", "তিন"))
    archived(desk, tmp_path)
    first, second = team["Rahima"], team["Karim"]
    assert refused(listing.make_list, desk, team["Jamal"]) == "review.drafter_cannot"
    id_ = listing.make_list(desk, first)
    say: Callable[..., ItemState] = answering.answer
    assert say(desk, id_, one.id, DESTROY, "", first) is ItemState.OPEN
    assert say(desk, id_, one.id, DESTROY, "", first) is ItemState.OPEN, "twice the same member is one"
    assert say(desk, id_, one.id, DESTROY, "", second) is ItemState.TO_DESTROY
    assert say(desk, id_, two.id, HOLD, "মামলা", second) is ItemState.HELD
    assert retention.keeping(desk, two.id).hold == "মামলা"
    assert say(desk, id_, three.id, DESTROY, "", first) is ItemState.OPEN
    assert refused(answering.order, desk, id_, MEMO, first) == "disposal.unanswered"
    assert say(desk, id_, three.id, KEEP, "", second) is ItemState.KEPT
    answering.order(desk, id_, MEMO, second)
    report = carry_out(desk, id_, MEMO, first, Work())
    assert (report.destroyed, report.held_back) == (1, 2)
    assert not listing.disposal_list(desk, id_).alone
    assert audit(desk, Work()).ok


def test_in_a_team_what_shortens_is_only_proposed(desk: Desk, team: dict[str, int]) -> None:
    draft, rahima, karim = write(desk, team["Jamal"]), team["Rahima"], team["Karim"]
    assert retention.set_class(desk, draft.id, RecordClass.KA, "ইতিহাস", rahima) is None
    proposal = retention.set_class(desk, draft.id, RecordClass.GHA, "ছোট", rahima)
    assert proposal is not None
    assert retention.keeping(desk, draft.id).record_class is RecordClass.KA
    confirming.confirm(desk, proposal, karim)
    assert retention.keeping(desk, draft.id).record_class is RecordClass.GHA
    retention.hold(desk, draft.id, "মামলা", rahima)
    wish = retention.release(desk, draft.id, "শেষ", rahima)
    assert wish is not None
    assert retention.keeping(desk, draft.id).hold == "মামলা"
    confirming.confirm(desk, wish, karim)
    assert retention.keeping(desk, draft.id).hold == ""
    fewer = retention.set_years(desk, RecordClass.GA, 1, "কম", rahima)
    assert fewer is not None
    assert [line.en for line in confirming.proposal(desk, fewer).lines]
    assert refused(retention.set_class, desk, draft.id, RecordClass.KA, "x", team["Jamal"]) == (
        "review.drafter_cannot"
    )


def test_several_rules_are_set_all_or_none(desk: Desk, team: dict[str, int]) -> None:
    rahima, ga, gha = team["Rahima"], RecordClass.GA, RecordClass.GHA
    assert refused(set_rules, desk, {"5.c": ga}, {gha: 7}, "কারণ", rahima) == "retention.same_rule"
    assert refused(set_rules, desk, {"5.a": gha}, {gha: 0}, "কারণ", rahima) == "retention.years_range"
    assert refused(set_rules, desk, {"5.a": gha}, {}, " ", rahima) == "review.reason_missing"
    assert refused(set_rules, desk, {"5.a": gha}, {}, "কারণ", team["Jamal"]) == ("review.drafter_cannot")
    classes, purposes = retention.rules(desk)
    assert all(one.ours for one in (*classes, *purposes))
    made = set_rules(desk, {"5.c": gha, "5.b": ga}, {gha: 7}, "কারণ", rahima)
    assert (made.recorded, len(made.proposals)) == (2, 1), "seven years are longer than the five of ga"


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


def test_a_list_begins_with_the_year_in_which_the_time_is_over(desk: Desk, me: int) -> None:
    draft = old_post(desk, [me])  # of 2018, kept five whole years after it
    assert [(one.draft_id, one.due) for one in listing.candidates(desk, 2024)] == [
        (draft.id, date(2024, 1, 1))
    ]
    assert list(listing.candidates(desk, 2023)) == []


def test_what_was_done_last_begins_the_years_anew(desk: Desk, me: int) -> None:
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    publication.publish(desk, draft.id, "https://example.org/1", datetime.now(UTC), me)
    aftercare.place(desk, draft.id, "https://example.org/2", me)
    long_ago(desk, draft.id)
    then = stamp(OLD)
    changed(desk, f"UPDATE publication_act SET at = '{then}', recorded_at = '{then}'")
    assert [one.draft_id for one in listing.candidates(desk, this_year())] == [draft.id]
    aftercare.place(desk, draft.id, "https://example.org/3", me)
    assert list(listing.candidates(desk, this_year())) == []


def test_the_answer_in_a_citizens_file_is_on_no_list(desk: Desk, me: int) -> None:
    draft, other = old_post(desk, [me]), old_post(desk, [me], "আরেকটি")
    asked = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "কবে?"), me)
    with desk.store.write():
        record(desk, "test.answered", change(Response.get_by_id(asked), reply_draft=draft.id))
    assert [one.draft_id for one in listing.candidates(desk, this_year())] == [other.id]


def test_an_archive_from_before_the_last_act_is_none(desk: Desk, me: int, tmp_path: Path) -> None:
    draft = old_post(desk, [me])
    before = stamp(datetime.now(UTC))
    archived(desk, tmp_path)
    after = stamp(datetime.now(UTC))
    with desk.store.read():
        assert archived_posts({draft.id: before}) == {draft.id}
        assert archived_posts({draft.id: after}) == set()


def test_an_archive_of_a_period_holds_its_first_and_its_last_day(desk: Desk, me: int) -> None:
    draft = old_post(desk, [me])
    day = date(2018, 3, 4)

    def held(since: date, until: date, handle: str = "") -> bool:
        with desk.store.write():
            facts = {"since": since.isoformat(), "until": until.isoformat(), "account": handle}
            record(desk, EXPORTED, facts=facts)
            return archived_posts({draft.id: stamp(OLD)}) == {draft.id}

    assert not held(day + timedelta(days=1), day + timedelta(days=2))
    assert not held(day - timedelta(days=2), day - timedelta(days=1))
    assert not held(day, day, "another")
    assert held(day, day, "@sample_upeo")


def test_who_joined_or_was_given_a_passphrase_since_answers_no_list(desk: Desk, team: dict[str, int]) -> None:
    by = [team["Jamal"], team["Rahima"], team["Karim"]]
    draft = old_post(desk, by)
    id_ = listing.make_list(desk, team["Rahima"])
    [new] = seconded.change_team(
        desk, joins=[MemberForm("Habib", Role.MODERATOR)], leaves=[Leave(team["Karim"])], by=team["Rahima"]
    )
    assert refused(answering.answer, desk, id_, draft.id, DESTROY, "", new) == "disposal.too_new"
    own = Secret("শাপলা নদীর ধারে সকাল")
    sign_in.set_first(desk, team["Selina"], own)
    rahima = team["Rahima"]
    assert refused(answering.answer, desk, id_, draft.id, DESTROY, "", rahima) == "signin.set_first"
    sign_in.set_first(desk, rahima, own, team["Selina"])
    assert refused(answering.answer, desk, id_, draft.id, DESTROY, "", rahima) == "proposal.passphrase_new"
