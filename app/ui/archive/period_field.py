"""Chooses a period: one of the usual ones, or two days of one's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bangla.dates import local
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import Choice

_OWN = "own"
_PERIODS = ("always", "today", "week", "month", "quarter", _OWN)

Days = tuple[date | None, date | None]


def days_of(period: str, today: date) -> Days:
    """First and last day of a period that ends today, both included; None where it has no end.

    The quarter is the fiscal year's (July to September and so on), which are calendar quarters.
    """
    first = {
        "today": today,
        "week": today - timedelta(days=6),
        "month": today.replace(day=1),
        "quarter": date(today.year, (today.month - 1) // 3 * 3 + 1, 1),
    }
    return (first[period], today) if period in first else (None, None)


class PeriodField(Translatable):
    """`days` is the period chosen; `changed` comes when it changes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = local(datetime.now(UTC)).date()
        self._period = Choice(_PERIODS, "period")
        self._since, self._until = DateField(today.replace(day=1)), DateField(today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for field in (self._period, self._since, self._until):
            row.addWidget(field)
        self._period.currentIndexChanged.connect(self._choose)
        for field in (self._since, self._until):
            field.hide()
            field.dateChanged.connect(self.changed)
        self.translate(self._period.setAccessibleName, "period.name")
        self.translate(self._since.setAccessibleName, "period.since")
        self.translate(self._until.setAccessibleName, "period.until")

    def days(self) -> Days:
        if self._period.value() == _OWN:
            return self._since.day(), self._until.day()
        return days_of(self._period.value(), local(datetime.now(UTC)).date())

    def set_days(self, since: date | None, until: date | None) -> None:
        """Show a period given by its days."""
        today = local(datetime.now(UTC)).date()
        named = next((period for period in _PERIODS[:-1] if days_of(period, today) == (since, until)), _OWN)
        if since is not None and until is not None:
            self._since.set_day(since)
            self._until.set_day(until)
        self._period.set_value(named)

    def _choose(self) -> None:
        own = self._period.value() == _OWN
        self._since.setVisible(own)
        self._until.setVisible(own)
        self.changed.emit()

    def retranslate(self) -> None:
        super().retranslate()
        self._period.retranslate()
