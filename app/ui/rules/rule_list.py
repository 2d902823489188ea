"""The left part of the page: the office's own entry, then every rule under its clause."""

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
from app.ui.widgets import chip_size, paint_chip
from app.values import dataclass

_LINE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, or with an empty `key` the heading over those that follow. `tone` is a chip's."""

    key: str
    title: str
    note: str = ""
    tone: str = ""
    chip: str = ""


class RuleList(QListWidget):
    """`chosen` carries the key of the entry in front. Headings are passed over."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_LineDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these; the entry in front stays if it is still there, else the first is."""
        before = self.key()
        scrolled = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(_LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(filter(None, _accessible(line))))
            if not line.key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        kept = self.choose(before)
        self.blockSignals(False)
        if kept:
            self.verticalScrollBar().setValue(scrolled)
        else:
            self.choose_first()

    def choose_first(self) -> None:
        for row in range(self.count()):
            if self.item(row).data(_LINE).key:
                self.setCurrentRow(row)
                return

    def key(self) -> str:
        """The key of the entry in front, "" if there is none."""
        item = self.currentItem()
        return str(item.data(_LINE).key) if item is not None else ""

    def choose(self, key: str) -> bool:
        """Bring the entry of that key to the front; whether there is one."""
        for row in range(self.count()) if key else ():
            if self.item(row).data(_LINE).key == key:
                self.setCurrentRow(row)
                return True
        return False

    def _tell(self) -> None:
        if self.key():
            self.chosen.emit(self.key())


def _accessible(line: Line) -> tuple[str, ...]:
    return line.title, line.chip, line.note


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(px(200), px(64 if index.data(_LINE).key else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: Line = index.data(_LINE)
        painter.save()
        if line.key:
            _paint_entry(painter, option, line)
        else:
            room = option.rect.adjusted(px(16), px(12), -px(12), 0)
            _write(painter, room, line.title, font(12, QFont.Weight.DemiBold), "muted")
            _underline(painter, option.rect)
        painter.restore()


def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
    now = theme()
    box: QRect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, now.color("surface" if selected else "sunken"))
    _underline(painter, box)
    if selected:
        painter.fillRect(QRect(box.left(), box.top(), px(3), box.height()), now.color("accent"))
    if selected and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(now.color("accent"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    left, right = box.left() + px(16), box.right() - px(12)
    title = QRect(left, box.top() + px(7), right - left, px(24))
    _write(painter, title, line.title, font(14, QFont.Weight.DemiBold), "text")
    below = box.top() + px(34)
    if line.chip:
        size = chip_size(line.tone, line.chip)
        paint_chip(painter, QRect(left, below, size.width(), size.height()), line.tone, line.chip)
        left += size.width() + px(8)
    _write(painter, QRect(left, below, right - left, px(22)), line.note, font(12), "muted")


def _underline(painter: QPainter, box: QRect) -> None:
    painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme().color("line"))


def _write(painter: QPainter, room: QRect, text: str, letters: QFont, token: str) -> None:
    painter.setFont(letters)
    painter.setPen(theme().color(token))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
