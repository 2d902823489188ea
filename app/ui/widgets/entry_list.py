"""A list of names with a line beneath each, at the left of a page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.theme import font, px, theme
from app.ui.widgets.avatar import paint_avatar
from app.ui.widgets.chip import chip_size, paint_chip
from app.values import dataclass

_ENTRY = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """`sign` is what stands in the circle; "" leaves the circle out. `chip` is a tone and its words."""

    key: str
    title: str
    line: str
    sign: str = ""
    chip: tuple[str, str] | None = None


class EntryList(QListWidget):
    """`chosen` carries the key of the entry in front."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_EntryDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these and say which is `chosen`: the one in front if it is still there, else the first."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            text = f"{entry.title}. {entry.line}" + (f". {entry.chip[1]}" if entry.chip else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self.addItem(item)
        self.blockSignals(False)
        if self.count() and not self.choose(before):
            self.setCurrentRow(0)

    def key(self) -> str:
        """The key of the entry in front, "" if there is none."""
        item = self.currentItem()
        return str(item.data(_ENTRY).key) if item is not None else ""

    def key_at(self, row: int) -> str:
        """The key of the entry in that row."""
        return str(self.item(row).data(_ENTRY).key)

    def choose(self, key: str) -> bool:
        """Bring the entry of that key to the front; whether there is one."""
        for row in range(self.count()):
            if self.key_at(row) == key:
                self.setCurrentRow(row)
                return True
        return False

    def _tell(self) -> None:
        if self.currentItem() is not None:
            self.chosen.emit(self.key())


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(px(200), px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        now = theme()
        entry: Entry = index.data(_ENTRY)
        box: QRect = option.rect
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, now.color("surface" if selected else "sunken"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), now.color("line"))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), px(3), box.height()), now.color("accent"))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(now.color("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        left = box.left() + px(16)
        if entry.sign:
            circle = QRect(left, box.top() + (box.height() - px(40)) // 2, px(40), px(40))
            paint_avatar(painter, circle, entry.title, sign=entry.sign)
            left = circle.right() + px(12)
        room = QRect(left, box.top() + px(9), box.right() - px(12) - left, px(24))
        _write(painter, room, entry.title, font(14, QFont.Weight.DemiBold), "text")
        beneath = room.translated(0, px(22))
        if entry.chip is not None:
            used = QFontMetrics(font(12)).horizontalAdvance(entry.line) + px(10)
            size = chip_size(*entry.chip)
            left = min(beneath.left() + used, beneath.right() - size.width())
            paint_chip(painter, QRect(left, beneath.top() + 1, size.width(), size.height()), *entry.chip)
            beneath.setRight(left - px(6))
        _write(painter, beneath, entry.line, font(12), "muted")
        painter.restore()


def _write(painter: QPainter, room: QRect, text: str, letters: QFont, token: str) -> None:
    painter.setFont(letters)
    painter.setPen(theme().color(token))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
