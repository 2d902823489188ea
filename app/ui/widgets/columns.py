"""Two columns of cards that go under each other where the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import px

_LEAST = 900  # drawn px that two columns take


class Columns(QWidget):
    """`left` and `right` take widgets; both are held at the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(16))
        for side in (self.left, self.right):
            side.setSpacing(px(16))
            self._sides.addLayout(side, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(16), px(24), px(24))
        whole.addLayout(self._sides)
        whole.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        holder = self.parentWidget()
        narrow = holder is not None and holder.width() < px(_LEAST)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(way)
