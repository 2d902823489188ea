"""At a start without the office's server: why, the password where it is wanted, and trying again."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.base.secret import Secret
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.fields import LineRow

_PASSWORD = frozenset({"office_address.password_wanted", "office_address.wrong_password"})
_WIDTH = 560


class ServerWindow(QWidget):
    """Stays until it is answered; `answer` is then the password ("" where none was asked), None to end."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.answer: Secret | None = None
        self.setWindowTitle(tr("joining.window_title"))
        self.setMinimumWidth(px(_WIDTH))
        self.password = LineRow()
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.set_label(tr("joining.password"))
        self.password.setVisible(refusal.key in _PASSWORD)
        self.password.line.returnPressed.connect(self._again)
        self.again_button, quit_ = Button(kind="primary"), Button()
        self.again_button.setText(tr("joining.again"))
        self.again_button.clicked.connect(self._again)
        quit_.setText(tr("joining.quit"))
        quit_.clicked.connect(self.close)
        title = Label(look="title")
        title.setText(tr("joining.window_title"))
        message = Label(wrap=True)
        message.setText(refusal_text(refusal))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(quit_)
        buttons.addWidget(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        for part in (title, message, self.password):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)
        (self.password.line if refusal.key in _PASSWORD else self.again_button).setFocus()

    def _again(self) -> None:
        self.answer = Secret(self.password.line.text())
        self.close()
