"""A clock moved back is noticed, recorded once, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.models.tables import Event
from app.services.base import clock
from app.services.base.desk import Desk
from app.services.office.views import OfficeForm
from app.services.record import ledger
from app.services.record.audit import audit
from app.services.record.clockwatch import behind, leapt
from app.work import Work
from tests.services import seconded

# Where the office is on a server, its clock and the desk's are wrong alike here: what a desk is told whose
# own clock is wrong stands in test_desks.

SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    def set_(moment: datetime) -> None:
        monkeypatch.setattr(ledger, "now", lambda: clock.stamp(moment))

    return set_


def rename(desk: Desk, name: str) -> None:
    seconded.change_office(desk, OfficeForm(name, name), None)


def kinds(desk: Desk) -> list[str]:
    with desk.store.read():
        return [event.kind for event in Event.select().order_by(Event.id)]


def test_a_clock_moved_back_is_one_event_and_all_stays_in_order(
    desk: Desk, office_of_one: dict[str, int], set_clock: SetClock
) -> None:
    before = kinds(desk)
    today = datetime.now(UTC)
    for days in (400, 399):
        set_clock(today - timedelta(days=days))
        rename(desk, f"{days} days ago")
    assert kinds(desk) == [*before, "clock.moved_back", "office.changed", "office.changed"]
    with desk.store.read():
        told = Event.get(Event.kind == "clock.moved_back")
        assert clock.moment(told.body["latest"]) > clock.moment(told.at) + timedelta(days=399)
        assert behind(today - timedelta(days=390)) == clock.moment(told.body["latest"])
        assert behind(today + timedelta(days=1)) is None, "once the clock is right there is nothing to say"
    assert audit(desk, Work()).ok


def test_it_is_seen_before_anything_is_written(desk: Desk, office_of_one: dict[str, int]) -> None:
    with desk.store.read():
        assert behind() is None
        assert behind(datetime.now(UTC) - timedelta(days=2)) is not None


def test_a_clock_set_right_by_seconds_is_nothing_to_tell(
    desk: Desk, office_of_one: dict[str, int], set_clock: SetClock
) -> None:
    set_clock(datetime.now(UTC) - timedelta(seconds=30))
    rename(desk, "নমুনা")
    assert "clock.moved_back" not in kinds(desk)
    with desk.store.read():
        assert behind(datetime.now(UTC) - timedelta(seconds=30)) is None


@pytest.mark.parametrize(("back", "told"), [(60, False), (61, True)])
def test_a_minute_is_let_pass_and_a_second_more_is_told(
    desk: Desk, office_of_one: dict[str, int], set_clock: SetClock, back: int, told: bool
) -> None:
    with desk.store.read():
        latest = clock.moment(Event.select().order_by(Event.id.desc()).first().at)
    at = latest - timedelta(seconds=back)
    assert ledger.moved_back(latest, at) is told
    with desk.store.read():
        assert behind(at) == (latest if told else None)
    set_clock(at)
    rename(desk, "নমুনা")
    assert ("clock.moved_back" in kinds(desk)) is told


@pytest.mark.parametrize(("further", "told"), [(timedelta(), False), (timedelta(seconds=1), True)])
def test_a_year_and_a_day_is_let_pass_and_a_second_more_is_told(
    desk: Desk, office_of_one: dict[str, int], set_clock: SetClock, further: timedelta, told: bool
) -> None:
    with desk.store.read():
        latest = clock.moment(Event.select().order_by(Event.id.desc()).first().at)
    set_clock(latest + timedelta(days=366) + further)
    rename(desk, "নমুনা")
    assert ("clock.moved_ahead" in kinds(desk)) is told


def test_within_the_minute_no_event_is_earlier_than_the_one_before(
    desk: Desk, office_of_one: dict[str, int], set_clock: SetClock
) -> None:
    with desk.store.read():
        latest = Event.select().order_by(Event.id.desc()).first().at
    set_clock(clock.moment(latest) - timedelta(seconds=30))
    rename(desk, "নমুনা")
    with desk.store.read():
        assert Event.select().order_by(Event.id.desc()).first().at == latest


def test_the_year_2110_is_told_and_once_set_right_nothing_stays_behind(
    desk: Desk, office_of_one: dict[str, int], set_clock: SetClock
) -> None:
    before = kinds(desk)
    with desk.store.read():
        latest = clock.moment(Event.select().order_by(Event.id.desc()).first().at)
    far = datetime(2110, 3, 1, 9, 30, tzinfo=UTC)
    set_clock(far)
    rename(desk, "একুশ শ দশ")
    rename(desk, "আবার")
    assert kinds(desk) == [*before, "clock.moved_ahead", "office.changed", "office.changed"]
    with desk.store.read():
        assert leapt(far) == latest, "told on the answers"
        assert leapt(far + timedelta(hours=2)) is None, "and not for ever"
    today = latest + timedelta(hours=1)
    set_clock(today)
    rename(desk, "আজ")
    assert kinds(desk)[-2:] == ["clock.moved_back", "office.changed"]
    with desk.store.read():
        assert behind(today) is None, "the clock was set right"
        assert behind(today - timedelta(days=1)) == today, "set back further than that, it is not"
    report = audit(desk, Work())
    assert report.ok
    assert [note.kind for note in report.notes] == ["clock_ahead", "clock_back"]
