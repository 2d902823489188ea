"""The left part of the page: the office's own entry, then every rule under its clause."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme import font, px
from app.ui.widgets import chip_size, paint_chip
from app.ui.widgets.keyed_list import (
    ENTRY,
    AnyIndex,
    KeyedList,
    paint_ground,
    paint_line,
    paint_underline,
)
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, or with an empty `key` the heading over those that follow. `tone` is a chip's."""

    key: str
    title: str
    note: str = ""
    tone: str = ""
    chip: str = ""


class RuleList(KeyedList):
    """`chosen` carries the key of the entry in front. Headings are passed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LineDelegate(), parent)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these; the entry in front stays if it is still there, else the first is."""
        before = self.key()
        scrolled = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for line in lines:
            self.add(line, ". ".join(filter(None, (line.title, line.chip, line.note))))
        kept = self.choose(before)
        self.blockSignals(False)
        if kept:
            self.verticalScrollBar().setValue(scrolled)
        else:
            self.choose_first()


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(px(200), px(64 if index.data(ENTRY).key else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: Line = index.data(ENTRY)
        painter.save()
        if line.key:
            _paint_entry(painter, option, line)
        else:
            room = option.rect.adjusted(px(16), px(12), -px(12), 0)
            paint_line(painter, room, line.title, font(12, QFont.Weight.DemiBold), "muted")
            paint_underline(painter, option.rect)
        painter.restore()


def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
    paint_ground(painter, option)
    box: QRect = option.rect
    left, right = box.left() + px(16), box.right() - px(12)
    title = QRect(left, box.top() + px(7), right - left, px(24))
    paint_line(painter, title, line.title, font(14, QFont.Weight.DemiBold), "text")
    below = box.top() + px(34)
    if line.chip:
        size = chip_size(line.tone, line.chip)
        paint_chip(painter, QRect(left, below, size.width(), size.height()), line.tone, line.chip)
        left += size.width() + px(8)
    paint_line(painter, QRect(left, below, right - left, px(22)), line.note, font(12), "muted")
