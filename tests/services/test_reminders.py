"""What is due on a day, told before, at and after it, without a keyring; and putting it off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.bangla.workdays import Quarter, quarter_of
from app.models.tables import Event
from app.services.backup import state
from app.services.base.clock import day_of, stamp
from app.services.base.desk import Desk
from app.services.base.enums import (
    AccountKind,
    ChecklistState,
    DueAction,
    DueKind,
    Role,
    RotationReason,
)
from app.services.due import reminders
from app.services.due.views import Due, pressing
from app.services.office import checklist, office
from app.services.office.views import AccountForm, ChecklistForm, Leave, MemberForm, OfficeForm
from app.services.posts import intake, publication, review
from app.services.posts.views import PostForm
from app.services.record import ledger, outside
from app.services.record.audit import audit
from app.services.record.ledger import create
from app.services.reports import making, tasks
from app.services.secrets import rotation
from app.services.secrets.rotation_due import due_at_once
from app.services.secrets.views import RotationForm
from app.work import Work
from tests.services import by_hand, seconded
from tests.services.posts import CLEAN, write
from tests.services.refusals import refused
from tests.services.test_team import credential
from tests.services.went_out import out_since

CHANGED = datetime(2024, 8, 27, 4, tzinfo=UTC)
DUE_ON = date(2024, 11, 25)  # 90 days later


def rows(desk: Desk, on: date, kind: DueKind) -> list[Due]:
    return [row for row in reminders.due(desk, on) if row.kind is kind]


def row(desk: Desk, on: date, kind: DueKind) -> Due:
    [found] = rows(desk, on, kind)
    return found


@pytest.fixture
def changed(desk: Desk, office_of_one: dict[str, int]) -> Desk:
    rotation.record_change(desk, 1, RotationForm(at=CHANGED), office_of_one["Rahima"])
    return desk


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (DUE_ON - timedelta(days=15), None, None),
        (DUE_ON - timedelta(days=14), "soon", 14),
        (DUE_ON - timedelta(days=1), "soon", 1),
        (DUE_ON, "due", 0),
        (DUE_ON + timedelta(days=1), "overdue", -1),
        (DUE_ON + timedelta(days=400), "overdue", -400),
    ],
)
def test_a_password_before_at_and_after_its_day(
    changed: Desk, on: date, state: str | None, days: int | None
) -> None:
    found = [row for row in rows(changed, on, DueKind.ROTATION) if row.account_id == 1]
    assert [(one.state, one.days, one.due) for one in found] == (
        [] if state is None else [(state, days, DUE_ON)]
    )
    for one in found:
        assert one.key == "rotation:account-1"
        assert one.action is DueAction.RECORD_ROTATION
        assert "নমুনা শিক্ষা অফিস" in one.text.bn
        assert "নমুনা শিক্ষা অফিস" in one.text.en


def test_the_due_day_moves_with_the_change_and_with_the_offices_days(
    changed: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    seconded.change_office(changed, OfficeForm("নমুনা", "Sample", rotation_days=30, lead_days=3), me)
    assert row(changed, DUE_ON, DueKind.ROTATION).due == date(2024, 9, 26)
    page = AccountForm("facebook", "sample_upeo", "নমুনা", rotation_days=120, rotation_source="আদেশ")
    office.change_account(changed, 1, page, me)
    assert rows(changed, DUE_ON, DueKind.ROTATION) == []
    assert row(changed, date(2024, 12, 25), DueKind.ROTATION).due == date(2024, 12, 25)


def test_a_password_that_is_told_of_is_not_missing_from_the_checklist_too(changed: Desk) -> None:
    def clauses(on: date) -> str:
        return next(one for one in rows(changed, on, DueKind.CHECKLIST) if one.account_id == 1).key

    assert clauses(DUE_ON - timedelta(days=30)) == clauses(DUE_ON + timedelta(days=30))
    assert "e" not in clauses(DUE_ON).rpartition(":")[2]


def test_one_who_leaves_makes_passwords_due_at_once_also_those_kept_elsewhere(
    desk: Desk, team: dict[str, int]
) -> None:
    kept = credential(desk, 2, "page", [])
    rotation.record_change(desk, 1, RotationForm(at=CHANGED), team["Rahima"])
    successor = MemberForm("Habib", Role.MODERATOR)
    seconded.change_team(desk, joins=[successor], leaves=[Leave(team["Karim"])], by=team["Rahima"])
    today = reminders.today()
    found = rows(desk, today, DueKind.ROTATION)
    assert {one.key for one in found} == {f"rotation:{kept}", "rotation:account-1"}
    assert {one.at_once for one in found} == {RotationReason.PERSON_LEFT}
    rotation.record_change(desk, 1, RotationForm(RotationReason.PERSON_LEFT), team["Rahima"])
    assert [one.key for one in rows(desk, today, DueKind.ROTATION)] == [f"rotation:{kept}"]


def test_a_compromised_password_comes_first_and_cannot_wait(desk: Desk, team: dict[str, int]) -> None:
    rotation.record_change(desk, 1, RotationForm(at=CHANGED - timedelta(days=400)), team["Rahima"])
    kept = credential(desk, 2, "page", [])
    due_at_once(desk, [kept], RotationReason.COMPROMISED, team["Rahima"])
    today = reminders.today()
    first, second, *_ = reminders.due(desk, today)
    assert first.at_once is RotationReason.COMPROMISED
    assert first.credential_id == kept
    assert second.kind is DueKind.ROTATION
    assert second.state == "overdue"
    tomorrow = today + timedelta(days=1)
    assert refused(reminders.snooze, desk, first.key, tomorrow, team["Rahima"]) == "due.cannot_wait"


def test_a_personal_account_reminds_its_owner_and_is_never_checked(desk: Desk, team: dict[str, int]) -> None:
    jamal = team["Jamal"]
    form = AccountForm("x", "jamal.h", "Jamal", kind=AccountKind.PERSONAL, owner=jamal)
    own = office.add_account(desk, form, jamal)
    today = reminders.today()
    mine = [one for one in reminders.due(desk, today) if one.account_id == own]
    assert [(one.kind, one.state, one.clause) for one in mine] == [(DueKind.ROTATION, "due", "6.2.d")]
    tomorrow = today + timedelta(days=1)
    assert refused(reminders.snooze, desk, "checklist:1:", tomorrow, jamal) == "due.not_there"
    pages = next(one for one in reminders.due(desk, today) if one.kind is DueKind.CHECKLIST)
    assert refused(reminders.snooze, desk, pages.key, tomorrow, jamal) == "review.drafter_cannot"
    reminders.snooze(desk, mine[0].key, tomorrow, jamal)
    rotation.record_change(desk, own, RotationForm(), jamal)
    assert [one for one in reminders.due(desk, today) if one.account_id == own] == []


def test_putting_off_has_its_limits(changed: Desk, office_of_one: dict[str, int]) -> None:
    me, today = office_of_one["Rahima"], reminders.today()
    key = rows(changed, today, DueKind.CHECKLIST)[0].key
    for until in (today, today + timedelta(days=8), today - timedelta(days=1)):
        assert refused(reminders.snooze, changed, key, until, me) == "due.too_long"
    for times in range(reminders.SNOOZES_IN_A_ROW):
        until = today + timedelta(days=7 - times)
        reminders.snooze(changed, key, until, me)
        put_off = next(one for one in reminders.due(changed, today) if one.key == key)
        assert (put_off.snoozed_until, put_off.snoozes_left) == (until, 2 - times)
        assert put_off not in pressing(reminders.due(changed, today))
    assert refused(reminders.snooze, changed, key, today + timedelta(days=1), me) == "due.too_often"
    back = next(one for one in reminders.due(changed, today + timedelta(days=5)) if one.key == key)
    assert back.snoozed_until is None
    with changed.store.read():
        assert Event.select().where(Event.kind == "reminder.snoozed").count() == 3
    assert audit(changed, Work()).ok


def test_what_is_put_off_on_the_first_day_of_its_telling_stays_put_off(
    changed: Desk, office_of_one: dict[str, int]
) -> None:
    me, today = office_of_one["Rahima"], reminders.today()
    rotation.record_change(changed, 2, RotationForm(at=datetime.now(UTC) - timedelta(days=76)), me)
    told = next(one for one in rows(changed, today, DueKind.ROTATION) if one.account_id == 2)
    assert told.standing.since == today
    reminders.snooze(changed, told.key, today + timedelta(days=2), me)
    put_off = next(one for one in reminders.due(changed, today) if one.key == told.key)
    assert put_off.snoozed_until == today + timedelta(days=2)
    assert put_off.snoozes_left == reminders.SNOOZES_IN_A_ROW - 1


def test_a_new_round_may_be_put_off_anew(changed: Desk, office_of_one: dict[str, int]) -> None:
    me, today = office_of_one["Rahima"], reminders.today()
    last = RotationForm(at=datetime.now(UTC) - timedelta(days=90))  # due today
    rotation.record_change(changed, 2, last, me)
    key = "rotation:account-2"
    beyond = today + timedelta(days=2)  # it would be late by then
    assert refused(reminders.snooze, changed, key, beyond, me) == "due.too_long"
    for _ in range(reminders.SNOOZES_IN_A_ROW):
        reminders.snooze(changed, key, today + timedelta(days=1), me)
    assert refused(reminders.snooze, changed, key, today + timedelta(days=1), me) == "due.too_often"
    rotation.record_change(changed, 2, RotationForm(), me)
    again = next(one for one in reminders.due(changed, today + timedelta(days=90)) if one.key == key)
    assert again.snoozes_left == reminders.SNOOZES_IN_A_ROW


def test_terms_and_other_reviews_are_told_in_time(desk: Desk, office_of_one: dict[str, int]) -> None:
    me, day = office_of_one["Rahima"], date(2027, 5, 20)
    for clause in ("6.1.g", "6.1.f"):
        form = ChecklistForm(clause, ChecklistState.DONE, text="দেখা হয়েছে", next_review=day)
        checklist.enter(desk, 1, form, me)
    assert rows(desk, day - timedelta(days=15), DueKind.TERMS) == []
    terms = row(desk, day - timedelta(days=14), DueKind.TERMS)
    assert (terms.key, terms.state, terms.days) == ("review:1:6.1.g", "soon", 14)
    assert "৬.১(ছ)" in terms.text.bn
    assert "6.1(g)" in terms.text.en
    assert row(desk, day, DueKind.REVIEW).state == "due"
    assert row(desk, day + timedelta(days=2), DueKind.REVIEW).days == -2


def test_the_quarters_report_is_owed_for_a_quarter_the_office_was_here(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    begun = since_when(desk)
    first_day = quarter_of(begun).begins
    assert rows(desk, first_day, DueKind.REPORT) == [], "the office is younger than that quarter"
    quarter_after = date(begun.year + 1, 1, 1)  # the quarter the office was set up in has ended by then
    owed = row(desk, quarter_after, DueKind.REPORT)
    assert owed.state == "soon"
    assert owed.due is not None
    assert row(desk, owed.due, DueKind.REPORT).state == "due"
    late = row(desk, owed.due + timedelta(days=3), DueKind.REPORT)
    assert (late.state, late.days, late.clause, late.key) == ("overdue", -3, "11.a", owed.key)


def test_an_office_set_up_on_a_quarters_last_day_owes_its_report(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "now", lambda: stamp(datetime(2026, 9, 30, 6, tzinfo=UTC)))
    office.set_up(desk, OfficeForm("নমুনা", "Sample", members=(MemberForm("Rahima", Role.MODERATOR),)))
    assert rows(desk, date(2026, 9, 30), DueKind.REPORT) == []
    assert row(desk, date(2026, 10, 1), DueKind.REPORT).key == f"report:{Quarter(2026, 3)}"


def test_a_report_made_after_the_quarter_settles_what_is_owed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = reminders.today()
    quarter = quarter_of(today).before()
    with monkeypatch.context() as earlier:
        earlier.setattr(ledger, "now", lambda: stamp(datetime.combine(quarter.ends, time(6), UTC)))
        office.set_up(desk, OfficeForm("নমুনা", "Sample", members=(MemberForm("Rahima", Role.MODERATOR),)))
    assert row(desk, today, DueKind.REPORT).key == f"report:{quarter}"
    making.make(desk, quarter_of(today), None)  # of the running quarter: settles nothing
    assert len(rows(desk, today, DueKind.REPORT)) == 1
    making.make(desk, quarter, None)
    assert rows(desk, today, DueKind.REPORT) == []


def test_an_anchor_outside_is_asked_for_again_each_month(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    today = reminders.today()
    assert rows(desk, today + timedelta(days=29), DueKind.ANCHOR) == []
    never = row(desk, today + timedelta(days=30), DueKind.ANCHOR)
    assert (never.action, never.state) == (DueAction.ANCHOR, "due")
    outside.save(desk, tmp_path, office_of_one["Rahima"])
    assert rows(desk, today + timedelta(days=29), DueKind.ANCHOR) == []
    old = row(desk, today + timedelta(days=31), DueKind.ANCHOR)
    assert old.state == "overdue"
    assert never.text != old.text


def test_a_backup_is_asked_for_a_week_after_the_last_that_was_proved(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    today = reminders.today()
    if desk.shares_office:
        assert rows(desk, today + timedelta(days=99), DueKind.BACKUP) == [], "it is backed up at the server"
        return
    assert rows(desk, today + timedelta(days=6), DueKind.BACKUP) == []
    never = row(desk, today + timedelta(days=7), DueKind.BACKUP)
    assert (never.action, never.state) == (DueAction.BACK_UP, "due")
    made = datetime.now(UTC)
    state.keep_last(desk, state.LastBackup("x.backup", made, made))
    assert rows(desk, today + timedelta(days=6), DueKind.BACKUP) == []
    old = row(desk, today + timedelta(days=9), DueKind.BACKUP)
    assert old.state == "overdue"
    assert never.text != old.text
    in_years = made + timedelta(days=900)
    state.keep_last(desk, state.LastBackup("y.backup", in_years, in_years))
    assert row(desk, today + timedelta(days=9), DueKind.BACKUP).state == "overdue", "the clock was ahead"


def since_when(desk: Desk) -> date:
    with desk.store.read():
        return day_of(Event.select().order_by(Event.id).first().at)


def test_an_approved_post_waits_for_its_publication(desk: Desk, office_of_one: dict[str, int]) -> None:
    me, today = office_of_one["Rahima"], reminders.today()
    draft = write(desk, me)
    assert rows(desk, today, DueKind.UNPUBLISHED) == []
    review.approve(desk, draft.id, draft.version.digest, me)
    waiting = row(desk, today + timedelta(days=2), DueKind.UNPUBLISHED)
    assert (waiting.draft_id, waiting.n, waiting.days) == (draft.id, 1, -2)
    assert rows(desk, today - timedelta(days=1), DueKind.UNPUBLISHED) == []
    publication.publish(desk, draft.id, "https://facebook.com/1", datetime.now(UTC), me)
    assert rows(desk, today, DueKind.UNPUBLISHED) == []


def test_a_check_that_failed_is_told(desk: Desk, office_of_one: dict[str, int]) -> None:
    draft = write(desk, office_of_one["Rahima"])
    assert rows(desk, reminders.today(), DueKind.CHECKS) == []
    by_hand.changed(desk, "UPDATE check_run SET failure = 'media.decoder_died'")
    failed = row(desk, reminders.today(), DueKind.CHECKS)
    assert (failed.draft_id, failed.state) == (draft.id, "due")
    review.send_back(desk, draft.id, "সূত্র যোগ করুন", office_of_one["Rahima"])
    assert row(desk, reminders.today(), DueKind.CHECKS).draft_id == draft.id, "a returned one is open too"
    review.reject(desk, write(desk, office_of_one["Rahima"], "ক").id, "কারণ", office_of_one["Rahima"])
    assert row(desk, reminders.today(), DueKind.CHECKS).n == 1


def test_a_page_without_a_post_for_long(desk: Desk, office_of_one: dict[str, int]) -> None:
    me, today = office_of_one["Rahima"], reminders.today()
    assert rows(desk, today + timedelta(days=29), DueKind.QUIET) == []
    assert len(rows(desk, today + timedelta(days=30), DueKind.QUIET)) == 2, "none was ever recorded"
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    out_since(desk, draft.id, datetime.now(UTC) - timedelta(days=31), me)
    silent = row(desk, today, DueKind.QUIET)
    assert (silent.account_id, silent.state, silent.days) == (1, "overdue", -1)
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", quiet_days=60), me)
    assert rows(desk, today, DueKind.QUIET) == []


def test_the_last_post_is_the_latest_to_go_out_whenever_it_was_recorded(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me, today = office_of_one["Rahima"], reminders.today()
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    for days in (40, 2, 31):
        at = datetime.now(UTC) - timedelta(days=days)
        out_since(desk, draft.id, at, me, f"https://facebook.com/{days}")
    assert rows(desk, today + timedelta(days=27), DueKind.QUIET) == []
    assert row(desk, today + timedelta(days=28), DueKind.QUIET).account_id == 1


def test_a_contact_who_left_is_still_named(desk: Desk, team: dict[str, int]) -> None:
    page = AccountForm("facebook", "sample_upeo", "নমুনা", emergency_contact="Jamal, আইটি")
    office.change_account(desk, 1, page, team["Rahima"])
    seconded.retire_member(desk, team["Jamal"], team["Rahima"])
    left = row(desk, reminders.today(), DueKind.HANDOVER)
    assert (left.member_id, left.action) == (team["Jamal"], DueAction.HAND_OVER)


def test_a_clock_that_is_behind_is_told_first(desk: Desk, office_of_one: dict[str, int]) -> None:
    assert rows(desk, reminders.today(), DueKind.CLOCK) == []
    with desk.store.write():
        ahead = stamp(datetime.now(UTC) + timedelta(days=3))
        last = Event.select().order_by(Event.id.desc()).first()
        create(
            Event,
            id=last.id + 1,
            at=ahead,
            kind="test",
            member=None,
            member_name="",
            draft=None,
            body={"rows": []},
            previous=last.hash,
            hash="0",
        )
    first = reminders.due(desk, reminders.today())[0]
    assert first.kind is DueKind.CLOCK
    tomorrow = reminders.today() + timedelta(days=1)
    assert refused(reminders.snooze, desk, "clock", tomorrow, office_of_one["Rahima"]) == "due.cannot_wait"
    assert rows(desk, date(2030, 1, 1), DueKind.CLOCK) == []


def test_an_empty_desk_owes_nothing(desk: Desk) -> None:
    assert reminders.due(desk, date(2024, 11, 25)) == ()


def test_what_was_to_go_out_and_is_not_approved(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    day = date(2026, 11, 25)
    posts = [
        intake.compose(desk, PostForm(f"{CLEAN} {n}", account_id=1, purpose="5.c", schedule=schedule), me)
        for n, schedule in enumerate(["2026-11-25T10:30", "2026-11-24", "2026-12-01", "", "as agreed"])
    ]
    assert rows(desk, day - timedelta(days=2), DueKind.SCHEDULE) == []
    on_time = row(desk, day - timedelta(days=1), DueKind.SCHEDULE)
    assert (on_time.state, on_time.n, on_time.draft_id) == ("due", 1, posts[1])
    late, today = rows(desk, day, DueKind.SCHEDULE)
    assert (late.state, late.n, late.draft_id, late.days) == ("overdue", 1, posts[1], -1)
    assert (today.state, today.n, today.draft_id) == ("due", 1, posts[0])
    assert late.action is DueAction.DECIDE
    review.send_back(desk, posts[1], "সূত্র দিন", me)
    assert len(rows(desk, day, DueKind.SCHEDULE)) == 2, "returned, it is not out either"
    review.reject(desk, posts[0], "এখন নয়", me)
    assert [one.state for one in rows(desk, day, DueKind.SCHEDULE)] == ["overdue"]


def test_what_is_to_be_done_is_told_before_at_and_after_its_day(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me, day = office_of_one["Rahima"], reminders.today() + timedelta(days=30)
    task = tasks.add_task(desk, quarter_of(day), "পেজের শর্ত পড়া " * 20, "তানভীর", day, me)
    tasks.add_task(desk, quarter_of(day), "কোনো দিন ঠিক হয়নি", "নাসরিন", None, me)
    assert rows(desk, day - timedelta(days=8), DueKind.TASK) == []
    for days, told in ((-7, "soon"), (0, "due"), (1, "overdue"), (200, "overdue")):
        found = row(desk, day + timedelta(days=days), DueKind.TASK)
        assert (found.state, found.due, found.action) == (told, day, DueAction.TASK)
        assert "তানভীর" in found.text.bn
        assert len(found.text.bn) < 160
        on = day + timedelta(days=days)
        assert found.key.split(":")[1] == str(max(quarter_of(on), quarter_of(day))), "whose report lists it"
    tasks.finish_task(desk, task, me)
    assert rows(desk, day + timedelta(days=1), DueKind.TASK) == []
