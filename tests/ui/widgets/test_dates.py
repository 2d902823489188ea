"""Date fields: a day is a day in Dhaka, and the weekend is the office's own."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bangla.dates import DHAKA
from app.ui import theme
from app.ui.app import application
from app.ui.widgets.dates import DateField, MomentField


def test_friday_and_saturday_are_off_and_the_week_begins_on_sunday(qtbot: QtBot) -> None:
    application()
    theme.apply("light")
    field = DateField(date(2026, 12, 16))
    qtbot.addWidget(field)
    calendar = field.calendarWidget()
    danger = theme.theme().color("danger")
    off = {day for day in Qt.DayOfWeek if calendar.weekdayTextFormat(day).foreground().color() == danger}
    assert off == {Qt.DayOfWeek.Friday, Qt.DayOfWeek.Saturday}
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Sunday
    assert field.day() == date(2026, 12, 16)


def test_a_moment_is_shown_and_taken_in_dhaka(qtbot: QtBot) -> None:
    application()
    field = MomentField(datetime(2026, 12, 15, 18, 30, tzinfo=UTC))
    qtbot.addWidget(field)
    assert field.date().day() == 16
    assert field.time().hour() == 0
    assert field.moment() == datetime(2026, 12, 16, 0, 30, tzinfo=DHAKA)
