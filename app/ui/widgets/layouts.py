"""Small chores with layouts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme

GAP = 8  # drawn px


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


def upright_line() -> QFrame:
    """A line between two parts that stand side by side."""
    line = QFrame()
    line.setFixedWidth(1)
    line.setProperty("line", "upright")
    return line


def list_page(page: QWidget, bar: QWidget, choices: QWidget, details: QWidget) -> None:
    """Fill a page: the bar, and below it the choices, a line, and what is shown of the one chosen."""
    body = QHBoxLayout()
    body.setSpacing(0)
    body.addWidget(choices, 2)
    body.addWidget(upright_line())
    body.addWidget(details, 3)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bar)
    column.addLayout(body, 1)


def set_horizontal(layout: QBoxLayout, horizontal: bool) -> bool:
    """Lay the parts of a layout side by side, or one under the other; whether that changed anything."""
    way = QBoxLayout.Direction.LeftToRight if horizontal else QBoxLayout.Direction.TopToBottom
    changed = layout.direction() != way
    layout.setDirection(way)
    return changed


class FoldingRow(QWidget):
    """Controls side by side; those that have no room there go on in the next line. At the right if `end`."""

    def __init__(self, *parts: QWidget, above: int = 0, end: bool = False) -> None:
        super().__init__()
        self._parts, self._above, self._end, self._gap = parts, above, end, GAP
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_gap(self, drawn: int) -> None:
        """Leave so many drawn px between them."""
        if drawn != self._gap:
            self._gap = drawn
            self._place()

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [part.sizeHint() for part in self._shown()]
        width = sum(size.width() + theme.px(self._gap) for size in sizes) - theme.px(self._gap)
        return QSize(max(0, width), self._height(sizes))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest alone."""
        widest = max((part.sizeHint().width() for part in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        heights = sum(max(part.sizeHint().height() for part in line) for line in lines)
        return theme.px(self._above) + heights + theme.px(self._gap) * max(0, len(lines) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._place()  # one of them changed its words, came or went
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _height(self, sizes: Sequence[QSize]) -> int:
        return theme.px(self._above) + max((size.height() for size in sizes), default=0)

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        left = 0
        for part in self._shown():
            wanted = part.sizeHint().width() + theme.px(self._gap)
            if not lines or wanted - theme.px(self._gap) > left:
                lines.append([])
                left = width
            lines[-1].append(part)
            left -= wanted
        return lines

    def _place(self) -> None:
        least = self.heightForWidth(self.width())
        top = theme.px(self._above) + max(0, self.height() - least) // 2
        for line in self._lines(self.width()):
            sizes = [part.sizeHint() for part in line]
            taken = sum(size.width() for size in sizes) + theme.px(self._gap) * (len(line) - 1)
            left = max(0, self.width() - taken) if self._end else 0
            tall = max(size.height() for size in sizes)
            for part, size in zip(line, sizes, strict=True):
                width = min(size.width(), self.width())
                part.setGeometry(left, top + (tall - size.height()) // 2, width, size.height())
                left += size.width() + theme.px(self._gap)
            top += tall + theme.px(self._gap)
        if self.minimumHeight() != least:
            self.setMinimumHeight(least)  # no layout then cuts the last line
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
        if set_horizontal(self._row, self.width() >= theme.px(self._least)):
            self.updateGeometry()
