"""A list of names with a line beneath each, at the left of a page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme import font, px
from app.ui.widgets.avatar import paint_avatar
from app.ui.widgets.chip import chip_size, paint_chip
from app.ui.widgets.keyed_list import ENTRY, AnyIndex, KeyedList, paint_ground, paint_line
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`sign` is what stands in the circle; "" leaves the circle out. `chip` is a tone and its words."""

    key: str
    title: str
    line: str
    sign: str = ""
    chip: tuple[str, str] | None = None


class EntryList(KeyedList):
    """`chosen` carries the key of the entry in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_EntryDelegate(), parent)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these and say which is `chosen`: the one in front if it is still there, else the first."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            self.add(entry, f"{entry.title}. {entry.line}" + (f". {entry.chip[1]}" if entry.chip else ""))
        self.blockSignals(False)
        if not self.choose(before):
            self.choose_first()


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(px(200), px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry = index.data(ENTRY)
        box: QRect = option.rect
        painter.save()
        paint_ground(painter, option)
        left = box.left() + px(16)
        if entry.sign:
            circle = QRect(left, box.top() + (box.height() - px(40)) // 2, px(40), px(40))
            paint_avatar(painter, circle, entry.title, sign=entry.sign)
            left = circle.right() + px(12)
        room = QRect(left, box.top() + px(9), box.right() - px(12) - left, px(24))
        paint_line(painter, room, entry.title, font(14, QFont.Weight.DemiBold), "text")
        beneath = room.translated(0, px(22))
        if entry.chip is not None:
            used = QFontMetrics(font(12)).horizontalAdvance(entry.line) + px(10)
            size = chip_size(*entry.chip)
            left = min(beneath.left() + used, beneath.right() - size.width())
            paint_chip(painter, QRect(left, beneath.top() + 1, size.width(), size.height()), *entry.chip)
            beneath.setRight(left - px(6))
        paint_line(painter, beneath, entry.line, font(12), "muted")
        painter.restore()
