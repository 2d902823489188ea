"""A new password: made by chance, or one's own; how strong it is, and what would make it better."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from app.services.base.secret import Secret
from app.services.secrets import passwords, strength
from app.services.secrets.strength import Grade, Strength
from app.ui import jobs
from app.ui.context import Context
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Chip, Label
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.pill_row import PillRow

WAYS = ("random", "bangla", "latin", "own")
_TYPING_MS = 150  # measured after a pause: a measurement takes some tens of milliseconds
_TONES = {Grade.WEAK: "block", Grade.FAIR: "warn", Grade.STRONG: "good"}


class NewPassword(Translatable):
    """`secret` is what was made or typed, None while it is not strong enough (which is then shown).

    `measured` comes when the strength of what stands there is known.
    """

    measured = Signal()

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__()
        self._own_words = strength.own_words(context.desk, account_id)
        self._strength: Strength | None = None
        self._text_measured = ""
        self._ways = PillRow(WAYS)
        self._ways.set_value(WAYS[0])
        self._ways.chosen.connect(lambda _way: self.make())
        self._line = QLineEdit()
        self._line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._line.textEdited.connect(lambda _text: self._changed())
        self._row = FormRow(self._line)
        self._another = Button(small=True)
        self._another.steps = True
        self._another.clicked.connect(self.make)
        self._show = Button(kind="quiet", small=True)
        self._show.clicked.connect(
            lambda: self._show_text(self._line.echoMode() is not QLineEdit.EchoMode.Normal)
        )
        self._chip = Chip()
        self._advice = Label(look="small", wrap=True)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._pause.timeout.connect(self._measure)
        self._build()
        self.translate(self._ways.setAccessibleName, "new_password.ways")
        self.translate(self._row.set_label, "new_password.label")
        self.translate(self._another.setText, "new_password.another")
        self.retranslate()
        self.make()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for part in (self._another, self._show):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(self._chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self._ways)
        column.addWidget(self._row)
        column.addLayout(buttons)
        column.addWidget(self._advice)
        self.setFocusProxy(self._ways)

    def make(self) -> None:
        """Another one by chance; an empty line for one's own."""
        way = self._ways.value()
        self._another.setVisible(way != "own")
        if way == "own":
            self._line.clear()
            self._line.setReadOnly(False)
            self._show_text(False)
            self._line.setFocus()
        else:
            made = (
                passwords.password() if way == "random" else passwords.passphrase(latin=way == "latin")
            ).secret.reveal()
            self._line.setText(made)
            self._line.setReadOnly(True)
            self._line.setCursorPosition(0)
            self._show_text(True)
        self._changed()

    def secret(self) -> Secret | None:
        """The password, None where it would not do; the reason is then shown."""
        if not self._line.text():
            self._row.set_error(tr("error.rotation.empty"))
        elif self._strength is None or self._text_measured != self._line.text():
            self._measure()  # typed and sent off at once: the person presses again when it is known
        elif not self._strength.passes:
            self._row.set_error(tr("new_password.too_weak"))
        else:
            return Secret(self._line.text())
        return None

    def _changed(self) -> None:
        self._row.set_error("")
        self._pause.start()

    def _measure(self) -> None:
        self._pause.stop()
        typed = self._line.text()

        def done(found: Strength) -> None:
            if typed == self._line.text():
                self._strength, self._text_measured = found, typed
                self._tell()
                self.measured.emit()

        jobs.run(lambda _work: strength.measure(Secret(typed), self._own_words), done, owner=self)

    def _tell(self) -> None:
        found = self._strength
        if found is None or not self._line.text():
            self._chip.hide()
            self._advice.hide()
            return
        self._chip.set(_TONES[found.grade], tr(f"strength.{found.grade}"))
        self._chip.show()
        self._advice.setText(" ".join(tr(f"strength.advice.{advice}") for advice in found.advice))
        self._advice.setVisible(bool(found.advice))

    def _show_text(self, shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText(tr("new_password.hide" if shown else "new_password.show"))

    def retranslate(self) -> None:
        super().retranslate()
        for way in WAYS:
            self._ways.set_text(way, tr(f"new_password.{way}"))
        self._show_text(self._line.echoMode() is QLineEdit.EchoMode.Normal)
        self._tell()
