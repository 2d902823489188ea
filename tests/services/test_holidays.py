"""Days off are the office's own data; a quarter's report is due by working days."""

from __future__ import annotations

from datetime import date

from app.bangla.workdays import Quarter
from app.services.base.desk import Desk
from app.services.office import holidays
from app.services.office.views import OfficeForm
from app.services.record.audit import audit
from app.work import Work
from tests.services import seconded
from tests.services.refusals import refused

VICTORY = date(2026, 12, 16)
THIRD = Quarter(2026, 3)


def report_due(desk: Desk) -> date:
    with desk.store.read():
        return holidays.report_due(THIRD)


def test_a_day_off_is_entered_and_taken_back(desk: Desk, team: dict[str, int]) -> None:
    by = team["Rahima"]
    holidays.add_holiday(desk, VICTORY, "বিজয় দিবস", "", by)
    (entered,) = holidays.holidays(desk, 2026)
    assert (entered.day, entered.name_bn, entered.name_en) == (VICTORY, "বিজয় দিবস", "বিজয় দিবস")
    assert holidays.holidays(desk, 2027) == ()
    assert refused(holidays.add_holiday, desk, VICTORY, "আবার", "", by) == "holiday.there"
    assert refused(holidays.add_holiday, desk, THIRD.ends, " ", "", by) == "holiday.name_missing"
    assert refused(holidays.withdraw_holiday, desk, VICTORY, team["Jamal"]) == "review.drafter_cannot"
    holidays.withdraw_holiday(desk, VICTORY, by)
    assert refused(holidays.withdraw_holiday, desk, VICTORY, by) == "holiday.none"
    assert holidays.holidays(desk) == ()
    holidays.add_holiday(desk, VICTORY, "বিজয় দিবস", "Victory Day", by)
    assert audit(desk, Work()).ok


def test_a_report_is_due_so_many_working_days_after_the_quarter(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    assert report_due(desk) == date(2026, 10, 14)
    holidays.add_holiday(desk, date(2026, 10, 13), "ছুটি", "", None)
    assert report_due(desk) == date(2026, 10, 15)
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", report_days=3), None)
    assert report_due(desk) == date(2026, 10, 5)
