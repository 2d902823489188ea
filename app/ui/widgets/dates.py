"""Date fields as people here use them: Bangla months and digits in Bangla, Friday and Saturday off."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit, QWidget

from app.bangla.dates import DHAKA, local
from app.ui.theme import theme, theme_changed
from app.ui.translation import language, language_changed


class _LocalField(QDateTimeEdit):
    """Follows the window's language and colours."""

    def __init__(self, shown: QDateTime, pattern: str, parent: QWidget | None) -> None:
        super().__init__(shown, parent)
        self._pattern = pattern
        self.setCalendarPopup(True)
        self._dress()
        language_changed.connect(self._dress)
        theme_changed.connect(self._dress)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)  # it has the focus, and is what a screen reader hears

    def _dress(self) -> None:
        # Bangladesh has no English locale in Qt: en_BD becomes American English.
        locale = QLocale("bn_BD") if language() == "bn" else QLocale("en_IN")
        self.setLocale(locale)
        self.setDisplayFormat(self._pattern)
        calendar = self.calendarWidget()
        calendar.setLocale(locale)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for weekday in Qt.DayOfWeek:
            off = weekday in (Qt.DayOfWeek.Friday, Qt.DayOfWeek.Saturday)
            look = QTextCharFormat()
            look.setForeground(theme().color("danger" if off else "text"))
            calendar.setWeekdayTextFormat(weekday, look)


class DateField(_LocalField):
    """A day in Dhaka."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(QDateTime(QDate(day.year, day.month, day.day), QTime()), "d MMMM yyyy", parent)

    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))


class MomentField(_LocalField):
    """A day and time of day in Dhaka; `moment` is aware."""

    def __init__(self, moment: datetime, parent: QWidget | None = None) -> None:
        there = local(moment)
        shown = QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute))
        super().__init__(shown, "d MMMM yyyy, HH:mm", parent)

    def moment(self) -> datetime:
        day, clock = self.date(), self.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=DHAKA)
