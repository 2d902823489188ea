"""Two parts side by side, or one under the other where they have no room beside each other."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets.layouts import set_horizontal


class TwoParts(QWidget):
    """The second part takes the room that is left."""

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = first, second
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(px(8))
        self._parts.addWidget(first)
        self._parts.addWidget(second, 1)

    def minimumSizeHint(self) -> QSize:
        # As narrow as the wider part: that is what standing under each other makes possible.
        least = super().minimumSizeHint()
        widths = (self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(max(widths), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._first.sizeHint().width() + self._second.sizeHint().width() + self._parts.spacing()
        set_horizontal(self._parts, needed <= self.width())
