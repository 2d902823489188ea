"""A question before something is thrown away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog


class ThrowAwayDialog(Dialog):
    """Accepted if what was made may go; Esc and Enter both keep it.

    `question` and the words on the buttons are those of a written post unless given.
    """

    def __init__(
        self, title: str, parent: QWidget, *, question: str = "", keep: str = "", away: str = ""
    ) -> None:
        super().__init__(title, parent, width=420)
        self.body.addWidget(Label(question or tr("queue.form.unsaved"), wrap=True))
        go = Button(away or tr("queue.form.throw_away"), "danger")
        go.clicked.connect(self.accept)
        stay = Button(keep or tr("queue.form.go_on"), "primary", keys="Esc")
        stay.clicked.connect(self.reject)
        stay.setDefault(True)
        stay.setFocus()
        self.buttons.addWidget(go)
        self.buttons.addWidget(stay)
