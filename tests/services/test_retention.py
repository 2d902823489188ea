"""Classes, holds, January's list, the order, and destruction: nothing by accident, nothing by one hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.models.tables import Response, RetentionStep
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.base.enums import (
    DisposalState,
    DueKind,
    ItemState,
    RecordClass,
    ResponseKind,
    RetentionKind,
    Role,
)
from app.services.base.secret import Secret
from app.services.due import reminders
from app.services.office import confirming, retention, sign_in
from app.services.office.retention_periods import holds_since, this_year, year_begins
from app.services.office.retention_rules import set_rules
from app.services.office.views import Leave, MemberForm
from app.services.posts import aftercare, publication, review
from app.services.record.audit import audit
from app.services.record.ledger import change, record
from app.services.responses import register
from app.services.responses.views import ResponseForm
from app.services.retention import answering, destroying, listing
from app.services.retention.archived import EXPORTED, archived_posts
from app.services.retention.views import DisposalReport
from app.work import Work
from tests.services import seconded
from tests.services.by_hand import changed
from tests.services.disposals import DESTROY, HOLD, KEEP, MEMO, archived, carry_out, old_post
from tests.services.long_ago import OLD, long_ago
from tests.services.posts import write
from tests.services.refusals import refused


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


def test_a_post_released_in_the_moment_the_year_begins_is_held_for_that_years_list() -> None:
    begins = year_begins(2027)
    before = stamp(datetime(2026, 6, 1, tzinfo=UTC))
    held = RetentionStep(kind=RetentionKind.HOLD, at=before)
    for released, counts in ((begins, True), (before, False)):
        steps = [held, RetentionStep(kind=RetentionKind.RELEASE, at=released)]
        assert holds_since(steps, begins) is counts


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
    assert say(desk, id_, two.id, HOLD, "তদন্ত", first) is ItemState.HELD
    assert retention.keeping(desk, two.id).hold == "মামলা", "held once, however many say so"
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


def test_an_archive_that_left_the_post_out_holds_it_not(desk: Desk, me: int) -> None:
    draft, other = old_post(desk, [me]), old_post(desk, [me], "আরেকটি")
    with desk.store.write():
        record(desk, EXPORTED, facts={"left_out": [{"draft": draft.id}]})
        assert archived_posts({draft.id: stamp(OLD), other.id: stamp(OLD)}) == {other.id}


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


def test_who_left_since_destroys_nothing_and_a_list_without_readers_is_made_anew(
    desk: Desk, team: dict[str, int]
) -> None:
    rahima, karim, selina = team["Rahima"], team["Karim"], team["Selina"]
    draft = old_post(desk, [team["Jamal"], rahima, karim])
    id_ = listing.make_list(desk, rahima)
    for one in (rahima, karim):
        state = answering.answer(desk, id_, draft.id, DESTROY, "", one)
    assert state is ItemState.TO_DESTROY
    join = [MemberForm("Habib", Role.MODERATOR)]
    [habib] = seconded.change_team(desk, joins=join, leaves=[Leave(karim)], by=rahima)
    assert refused(answering.order, desk, id_, MEMO, rahima) == "disposal.unanswered", (
        "one of the two is gone"
    )
    assert refused(listing.make_list, desk, habib) == "disposal.open", "Selina can still agree"
    assert not listing.may_be_made(desk)
    seconded.change_team(desk, leaves=[Leave(selina)], joins=[MemberForm("Mina", Role.AUTHORITY)], by=rahima)
    assert listing.may_be_made(desk)
    anew = listing.make_list(desk, habib)
    before = listing.disposal_list(desk, id_)
    assert (before.state, before.memo, before.count(ItemState.DESTROYED)) == (DisposalState.DONE, "", 0)
    assert refused(answering.order, desk, id_, MEMO, rahima) == "disposal.not_open"
    for one in (habib, rahima):
        state = answering.answer(desk, anew, draft.id, DESTROY, "", one)
    assert state is ItemState.TO_DESTROY
    assert answering.order(desk, anew, MEMO, habib) is not None
    assert refused(listing.make_list, desk, habib) == "disposal.open", "an order is to be carried out"
    assert audit(desk, Work()).ok


def _ordered_by_two(desk: Desk, team: dict[str, int]) -> tuple[int, list[int]]:
    """A list that Rahima and Karim answered and ordered, and the posts on it."""
    drafts = [
        old_post(desk, [team["Jamal"], team["Rahima"], team["Karim"]], text).id
        for text in ("প্রথম মেলা হবে।", "দ্বিতীয় মেলা হবে।")
    ]
    id_ = listing.make_list(desk, team["Rahima"])
    for draft in drafts:
        for one in ("Rahima", "Karim"):
            answering.answer(desk, id_, draft, DESTROY, "", team[one])
    answering.order(desk, id_, MEMO, team["Rahima"])
    return id_, drafts


def _told_to_carry_out(desk: Desk, id_: int, by: int) -> DisposalReport:
    return destroying.carry_out(desk, id_, MEMO, by, Work(), without_archive="ডিস্ক নষ্ট")


def _stopped_after_the_first() -> Work:
    work = Work(lambda _done, _total: work.cancel())
    return work


def _replaced(desk: Desk, team: dict[str, int]) -> list[int]:
    """All three who decide gave their place to somebody else, one after the other."""
    joined: list[int] = []
    for leaves, joins, by in (
        ("Karim", MemberForm("Habib", Role.MODERATOR), team["Rahima"]),
        ("Rahima", MemberForm("Nasima", Role.MODERATOR), team["Selina"]),
        ("Selina", MemberForm("Mina", Role.AUTHORITY), -1),
    ):
        by = joined[0] if by < 0 else by
        joined += seconded.change_team(desk, joins=[joins], leaves=[Leave(team[leaves])], by=by)
    return joined


def test_an_order_that_nobody_is_left_to_carry_out_gives_way_to_a_new_list(
    desk: Desk, team: dict[str, int]
) -> None:
    id_, drafts = _ordered_by_two(desk, team)
    habib, *_ = _replaced(desk, team)
    assert refused(_told_to_carry_out, desk, id_, habib) == "disposal.too_new", "only who read it"
    assert listing.may_be_made(desk)
    anew = listing.make_list(desk, habib)
    before = listing.disposal_list(desk, id_)
    assert (before.state, before.count(ItemState.DESTROYED)) == (DisposalState.DONE, 0)
    assert refused(_told_to_carry_out, desk, id_, habib) == "disposal.too_new"
    assert [item.draft_id for item in listing.disposal_list(desk, anew).items] == drafts
    assert audit(desk, Work()).ok


def test_an_order_begun_is_ended_by_whoever_decides_once_no_reader_is_left(
    desk: Desk, team: dict[str, int]
) -> None:
    id_, _ = _ordered_by_two(desk, team)
    stopped = carry_out(desk, id_, MEMO, team["Rahima"], _stopped_after_the_first(), "ডিস্ক নষ্ট")
    assert (stopped.stopped, stopped.destroyed) == (True, 1)
    jamal, habib, *_ = team["Jamal"], *_replaced(desk, team)
    assert not listing.may_be_made(desk)
    assert refused(listing.make_list, desk, habib) == "disposal.open"
    assert refused(_told_to_carry_out, desk, id_, jamal) == "review.drafter_cannot"
    assert _told_to_carry_out(desk, id_, habib).destroyed == 2
    assert listing.disposal_list(desk, id_).state is DisposalState.DONE
    assert audit(desk, Work()).ok


def test_a_team_that_begins_with_passphrases_makes_its_open_list_anew(
    desk: Desk, team: dict[str, int]
) -> None:
    draft = old_post(desk, [team["Jamal"], team["Rahima"], team["Karim"]])
    first, second = team["Selina"], team["Rahima"]
    listing.make_list(desk, first)
    own = Secret("শাপলা নদীর ধারে সকাল")
    sign_in.set_first(desk, first, own)
    sign_in.set_first(desk, second, own, first)
    anew = listing.make_list(desk, second)
    assert answering.answer(desk, anew, draft.id, KEEP, "", second) is ItemState.KEPT
    assert audit(desk, Work()).ok
