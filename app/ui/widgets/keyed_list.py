"""What lists of entries with keys share: which one is in front, and the ground of a row."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.theme import px, theme

ENTRY = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class Keyed(Protocol):
    """An entry; one with an empty key is a heading, which nobody can choose."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...


class KeyedList(QListWidget):
    """`chosen` carries the key of the entry in front."""

    chosen = Signal(str)

    def __init__(self, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell)

    def add(self, entry: Keyed, spoken: str) -> None:
        """Add an entry at the end; `spoken` is what a screen reader says of it."""
        item = QListWidgetItem(entry.title)
        item.setData(ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        if not entry.key:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def key(self) -> str:
        """The key of the entry in front, "" if there is none."""
        item = self.currentItem()
        return str(item.data(ENTRY).key) if item is not None else ""

    def key_at(self, row: int) -> str:
        """The key of the entry in that row."""
        return str(self.item(row).data(ENTRY).key)

    def choose(self, key: str) -> bool:
        """Bring the entry of that key to the front; whether there is one."""
        for row in range(self.count()) if key else ():
            if self.key_at(row) == key:
                self.setCurrentRow(row)
                return True
        return False

    def choose_first(self) -> None:
        """Bring the first entry to the front."""
        for row in range(self.count()):
            if self.key_at(row):
                self.setCurrentRow(row)
                return

    def _tell(self) -> None:
        if self.key():
            self.chosen.emit(self.key())


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a row as it stands: under the mouse, in front, with the keys, and the line below it."""
    now = theme()
    box: QRect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, now.color("surface" if selected else "sunken"))
    paint_underline(painter, box)
    if selected:
        painter.fillRect(QRect(box.left(), box.top(), px(3), box.height()), now.color("accent"))
    if selected and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(now.color("accent"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def paint_underline(painter: QPainter, box: QRect) -> None:
    """The line below a row."""
    painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme().color("line"))


def paint_line(painter: QPainter, room: QRect, text: str, letters: QFont, token: str) -> None:
    """A line of text at the left of `room`, cut with an ellipsis where it is longer."""
    painter.setFont(letters)
    painter.setPen(theme().color(token))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
