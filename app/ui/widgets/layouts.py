"""Small chores with layouts."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from app.ui import theme


def clear(layout: QLayout) -> None:
    """Take every widget out and let it go. Hidden first: deletion waits for the event loop."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def beside(*parts: QWidget) -> QHBoxLayout:
    """These side by side, at the left."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


class FoldingRow(QWidget):
    """Buttons side by side, or under each other where the room is narrow or the text large."""

    def __init__(self, *buttons: QWidget, above: int = 0) -> None:
        super().__init__()
        self._buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, theme.px(above), 0, 0)
        self._row.setSpacing(theme.px(8))
        for button in buttons:
            self._row.addWidget(button)
        self._row.addStretch()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest button alone."""
        widest = max(button.sizeHint().width() for button in self._buttons)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = [button for button in self._buttons if not button.isHidden()]
        needed = sum(button.sizeHint().width() + self._row.spacing() for button in shown)
        narrow = needed - self._row.spacing() > self.width()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
            self.updateGeometry()


class FoldingPair(QWidget):
    """Two cards of one width side by side, or under each other in less than `least` drawn px."""

    def __init__(self, left: QWidget, right: QWidget, *, least: int) -> None:
        super().__init__()
        self._least = least
        self._cards = (left, right)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(14))
        self._row.addWidget(left, 1)
        self._row.addWidget(right, 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider card alone."""
        widest = max(card.minimumSizeHint().width() for card in self._cards)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(self._least)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
            self.updateGeometry()
