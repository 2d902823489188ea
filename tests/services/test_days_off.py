"""A day off that becomes known later is no working day either: the last days of what waits move with it."""

from __future__ import annotations

from datetime import date, timedelta

from app.bangla.workdays import after_working_days
from app.services.base.clock import moment_of
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.record.audit import audit
from app.services.responses import answering, days_off, handling, register
from app.services.responses.rows import today
from app.services.responses.views import ResponseForm
from app.work import Work
from tests.services.refusals import refused


def asked(desk: Desk, by: int, on: date, kind: ResponseKind = ResponseKind.QUESTION) -> int:
    return register.add(desk, ResponseForm(1, kind, f"কবে খুলবে {on}?", received=moment_of(on)), by)


def due(desk: Desk, id_: int) -> date | None:
    return register.response(desk, id_).due


def test_the_last_day_of_what_waits_moves_with_a_day_off_and_back(desk: Desk, team: dict[str, int]) -> None:
    me, on = team["Rahima"], today()
    open_, thanks = asked(desk, me, on), asked(desk, me, on, ResponseKind.PRAISE)
    answered = asked(desk, me, on)
    answering.answer(desk, answered, "রবিবার।", me)
    first = after_working_days(on, 1)
    assert days_off.add_day_off(desk, first, "সাধারণ ছুটি", "General holiday", me) == 1
    assert due(desk, open_) == after_working_days(on, 4)
    assert (due(desk, answered), due(desk, thanks)) == (after_working_days(on, 3), None)
    *_, last = register.steps(desk, open_)
    assert (last.step, last.day, last.member) == ("due_moved", due(desk, open_), "Rahima")
    behind = after_working_days(on, 9)
    assert days_off.add_day_off(desk, behind, "ছুটি", "", me) == 0, "after its last day"
    assert days_off.withdraw_day_off(desk, first, me) == 1
    assert due(desk, open_) == after_working_days(on, 3)
    assert refused(days_off.add_day_off, desk, first, "ছুটি", "", team["Jamal"]) == "review.drafter_cannot"
    assert audit(desk, Work()).ok


def test_what_is_late_stays_late_and_nothing_is_made_late_at_once(desk: Desk, me: int) -> None:
    on = today()
    late = asked(desk, me, on - timedelta(days=20))
    was = due(desk, late)
    assert was is not None
    assert was < on
    assert days_off.add_day_off(desk, was, "ছুটি", "", me) == 0
    assert due(desk, late) == was
    began = (on - timedelta(days=back) for back in range(1, 10))
    for day in began:
        if after_working_days(day, 3) == on:  # on a weekend none is due today
            last = asked(desk, me, day)
            assert days_off.add_day_off(desk, on, "হঠাৎ ছুটি", "", me) == 1
            assert due(desk, last) == after_working_days(on, 1)
            break
    assert audit(desk, Work()).ok


def test_what_was_opened_again_is_counted_from_then(desk: Desk, me: int) -> None:
    on = today()
    id_ = asked(desk, me, on - timedelta(days=40))
    handling.close(desk, id_, "আর দরকার নেই এখন", me)
    handling.reopen(desk, id_, "আবার লিখেছেন", me)
    assert due(desk, id_) == after_working_days(on, 3)
    assert days_off.add_day_off(desk, after_working_days(on, 2), "ছুটি", "", me) == 1
    assert due(desk, id_) == after_working_days(on, 4)
    assert audit(desk, Work()).ok
