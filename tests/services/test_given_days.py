"""A mistyped year is told at every door where a person gives a day, and nothing is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import ChecklistState, ResponseKind
from app.services.base.given_days import FIRST, YEARS_AHEAD, require_near, wrong_past
from app.services.letters import keeping
from app.services.letters.views import LetterForm, LetterKind
from app.services.office import accounts, checklist, holidays
from app.services.office.views import AccountForm, ChecklistForm
from app.services.past.importing import import_history
from app.services.posts import intake
from app.services.posts.views import PostForm
from app.services.reports import activities, tasks
from app.services.responses import importing, register
from app.services.responses.views import ResponseForm
from app.services.secrets import rotation
from app.services.secrets.views import RotationForm
from app.work import Work
from tests.helpers.days import today
from tests.services.refusals import refused

OPENED = "2020-05-07"
Door = Callable[[Desk, int, date], object]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def letter(day: date) -> LetterForm:
    return LetterForm(
        LetterKind.CLARIFICATION, "bn", day, "বিষয়", "", ("কথা",), ("জেলা প্রশাসক",), (), "Rahima", "UNO"
    )


def respond(desk: Desk, me: int, day: date) -> object:
    return register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "ফরম কই?", "", noon(day)), me)


def respond_by_file(desk: Desk, me: int, day: date) -> object:
    data = f"text,received\nফরম কই?,{day}\n".encode()
    return importing.import_responses(desk, data, "a.csv", 1, me, ResponseKind.QUESTION)


def rotate(desk: Desk, me: int, day: date) -> object:
    return rotation.record_change(desk, 1, RotationForm(at=noon(day)), me)


def read_earlier_posts(desk: Desk, me: int, day: date) -> object:
    file = desk.folder.path / "posts.csv"
    file.write_text(f"date,text\n{day},কৃষি মেলা\n", encoding="utf-8")
    return import_history(desk, [file], "sample_upeo", me, Work())


def open_account(desk: Desk, me: int, day: date) -> object:
    return accounts.add_account(
        desk, AccountForm("x", "new", "New", purposes=("5.c",), opened_on=day.isoformat()), me
    )


def hold_activity(desk: Desk, me: int, day: date) -> object:
    return activities.add_activity(desk, day, "সভা", "মিলনায়তন", 20, me)


HAPPENED: tuple[tuple[Door, str, str], ...] = (
    (respond, "response.future", "day.too_early"),
    (respond_by_file, "response.row_future", "response.row_early"),
    (rotate, "rotation.in_future", "day.too_early"),
    (read_earlier_posts, "history.bad_day", "history.bad_day"),
    (open_account, "office.future_day", "day.too_early"),
    (hold_activity, "report.activity_odd", "day.too_early"),
)
PLANNED: tuple[Door, ...] = (
    lambda desk, me, day: intake.compose(desk, PostForm("মেলা", schedule=f"{day}T10:00"), me),
    lambda desk, me, day: keeping.keep(desk, letter(day), me),
    lambda desk, me, day: holidays.add_holiday(desk, day, "ছুটি", "Holiday", me),
    lambda desk, me, day: tasks.add_task(desk, Quarter(2026, 4), "ছবি তোলা", "Rahima", day, me),
    lambda desk, me, day: checklist.enter(
        desk, 1, ChecklistForm("6.1.a", ChecklistState.DONE, next_review=day), me
    ),
)


def test_a_year_in_which_nothing_can_have_happened_is_refused_at_every_door(desk: Desk, me: int) -> None:
    before = events(desk)
    for door, to_come, too_early in HAPPENED:
        assert refused(door, desk, me, date(2062, 11, 25)) == to_come
        assert refused(door, desk, me, date(1990, 11, 25)) == too_early
    for door in PLANNED:
        assert refused(door, desk, me, date(2062, 11, 25)) == "day.too_far"
        assert refused(door, desk, me, date(1990, 11, 25)) == "day.too_early"
    assert events(desk) == before, "nothing was kept"
    this = today()
    for door in (*(each for each, *_ in HAPPENED), *PLANNED):
        door(desk, me, this - timedelta(days=1))


@pytest.mark.parametrize(("language", "said"), [("bn", "২৫ নভেম্বর ১৯৯০"), ("en", "25 November 1990")])
def test_the_day_is_said_as_the_language_writes_it(language: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        require_near(date(1990, 11, 25))
    assert Translator(language).refusal(refusal.value).startswith(said)


def test_days_off_are_refused_as_people_write_days(desk: Desk, me: int) -> None:
    day = today() + timedelta(days=20)
    assert refused(holidays.withdraw_holiday, desk, day, me) == "holiday.none"
    holidays.add_holiday(desk, day, "ছুটি", "Holiday", me)
    assert refused(holidays.add_holiday, desk, day, "ছুটি", "Holiday", me) == "holiday.there"


def test_nothing_happened_on_an_account_before_it_was_opened(desk: Desk, me: int) -> None:
    page = next(one for one in accounts.accounts(desk) if one.id == 1)
    form = AccountForm(
        page.platform, page.handle, page.display_name, purposes=page.purposes, opened_on=OPENED
    )
    accounts.change_account(desk, page.id, form, me)
    early, opened = date(2020, 5, 6), date(2020, 5, 7)
    assert refused(respond, desk, me, early) == refused(rotate, desk, me, early) == "day.before_account"
    assert refused(respond_by_file, desk, me, early) == "response.row_early"
    for door in (respond, rotate):
        door(desk, me, opened)


def test_the_edges() -> None:
    this = today()
    assert wrong_past(this) is wrong_past(FIRST) is wrong_past(datetime.now(UTC)) is None
    assert wrong_past(this + timedelta(days=2)) == "to_come"
    assert wrong_past(FIRST - timedelta(days=1)) == "too_early"
    assert wrong_past(datetime(2003, 12, 31, 18, tzinfo=UTC)) is None, "2004 in Dhaka"
    require_near(FIRST)
    require_near(date(this.year + YEARS_AHEAD, 12, 31))
    assert refused(require_near, date(this.year + YEARS_AHEAD + 1, 1, 1)) == "day.too_far"


def events(desk: Desk) -> int:
    with desk.store.read():
        return int(Event.select().count())
