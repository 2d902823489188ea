"""The field for when a post is to go out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.dates import local
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.dates import MomentField
from app.ui.widgets.labels import Label
from app.ui.wording import schedule


class ScheduleField(QWidget):
    """When it is to go out, if that is set: a date and time of Dhaka, and both calendars in words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._set = QCheckBox(tr("queue.form.scheduled"))
        self._time = MomentField(_next_morning())
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


def _next_morning() -> datetime:
    return (local(datetime.now(UTC)) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
