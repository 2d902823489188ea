"""The bar beneath a post published before: the reason of an answer, what it still takes, and the verbs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Label


class Foot(Translatable):
    """`kept` comes for the answer that is picked, `changed` when the reason is another."""

    kept = Signal()
    removal_wanted = Signal()
    letter_wanted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = Label(look="small")
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self.kept)
        self.reason.textChanged.connect(lambda _text: self.changed.emit())
        letter = Button(keys="L", icon="document")
        letter.clicked.connect(lambda: self.letter_wanted.emit())
        self._down = Button(kind="danger", keys="X")
        self._down.clicked.connect(lambda: self.removal_wanted.emit())
        self.keep_button = Button(kind="primary", keys="↵")
        self.keep_button.clicked.connect(lambda: self.kept.emit())
        self._why = Label(look="wanted", wrap=True)
        self._why.setFixedWidth(px(150))
        bar = QFrame()
        bar.setProperty("bar", "bottom")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(10))
        row.addWidget(self._place)
        row.addWidget(self.reason, 1)
        for part in (self._down, letter, self.keep_button, self._why):
            row.addWidget(part)
        self.translate(letter.setText, "past.letter")
        self.translate(self.reason.setPlaceholderText, "past.reason")
        self.translate(self.reason.setAccessibleName, "past.reason")
        self.translate(self._down.setText, "past.take_down")
        self.translate(self.keep_button.setText, "past.keep")

    def text(self) -> str:
        """The reason as it was written."""
        return self.reason.text().strip()

    def show_place(self, place: int, total: int) -> None:
        """Say which of the posts listed is in front."""
        self._place.setText(tr("past.place", n=place, total=total))

    def offer(self, *, allowed: bool, seated: bool, picked: bool) -> None:
        """Offer what can be done by who is `allowed` to and `seated` at the desk, or say what lacks."""
        ready = allowed and seated and bool(self.text())
        self.keep_button.setEnabled(ready and picked)
        self._down.setEnabled(ready)
        self.reason.setEnabled(allowed)
        missing = "past.no_reason" if seated and picked else "past.no_answer" if seated else "past.who"
        self.complain("" if self.keep_button.isEnabled() else tr(missing if allowed else "queue.drafter"))

    def complain(self, sentence: str) -> None:
        """Say what keeps an answer from being kept."""
        self._why.setText(sentence)
