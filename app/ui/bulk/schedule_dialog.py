"""Asks when several drafts are to go out, and says what setting that does to each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.bulk.chosen import Chosen
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.schedule_field import ScheduleField


class ScheduleDialog(Dialog):
    """`given` carries ISO 8601 local time, "" for none."""

    given = Signal(str)

    def __init__(self, chosen: Chosen, parent: QWidget) -> None:
        n = len(chosen.open)
        super().__init__(tr("bulk.schedule_title", n=n), parent)
        self.field = ScheduleField()
        self.field.setAccessibleName(tr("bulk.column.due"))
        self.field.set_on(True)
        self.body.addWidget(self.field)
        timed = sum(bool(row.schedule) for row in chosen.open)
        if timed:
            self.body.addWidget(Label(tr("bulk.schedule_replaces", n=timed), wrap=True))
        self.body.addWidget(Label(chosen.cost_of_versions(), "small", wrap=True))
        cancel, give = (
            Button(tr("button.cancel"), keys="Esc"),
            Button(tr("bulk.schedule_set", n=n), "primary"),
        )
        cancel.clicked.connect(self.reject)
        give.clicked.connect(self._give)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(give)
        self.field.setFocus()

    def _give(self) -> None:
        self.given.emit(self.field.value())
        self.accept()
