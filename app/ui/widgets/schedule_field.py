"""The field for when a post is to go out."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QDateTimeEdit, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import px, theme
from app.ui.translation import tr
from app.ui.widgets.labels import Label
from app.ui.wording import schedule


class ScheduleField(QWidget):
    """When it is to go out, if that is set: a date and time of Dhaka, and both calendars in words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._set = QCheckBox(tr("queue.form.scheduled"))
        self._time = QDateTimeEdit()
        self._time.setDisplayFormat("dd/MM/yyyy HH:mm")
        self._time.setCalendarPopup(True)
        _mark_weekend(self._time.calendarWidget())
        self._time.setDateTime(_next_morning())
        self._date_text = Label(look="tiny", wrap=True)
        self.setFocusProxy(self._set)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._set)
        row.addWidget(self._time, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self._date_text)
        self._set.toggled.connect(self._on_change)
        self._time.dateTimeChanged.connect(self._on_change)
        self._on_change()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._time.setAccessibleName(name)

    def set_on(self, on: bool) -> None:
        """Set the proposed time, or none."""
        self._set.setChecked(on)

    def value(self) -> str:
        """ISO 8601 local time, "" for none."""
        return self._time.dateTime().toString("yyyy-MM-ddTHH:mm") if self._set.isChecked() else ""

    def set_value(self, written: str) -> None:
        moment = QDateTime.fromString(written[:16], "yyyy-MM-ddTHH:mm")
        if moment.isValid():
            self._time.setDateTime(moment)
        self._set.setChecked(moment.isValid())

    def _on_change(self) -> None:
        self._time.setVisible(self._set.isChecked())
        self._date_text.setVisible(self._set.isChecked())
        self._date_text.setText(schedule(self.value()) if self._set.isChecked() else "")
        self.changed.emit()


def _next_morning() -> QDateTime:
    morning = QDateTime.currentDateTime().addDays(1)
    time = morning.time()
    time.setHMS(10, 0, 0)
    morning.setTime(time)
    return morning


def _mark_weekend(calendar: QCalendarWidget) -> None:
    """The weekend is Friday and Saturday here; Qt paints Saturday and Sunday."""
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
    plain, red = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(QColor(theme().color("text")))
    red.setForeground(QColor(theme().color("danger")))
    calendar.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, plain)
    for day in (Qt.DayOfWeek.Friday, Qt.DayOfWeek.Saturday):
        calendar.setWeekdayTextFormat(day, red)
