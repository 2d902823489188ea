"""Fields for a passphrase: one that can be looked at while typing, and a new one typed twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.services.base.secret import Secret
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.fields import LineRow


class PassphraseRow(LineRow):
    """A line whose text is hidden: it then stays out of what input methods learn, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_text(False)

    def show_text(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class NewPassphrase(Translatable):
    """A new passphrase, twice. `finished` is Enter in the second line."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = PassphraseRow(), PassphraseRow()
        self._shown = QCheckBox()
        self._shown.toggled.connect(self._show_text)
        self.first.line.returnPressed.connect(self.again.line.setFocus)
        self.again.line.returnPressed.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for part in (self.first, self.again, self._shown):
            column.addWidget(part)
        self.translate(self.first.set_label, "lock.new")
        self.translate(self.first.set_hint, "lock.new_hint")
        self.translate(self.again.set_label, "lock.again")
        self.translate(self._shown.setText, "lock.show")

    def _show_text(self, shown: bool) -> None:
        self.first.show_text(shown)
        self.again.show_text(shown)

    def secret(self) -> Secret | None:
        """What was typed, None (and the mistake shown) where both lines differ."""
        if self.first.line.text() != self.again.line.text():
            self.again.set_error(tr("lock.differ"))
            self.again.line.setFocus()
            return None
        return Secret(self.first.line.text())

    def clear(self) -> None:
        for row in (self.first, self.again):
            row.line.clear()
            row.set_error("")
        self._shown.setChecked(False)
