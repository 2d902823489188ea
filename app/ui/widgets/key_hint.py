"""A key drawn as a cap, to stand beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px, theme, theme_changed
from app.ui.widgets.paint import key_cap_width, paint_key_cap


class KeyHint(QWidget):
    """`keys` as they stand on the keyboard, "Ctrl K" or "A"."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(key_cap_width(self._keys), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        paint_key_cap(
            QPainter(self),
            self.rect(),
            self._keys,
            now.color("muted"),
            now.color("line"),
            now.color("surface"),
        )
