"""How far a long piece of work is, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.ui.theme import px
from app.ui.widgets.button import Button
from app.ui.widgets.labels import Label


class ProgressStrip(QWidget):
    """Hidden until `start`; `cancelled` is emitted by its button."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(look="small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(small=True)
        self._cancel.clicked.connect(self.cancelled)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def lie_across(self) -> None:
        """Keep off the edges: of a page, not of a card that has a margin of its own."""
        self._row.setContentsMargins(px(16), px(8), px(16), px(8))

    def start(self, text: str, cancel_text: str) -> None:
        """Show `text` and an endless bar until the first `show_progress`; no words or button for ""."""
        self.set_texts(text, cancel_text)
        self._bar.setRange(0, 0)
        self.show()

    def set_texts(self, text: str, cancel_text: str) -> None:
        """Say it anew, in another language say, without touching the bar."""
        self._label.setText(text)
        self._label.setVisible(bool(text))
        self._bar.setAccessibleName(text)
        self._cancel.setText(cancel_text)
        self._cancel.setVisible(bool(cancel_text))

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def stop(self) -> None:
        self.hide()
