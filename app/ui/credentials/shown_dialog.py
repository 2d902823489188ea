"""A value of the keyring, shown for a moment; and the one-time code with its countdown."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from app.services.base.secret import Secret
from app.services.secrets.totp import Totp
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog

SECONDS = 15


class ShownDialog(Dialog):
    """Closes by itself after `SECONDS`. To copy it there is another way, which clears."""

    def __init__(self, title: str, secret: Secret, parent: QWidget) -> None:
        super().__init__(title, parent, width=420)
        self._left = SECONDS
        value = Label(secret.reveal(), "heading", wrap=True)
        value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        value.setAccessibleName(tr("password.shown"))
        self._note = Label(look="small", wrap=True)
        self.body.addWidget(value)
        self.body.addWidget(self._note)
        close = Button(tr("button.close"), "primary", keys="Esc")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()
        self._tell()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.reject()
        else:
            self._tell()

    def _tell(self) -> None:
        self._note.setText(tr("password.shown_for", n=self._left))


class CodeDialog(Dialog):
    """The code of two-step verification, made anew as its time runs out."""

    def __init__(self, context: Context, totp: Totp, parent: QWidget) -> None:
        super().__init__(tr("password.code"), parent, width=380)
        self._context = context
        self._totp = totp
        self._code = Label(look="title")
        self._code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._left = Label(look="small")
        self.body.addWidget(self._code)
        self.body.addWidget(self._left)
        copy = Button(tr("button.copy"))
        copy.clicked.connect(self._copy)
        close = Button(tr("button.close"), "primary", keys="Esc")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(copy)
        self.buttons.addWidget(close)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tell)
        self._second.start()
        self._tell()

    def _tell(self) -> None:
        code = self._totp.at(datetime.now(UTC))
        half = len(code.digits) // 2
        self._code.setText(f"{code.digits[:half]} {code.digits[half:]}")
        self._left.setText(tr("password.code_left", n=code.seconds_left))

    def _copy(self) -> None:
        self._context.clipboard.lend(self._totp.at(datetime.now(UTC)).digits)
