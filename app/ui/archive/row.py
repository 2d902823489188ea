"""Paints an approved post as one line: its text, its account, its state, and when that came about."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.bangla import dates
from app.services.base.enums import State
from app.services.posts.views import QueueRow
from app.ui.post_list.model import ROW
from app.ui.theme import font, px, theme
from app.ui.translation import language, tr
from app.ui.widgets import chip_size, paint_avatar, paint_chip, platform_sign

AnyIndex = QModelIndex | QPersistentModelIndex
_HEIGHT = 64  # drawn px
_TONES = {State.APPROVED: "note", State.PUBLISHED: "good"}


def where(row: QueueRow) -> str:
    """The account and its platform, or that there is none."""
    if not row.account:
        return tr("archive.no_account")
    return f"{row.account} · {tr(f'platform.{row.platform}')}"


def accessible_row(row: QueueRow) -> str:
    """The row as a screen reader says it."""
    return f"{tr(f'state.{row.state}')}. {row.excerpt}. {where(row)}"


class ArchiveRow(QStyledItemDelegate):
    """Rows of one height, so that any number of them is laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(px(320), px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: QueueRow | None = index.data(ROW)
        if row is None:
            return  # gone from the record since the list was made
        now = theme()
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
            painter.drawRect(box.adjusted(0, 0, -1, -2))
        self._paint_row(painter, box, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRect, row: QueueRow) -> None:
        side = px(36)
        circle = QRect(box.left() + px(16), box.top() + (box.height() - side) // 2, side, side)
        sign = platform_sign(row.platform, row.account)
        paint_avatar(painter, circle, row.account, strong=bool(row.account), sign=sign)
        right = box.right() - px(16)
        when = dates.short(row.updated_at, language())
        day = QRect(right - px(90), box.top(), px(90), box.height())
        _write(painter, day, when, font(12), "muted", Qt.AlignmentFlag.AlignRight)
        state = tr(f"archive.pill_{row.state}")
        size = chip_size(_TONES.get(row.state, "calm"), state)
        chip_left = right - px(90) - px(130)
        chip = QRect(chip_left, box.center().y() - size.height() // 2 + 1, size.width(), size.height())
        paint_chip(painter, chip, _TONES.get(row.state, "calm"), state)
        left = circle.right() + px(14)
        room = QRect(left, box.top() + px(8), chip_left - px(16) - left, px(26))
        text = row.excerpt or tr("archive.no_text")
        _write(painter, room, text, font(14, QFont.Weight.DemiBold), "text", Qt.AlignmentFlag.AlignLeft)
        _write(painter, room.translated(0, px(23)), where(row), font(12), "muted", Qt.AlignmentFlag.AlignLeft)


def _write(
    painter: QPainter, room: QRect, text: str, letters: QFont, token: str, side: Qt.AlignmentFlag
) -> None:
    painter.setFont(letters)
    painter.setPen(theme().color(token))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)
