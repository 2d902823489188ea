"""What citizens said: entered, cared for and answered in working days, and told of when it is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.bangla.personal_numbers import hidden, personal_spans
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import (
    AnswerState,
    Consent,
    DueAction,
    DueKind,
    ResponseKind,
    ResponseState,
)
from app.services.due import reminders
from app.services.office import holidays
from app.services.office.views import OfficeForm
from app.services.record.audit import audit
from app.services.reports.counting import count
from app.services.responses import answering, handling, listing, register, saved_replies
from app.services.responses.listing import ShowResponses, WantedResponses
from app.services.responses.statistics import statistics
from app.services.responses.views import ResponseForm
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services import seconded
from tests.services.by_hand import lose_image
from tests.services.refusals import refused
from tests.services.report_quarter import this_quarter

WEDNESDAY = datetime(2026, 9, 30, 4, tzinfo=UTC)
QUESTION = "ভর্তি ফরম কোথায় পাব?"


def add(
    desk: Desk,
    by: int,
    text: str = QUESTION,
    kind: ResponseKind = ResponseKind.QUESTION,
    received: datetime | None = WEDNESDAY,
    account: int = 1,
    author: str = "সুমাইয়া খাতুন",
) -> int:
    return register.add(desk, ResponseForm(account, kind, text, author, received), by)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (ResponseKind.QUESTION, date(2026, 10, 5)),  # Thursday, then Sunday and Monday
        (ResponseKind.COMMENT, date(2026, 10, 5)),
        (ResponseKind.CONTRIBUTION, date(2026, 10, 5)),
        (ResponseKind.GRIEVANCE, date(2026, 11, 11)),
        (ResponseKind.APPEAL, date(2026, 10, 28)),
        (ResponseKind.PRAISE, None),
    ],
)
def test_the_last_day_is_counted_in_working_days(
    desk: Desk, me: int, kind: ResponseKind, due: date | None
) -> None:
    assert register.response(desk, add(desk, me, kind=kind)).due == due


def test_a_holiday_and_the_offices_own_number_move_it(desk: Desk, me: int) -> None:
    holidays.add_holiday(desk, date(2026, 10, 4), "ছুটি", "Holiday", me)
    assert register.response(desk, add(desk, me)).due == date(2026, 10, 6)
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", question_days=1), me)
    assert register.response(desk, add(desk, me)).due == date(2026, 10, 1)


def test_a_team_takes_longer_only_with_a_second_member(desk: Desk, team: dict[str, int]) -> None:
    proposed = seconded.office.change_office(
        desk, OfficeForm("নমুনা", "Sample", grievance_days=60), team["Rahima"]
    )
    assert proposed is not None
    assert register.response(desk, add(desk, team["Rahima"], kind=ResponseKind.GRIEVANCE)).allowed_days == 30
    seconded.second(desk, proposed)
    assert register.response(desk, add(desk, team["Rahima"], kind=ResponseKind.GRIEVANCE)).allowed_days == 60


def test_what_cannot_be_entered_is_refused_and_nothing_kept(desk: Desk, me: int) -> None:
    assert refused(add, desk, me, " \n ") == "response.empty"
    assert refused(add, desk, me, "x" * 20_001) == "response.too_long"
    assert refused(add, desk, me, "a\0b") == "response.broken_text"
    assert refused(add, desk, me, received=datetime.now(UTC) + timedelta(hours=1)) == "response.future"
    assert refused(add, desk, me, account=99) == "office.no_account"
    assert refused(add, desk, me, author="x" * 301) == "response.line_too_long"
    assert refused(add, desk, 99) == "office.no_member"
    assert listing.responses(desk, WantedResponses(ShowResponses.ALL)) == ()


def test_one_is_late_the_day_after_its_last(desk: Desk, me: int) -> None:
    id_ = add(desk, me)

    def standing(on: date) -> tuple[AnswerState, int | None]:
        (one,) = listing.responses(desk, WantedResponses(), on)
        return one.standing, one.days_left

    assert standing(date(2026, 10, 4)) == (AnswerState.OPEN, 1)
    assert standing(date(2026, 10, 5)) == (AnswerState.OPEN, 0)
    assert standing(date(2026, 10, 6)) == (AnswerState.LATE, -1)
    answering.answer(desk, id_, "অফিসের নিচতলায়।", me, datetime(2026, 10, 5, 17, tzinfo=UTC))
    found = register.response(desk, id_)
    assert (found.standing, found.answered_late) == (AnswerState.ANSWERED, False)


def test_an_answer_is_recorded_once_and_after_the_question(desk: Desk, team: dict[str, int]) -> None:
    me = team["Rahima"]
    id_ = add(desk, me)
    before = WEDNESDAY - timedelta(minutes=1)
    assert refused(answering.answer, desk, id_, "", me) == "response.empty"
    assert refused(answering.answer, desk, id_, "{তারিখ} তারিখে", me) == "response.placeholders"
    assert refused(answering.answer, desk, id_, "x", me, before) == "response.answered_before"
    later = datetime.now(UTC) + timedelta(days=1)
    assert refused(answering.answer, desk, id_, "x", me, later) == "response.answer_future"
    assert refused(answering.answer, desk, id_, "x", me, None, "ftp://x") == "office.bad_address"
    assert refused(answering.answer, desk, id_, "x", team["Jamal"]) == "review.drafter_cannot"
    found = answering.answer(desk, id_, "নিচতলায়।", me, url="https://example.org/c/1")
    assert (found.answered_late, found.answered_by) == (True, "Rahima")
    assert refused(answering.answer, desk, id_, "x", me) == "response.answered_already"
    handling.reopen(desk, id_, "তিনি আবার জিজ্ঞেস করেছেন", me)
    again = register.response(desk, id_)
    assert (again.state, again.reopened, again.answer_text) == (ResponseState.OPEN, 1, "")
    assert again.due is not None
    assert again.due > date(2026, 10, 5)
    early = datetime.now(UTC) - timedelta(minutes=5)
    assert refused(answering.answer, desk, id_, "x", me, early) == "response.answered_before"
    assert [one.step for one in register.steps(desk, id_)] == ["added", "answered", "reopened"]
    assert register.steps(desk, id_)[1].note == "নিচতলায়।"


def test_merging_answers_both_and_follows_to_the_last(desk: Desk, me: int) -> None:
    first, second, third = (add(desk, me, f"প্রশ্ন {n}") for n in range(3))
    handling.merge(desk, third, second, me)
    handling.merge(desk, second, first, me)
    assert [register.response(desk, id_).merged_into for id_ in (second, third)] == [first, first]
    assert refused(handling.merge, desk, first, third, me) == "response.same"
    elsewhere = add(desk, me, account=2)
    assert refused(handling.merge, desk, elsewhere, first, me) == "response.other_page"
    assert refused(answering.answer, desk, third, "x", me) == "response.merged"
    assert register.response(desk, third).standing is AnswerState.LATE
    answering.answer(desk, first, "সবার উত্তর", me)
    assert register.response(desk, third).standing is AnswerState.ANSWERED


def test_who_what_kind_and_where_it_went(desk: Desk, team: dict[str, int]) -> None:
    me, drafter = team["Rahima"], team["Jamal"]
    id_ = add(desk, drafter)
    handling.assign(desk, id_, team["Karim"], drafter)
    handling.track(desk, id_, "২০২৬১১২৪০০৩৭", drafter)
    handling.set_kind(desk, id_, ResponseKind.GRIEVANCE, drafter)
    handling.note(desk, id_, "তারিখ জেনে লিখুন", drafter)
    found = register.response(desk, id_)
    assert (found.assigned, found.tracking, found.due) == ("Karim", "২০২৬১১২৪০০৩৭", date(2026, 11, 11))
    assert refused(handling.refer, desk, id_, "জেলা অফিস", drafter) == "review.drafter_cannot"
    assert refused(handling.close, desk, id_, "  ", me) == "response.reason_missing"
    handling.refer(desk, id_, "জেলা শিক্ষা অফিস", me)
    assert register.response(desk, id_).state is ResponseState.REFERRED
    answering.answer(desk, id_, "জেলা অফিস উত্তর দিয়েছে।", me)
    assert refused(handling.assign, desk, id_, None, me) == "response.answered_already"
    other = add(desk, me)
    handling.close(desk, other, "বিজ্ঞাপন", me)
    assert refused(answering.answer, desk, other, "x", me) == "response.closed"
    assert audit(desk, Work()).problems == ()


def test_consent_is_of_contributions_and_says_how(desk: Desk, me: int) -> None:
    question, post = add(desk, me), add(desk, me, kind=ResponseKind.CONTRIBUTION)
    assert refused(handling.set_consent, desk, question, Consent.ASKED, "", me) == "response.no_contribution"
    assert refused(handling.set_consent, desk, post, Consent.GIVEN, " ", me) == "response.consent_how"
    handling.set_consent(desk, post, Consent.GIVEN, "মন্তব্যে লিখেছেন, ৩ অক্টোবর", me)
    handling.set_consent(desk, post, Consent.WITHDRAWN, "", me)
    assert register.response(desk, post).consent is Consent.WITHDRAWN


def test_the_lists_and_their_counts(desk: Desk, team: dict[str, int]) -> None:
    me = team["Rahima"]
    late, praise, mine = (
        add(desk, me),
        add(desk, me, "ধন্যবাদ", ResponseKind.PRAISE),
        add(desk, me, "নতুন?", received=None),
    )
    handling.assign(desk, mine, me, me)
    gone = add(desk, me, "অন্য দপ্তরের")
    handling.refer(desk, gone, "জেলা অফিস", me)
    answering.answer(desk, add(desk, me, "উত্তর পাওয়া"), "এই নিন", me)

    def ids(show: ShowResponses, search: str = "") -> list[int]:
        return [one.id for one in listing.responses(desk, WantedResponses(show, search, me))]

    assert ids(ShowResponses.WAITING) == [late, mine, praise]  # what asks nothing comes last
    assert ids(ShowResponses.LATE) == [late]
    assert ids(ShowResponses.MINE) == [mine]
    assert ids(ShowResponses.REFERRED) == [gone]
    assert ids(ShowResponses.ALL, "ধন্য") == [praise]
    found = listing.counts(desk, WantedResponses(member=me))
    assert {show: found[show] for show in ShowResponses} == {
        ShowResponses.WAITING: 3,
        ShowResponses.LATE: 1,
        ShowResponses.MINE: 1,
        ShowResponses.REFERRED: 1,
        ShowResponses.ANSWERED: 1,
        ShowResponses.ALL: 5,
    }


def test_a_screenshot_is_kept_by_its_hash_and_audited(desk: Desk, me: int) -> None:
    shot = IncomingFile("পর্দা.png", encoded(picture(64, 48), "PNG"))
    id_ = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "", screenshot=shot), me)
    sha256 = register.response(desk, id_).screenshot
    assert desk.blobs.read(sha256) == shot.data
    lose_image(desk, sha256)
    assert [(one.kind, one.detail) for one in audit(desk, Work()).problems] == [("image_missing", sha256)]
    broken = IncomingFile("x.png", b"not an image")
    with pytest.raises(Refusal):
        register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "x", screenshot=broken), me)


def test_what_is_due_is_told_each_with_its_action(desk: Desk, me: int) -> None:
    id_ = add(desk, me)
    for n in range(12):
        add(desk, me, f"অনেক আগের {n}", received=WEDNESDAY - timedelta(days=30))

    def told(on: date) -> list[tuple[str, str, int]]:
        rows = reminders.due(desk, on)
        assert all(row.action is DueAction.ANSWER_CITIZEN for row in rows if row.kind is DueKind.RESPONSE)
        return [(row.key, row.state, row.n) for row in rows if row.kind is DueKind.RESPONSE and row.due]

    assert (f"response:{id_}", "soon", 1) not in told(date(2026, 10, 1))
    assert (f"response:{id_}", "soon", 1) in told(date(2026, 10, 4))
    assert (f"response:{id_}", "due", 1) in told(date(2026, 10, 5))
    overdue = told(date(2026, 10, 4))
    assert sum(n for _, state, n in overdue if state == "overdue") == 12
    assert len([row for row in overdue if row[1] == "overdue"]) == 11  # ten by name, the others in one
    answering.answer(desk, id_, "এই নিন", me)
    assert id_ not in [row.response_id for row in reminders.due(desk, date(2026, 10, 5))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ফোন ০১৭০০-০০০০০০, দয়া করে", "ফোন █████, দয়া করে"),
        ("call +880 1712 345678 now", "call █████ now"),
        ("এনআইডি ১৯৯০১২৩৪৫৬৭৮৯", "এনআইডি █████"),
        ("লিখুন a.b@gmail.com-এ", "লিখুন █████-এ"),
        ("৩৩৩ নম্বরে ফোন দিন, ১০৯ বা 16263", "৩৩৩ নম্বরে ফোন দিন, ১০৯ বা 16263"),
        ("২৫/১১/২০২৬ তারিখে ১২,৫০০ টাকা", "২৫/১১/২০২৬ তারিখে ১২,৫০০ টাকা"),
        ("", ""),
    ],
)
def test_numbers_of_private_people_are_hidden(text: str, shown: str) -> None:
    assert hidden(text) == shown
    assert all(0 <= span.start < span.end <= len(text) for span in personal_spans(text))


def test_saved_replies_are_replaced_by_name_and_withdrawn(desk: Desk, me: int) -> None:
    assert refused(saved_replies.save, desk, " ", "x", me) == "response.reply_name"
    saved_replies.save(desk, "ভর্তি", "পুরোনো", me)
    id_ = saved_replies.save(desk, "ভর্তি", "অফিসে আসুন, {তারিখ}।", me)
    assert [(one.id, one.text) for one in saved_replies.saved_replies(desk)] == [(id_, "অফিসে আসুন, {তারিখ}।")]
    saved_replies.withdraw(desk, id_, me)
    assert saved_replies.saved_replies(desk) == ()
    assert refused(saved_replies.withdraw, desk, id_, me) == "response.no_reply"


def test_the_figures_of_a_period_add_up(desk: Desk, me: int) -> None:
    september, october = date(2026, 9, 1), date(2026, 10, 31)
    assert statistics(desk, september, october).any_ever is False
    in_time, late, overdue, merged = (add(desk, me, f"প্রশ্ন {n}") for n in range(4))
    praise = add(desk, me, "ধন্যবাদ", ResponseKind.PRAISE, account=2)
    closed, gone = add(desk, me, "বিজ্ঞাপন"), add(desk, me, "অন্যের", ResponseKind.GRIEVANCE)
    waiting = add(desk, me, "অপেক্ষা", ResponseKind.GRIEVANCE)
    add(desk, me, "পরের মাসের", received=datetime(2026, 11, 1, tzinfo=UTC))
    answering.answer(desk, in_time, "এই নিন", me, datetime(2026, 10, 1, 4, tzinfo=UTC))
    answering.answer(desk, late, "দেরি হলো", me, datetime(2026, 10, 8, 4, tzinfo=UTC))
    answering.answer(desk, praise, "ধন্যবাদ", me, datetime(2026, 10, 4, 4, tzinfo=UTC))
    handling.merge(desk, merged, overdue, me)
    handling.close(desk, closed, "বিজ্ঞাপন", me)
    handling.refer(desk, gone, "জেলা অফিস", me)
    found = statistics(desk, september, october, on=date(2026, 10, 31))
    total = found.total
    assert (total.in_time, total.late, total.without_due) == ((in_time,), (late,), (praise,))
    assert (total.overdue, total.waiting) == ((overdue,), (waiting,))
    assert (total.merged, total.closed, total.referred) == ((merged,), (closed,), (gone,))
    assert len(total.received) == 8
    assert (total.answered, total.median_days, total.longest_days) == (3, 2.0, 6)
    assert {kind: len(one.received) for kind, one in found.by_kind.items()} == {
        ResponseKind.QUESTION: 5,
        ResponseKind.PRAISE: 1,
        ResponseKind.GRIEVANCE: 2,
    }
    assert {account: len(one.received) for account, one in found.by_account.items()} == {1: 7, 2: 1}


def test_what_is_still_to_be_answered_stands_in_later_reports_too(desk: Desk, me: int) -> None:
    old, new = add(desk, me), add(desk, me, "এখনকার প্রশ্ন", received=datetime.now(UTC))
    add(desk, me, "ধন্যবাদ", ResponseKind.PRAISE)
    found = count(desk, this_quarter())
    assert found.figure("responses.received").rows == (new,)
    assert found.figure("responses.earlier_open").rows == (old,), "praise asks for no answer"
    answering.answer(desk, old, "এই নিন", me, WEDNESDAY)
    assert count(desk, this_quarter()).value("responses.earlier_open") == 0


def test_the_last_day_itself_is_late_in_no_list_and_a_weekend_after_it_is(desk: Desk, me: int) -> None:
    id_ = add(desk, me, received=datetime(2026, 10, 5, 4, tzinfo=UTC))  # to be answered by Thursday
    thursday, friday = date(2026, 10, 8), date(2026, 10, 9)
    late = WantedResponses(ShowResponses.LATE)
    assert listing.responses(desk, late, thursday) == ()
    assert [(one.id, one.days_left) for one in listing.responses(desk, late, friday)] == [(id_, -1)]
    on_last = statistics(desk, thursday - timedelta(days=3), thursday, thursday).total
    assert (on_last.waiting, on_last.overdue) == ((id_,), ())
    only_that_day = statistics(desk, date(2026, 10, 5), date(2026, 10, 5), friday).total
    assert (only_that_day.waiting, only_that_day.overdue) == ((), (id_,))


def test_another_kind_counts_from_the_day_it_was_opened_again(desk: Desk, me: int) -> None:
    id_ = add(desk, me)
    handling.close(desk, id_, "বিজ্ঞাপন মনে হয়েছিল", me)
    handling.reopen(desk, id_, "আসলে অভিযোগ", me)
    reopened = register.response(desk, id_).due
    handling.set_kind(desk, id_, ResponseKind.GRIEVANCE, me)
    grievance = register.response(desk, id_).due
    assert reopened is not None
    assert grievance is not None
    assert grievance > reopened > date(2026, 11, 11), "the thirty days from September are long over"
