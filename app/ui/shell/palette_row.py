"""Paints a line of the palette: what it does at the left, its note and key at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import font, px, theme
from app.ui.widgets.paint import key_cap_width, paint_key_cap, rounded

KEYS = Qt.ItemDataRole.UserRole + 1
NOTE = Qt.ItemDataRole.UserRole + 2
ROW_HEIGHT = 38  # drawn px


class PaletteRow(QStyledItemDelegate):
    """Rows of one height, one line each."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(200), px(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        now = theme()
        box: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            rounded(painter, box, px(8), now.color("accent_soft"))
        right = box.right() - px(12)
        keys = index.data(KEYS)
        if keys:
            width = key_cap_width(keys)
            cap = QRect(right - width, box.center().y() - px(10) + 1, width, px(20))
            paint_key_cap(painter, cap, keys, now.color("muted"), now.color("line"), now.color("surface"))
            right -= width + px(10)
        note = index.data(NOTE)
        if note:
            painter.setFont(font(12))
            painter.setPen(now.color("muted"))
            width = QFontMetrics(painter.font()).horizontalAdvance(note)
            painter.drawText(
                QRect(right - width, box.top(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, note
            )
            right -= width + px(10)
        painter.setFont(font(14))
        painter.setPen(now.color("text"))
        room = QRect(box.left() + px(12), box.top(), right - box.left() - px(12), box.height())
        text = QFontMetrics(painter.font()).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
