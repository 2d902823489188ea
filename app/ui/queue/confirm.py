"""A question before something is thrown away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.words import words


class ThrowAwayDialog(Dialog):
    """Accepted if what was written may go; Esc and Enter both keep it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent, width=420)
        self.body.addWidget(Label(words("queue.form.unsaved"), wrap=True))
        away = Button(words("queue.form.throw_away"), "danger")
        away.clicked.connect(self.accept)
        keep = Button(words("queue.form.go_on"), "primary", keys="Esc")
        keep.clicked.connect(self.reject)
        keep.setDefault(True)
        keep.setFocus()
        self.buttons.addWidget(away)
        self.buttons.addWidget(keep)
