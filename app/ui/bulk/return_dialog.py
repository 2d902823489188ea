"""Asks for the reason with which several drafts are returned, and says how many they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.fields import LineRow


class ReturnDialog(Dialog):
    """`given` carries the reason, never an empty one."""

    given = Signal(str)

    def __init__(self, n: int, parent: QWidget) -> None:
        super().__init__(tr("bulk.return_title", n=n), parent)
        self._reason = LineRow()
        self._reason.set_label(tr("bulk.return_reason"))
        self.body.addWidget(Label(tr("bulk.return_lead"), wrap=True))
        self.body.addWidget(self._reason)
        cancel = Button(tr("button.cancel"), keys="Esc")
        give = Button(tr("bulk.return_do", n=n), "primary", "↵")
        cancel.clicked.connect(self.reject)
        give.clicked.connect(self._give)
        self._reason.line.returnPressed.connect(self._give)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(give)
        self._reason.line.setFocus()

    def _give(self) -> None:
        if not self._reason.text():
            self._reason.set_error(tr("error.review.reason_missing"))
            return
        self.given.emit(self._reason.text())
        self.accept()
