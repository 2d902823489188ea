"""A bar that fills up as a password's days go by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px, theme
from app.ui.widgets.paint import rounded

_HEIGHT = 6  # drawn px
_COLOURS = {"good": "accent", "warn": "warn", "block": "danger"}


class DueBar(QWidget):
    """`share`: 0 just changed, 1 due, more is overdue. The words beside it say the same."""

    def __init__(self, share: float, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = min(max(share, 0.0), 1.0)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), px(_HEIGHT) // 2, theme().color("sunken"))
        full = QRect(self.rect())
        full.setWidth(max(round(self.width() * self._share), px(_HEIGHT)))
        rounded(painter, full, px(_HEIGHT) // 2, theme().color(_COLOURS[self._tone]))
