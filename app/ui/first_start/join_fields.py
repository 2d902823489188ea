"""Joining an office on a server: its address, this desk's password, and why it did not work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.errors import Refusal
from app.services.base.joining import try_to_join
from app.services.base.secret import Secret
from app.ui import jobs
from app.ui.context import Context
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.fields import LineRow


class JoinFields(Translatable):
    """`joined` comes when the server has let this desk in, and it is remembered."""

    joined = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.address, self.password = LineRow(), LineRow()
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._error = Label(look="error", wrap=True)
        self._error.hide()
        self.button = Button()
        self.button.clicked.connect(self._submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for row in (self.address, self.password):
            row.line.returnPressed.connect(self._submit)
            column.addWidget(row)
        column.addWidget(self._error)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.translate(self.address.set_label, "joining.address")
        self.translate(self.address.line.setPlaceholderText, "joining.address_example")
        self.translate(self.password.set_label, "joining.password")
        self.translate(self.button.setText, "joining.join")

    def _submit(self) -> None:
        self._error.hide()
        if not self.address.text():
            self.address.set_error(tr("joining.address_missing"))
            self.address.line.setFocus()
            return
        desk, address = self._context.desk, self.address.text()
        password = Secret(self.password.line.text())
        self._set_busy(True)
        jobs.run(
            lambda _work: try_to_join(desk, address, password.reveal()),
            lambda _none: self.joined.emit(),
            self._refuse,
            owner=self,
            ended=lambda: self._set_busy(False),
        )

    def _set_busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.button.setText(tr("joining.joining" if busy else "joining.join"))

    def _refuse(self, refusal: Refusal) -> None:
        self._error.setText(refusal_text(refusal))
        self._error.show()
        self.password.line.setFocus()
        self.password.line.selectAll()
