"""Paints one response of the list: kind and due time, the first of its words, who answers, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.base.enums import State
from app.services.responses.views import ResponseView
from app.ui import theme
from app.ui.post_view.excerpt import draw_excerpt
from app.ui.responses import words
from app.ui.responses.model import ONE
from app.ui.translation import tr
from app.ui.widgets import paint_avatar, platform_sign

_HEIGHT, _LINE, _SIDE = 102, 20, 14  # drawn px; the height is that of two lines
_LETTERS = 14
_MOST_OF_A_LINE = 200  # characters: no list is so wide
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ResponseDelegate(QStyledItemDelegate):
    """Rows are as high as one line of words or two."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = 2
        one = index.data(ONE)
        if one is not None:
            excerpt = _excerpt(one)
            room = self._view.viewport().width() - 2 * theme.px(_SIDE)
            # Measured and not laid out: a list has up to two thousand rows.
            if len(excerpt) <= _MOST_OF_A_LINE and _metrics().horizontalAdvance(excerpt) <= room:
                lines = 1
        return QSize(theme.px(220), theme.px(_HEIGHT) + (lines - 2) * theme.px(_LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one = index.data(ONE)
        if one is None:
            return
        colours = theme.theme()
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colours.color("surface" if selected else "sunken"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colours.color("line"))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colours.color("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(colours.color("accent"))
                painter.drawRect(box.adjusted(0, 0, -1, -1))
        side = theme.px(_SIDE)
        inside = box.adjusted(side, theme.px(8), -side, -theme.px(8))
        line = theme.px(_LINE)
        _draw_head(painter, QRect(inside.left(), inside.top(), inside.width(), line), one)
        painter.setPen(colours.color("text"))
        text = QRect(inside.left(), inside.top() + line + theme.px(2), inside.width(), 2 * line)
        draw_excerpt(painter, text, _excerpt(one), theme.font(_LETTERS), line, 2)
        foot = QRect(inside.left(), inside.bottom() + 1 - theme.px(20), inside.width(), theme.px(20))
        _draw_foot(painter, foot, one)
        painter.restore()


def _excerpt(one: ResponseView) -> str:
    return " ".join(words.covered(one.text).split()) or tr("responses_page.only_picture")


def _metrics() -> QFontMetrics:
    return QFontMetrics(theme.font(_LETTERS))


def _draw_head(painter: QPainter, box: QRect, one: ResponseView) -> None:
    """The kind at the left, when it is due at the right; the kind gives way where both have no room."""
    colours = theme.theme()
    lateness, text = words.due(one)
    letters = theme.font(12, QFont.Weight.Normal if lateness == "muted" else QFont.Weight.DemiBold)
    width = QFontMetrics(letters).horizontalAdvance(text) + 2
    painter.setFont(letters)
    painter.setPen(colours.color(lateness))
    painter.drawText(box, _RIGHT, text)
    icon = theme.px(14)
    if lateness != "muted" and width + 2 * icon + 2 * theme.px(4) <= box.width():
        width += icon + theme.px(4)
        at = box.right() - width + 1
        painter.drawPixmap(at, box.center().y() - icon // 2 + 1, theme.icon_pixmap("clock", lateness, 14))
    painter.drawPixmap(
        box.left(), box.center().y() - icon // 2 + 1, theme.icon_pixmap(words.ICONS[one.kind], "muted", 14)
    )
    left = box.left() + icon + theme.px(6)
    room = QRect(left, box.top(), box.right() - width - theme.px(8) - left, box.height())
    painter.setFont(theme.font(12))
    painter.setPen(colours.color("muted"))
    kind = tr(f"response_kind.{one.kind}")
    # Half a word is no word: the sign says the kind too.
    if painter.fontMetrics().horizontalAdvance(kind) <= room.width():
        painter.drawText(room, _LEFT, kind)


def _draw_foot(painter: QPainter, box: QRect, one: ResponseView) -> None:
    """The platform, who answers, and how far the answer is."""
    colours = theme.theme()
    side = box.height()
    sign = platform_sign(one.account.platform, one.account.display_name)
    paint_avatar(painter, QRect(box.left(), box.top(), side, side), one.account.display_name, sign=sign)
    left = box.left() + side + theme.px(5)
    person = QRect(left, box.top(), side, side)
    paint_avatar(painter, person, one.assigned or "?", strong=bool(one.assigned))
    left += side + theme.px(6)
    text = words.progress(one)
    painter.setFont(
        theme.font(12, QFont.Weight.DemiBold if one.reply_state is State.APPROVED else QFont.Weight.Normal)
    )
    painter.setPen(colours.color("accent" if one.reply_state is State.APPROVED else "muted"))
    metrics = painter.fontMetrics()
    wide = min(metrics.horizontalAdvance(text) + 2, (box.right() - left) * 3 // 5)
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(box, _RIGHT, metrics.elidedText(text, elide, wide))
    painter.setFont(theme.font(12))
    painter.setPen(colours.color("muted"))
    room = QRect(left, box.top(), box.right() - wide - theme.px(8) - left, box.height())
    name = one.assigned or tr("responses_page.nobody")
    painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(name, elide, room.width()))
