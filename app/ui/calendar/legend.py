"""What the colours of the calendar's posts mean, in words."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from app.services.posts.calendar import Standing
from app.ui.calendar.chip import LOOKS
from app.ui.theme import px, theme
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.paint import rounded


class Legend(QFrame):
    """Every standing with its colour, two in a row, on the ground the days have."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "bottom")
        grid = QGridLayout(self)
        grid.setContentsMargins(px(14), px(8), px(14), px(10))
        self._words = {standing: Label(look="small") for standing in Standing}
        for place, (standing, words) in enumerate(self._words.items()):
            row = QHBoxLayout()
            row.setSpacing(px(6))
            row.addWidget(_Sample(standing))
            row.addWidget(words, 1)
            grid.addLayout(row, place // 2, place % 2)

    def say(self) -> None:
        """Say the words in the language of the window."""
        for standing, words in self._words.items():
            words.setText(tr(f"calendar.standing.{standing}"))


class _Sample(QWidget):
    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing
        self.setFixedSize(px(16), px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, line, _ink = LOOKS[self._standing]
        now = theme()
        box = self.rect().adjusted(0, 0, -1, -1)
        rounded(QPainter(self), box, px(4), now.color(ground), now.color(line) if line else None)
