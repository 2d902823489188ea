"""Paints one draft of the list: picture, two lines of its text, where and when, and what the checks say."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.posts.views import QueueRow
from app.ui import theme, wording
from app.ui.images import pictures
from app.ui.images.clip_sign import mark_clip
from app.ui.post_list.excerpt import draw_excerpt
from app.ui.post_list.model import ROW
from app.ui.translation import tr
from app.ui.widgets import chip_size, paint_chip
from app.ui.widgets.avatar import initial

_PAD = 11
_THUMB = 52


class RowDelegate(QStyledItemDelegate):
    """Rows are all of one height, so that a list of 100,000 is laid out at once."""

    def __init__(self, shown: pictures.Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(220), theme.px(84))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if row is None:
            return
        colours = theme.theme()
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if selected or hovered:
            painter.fillRect(box, colours.color("surface" if selected else "sunken"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colours.color("line"))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colours.color("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus and selected:
            _draw_focus(painter, box, colours.color("accent"))
        pad, thumb = theme.px(_PAD), theme.px(_THUMB)
        left = box.left() + 3 + pad
        self._draw_thumbnail(painter, QRect(left, box.top() + theme.px(14), thumb, thumb), row)
        left += thumb + pad
        self._draw_words(painter, QRect(left, box.top(), box.right() - pad - left + 1, box.height()), row)
        painter.restore()

    def _draw_words(self, painter: QPainter, box: QRect, row: QueueRow) -> None:
        colours = theme.theme()
        line = theme.px(21)
        excerpt = row.excerpt or tr("queue.no_text")
        painter.setPen(colours.color("text" if row.excerpt else "muted"))
        top = box.top() + theme.px(8)
        draw_excerpt(painter, QRect(box.left(), top, box.width(), 2 * line), excerpt, theme.font(14), line, 2)

        self._draw_foot(painter, QRect(box.left(), box.top() + theme.px(54), box.width(), theme.px(22)), row)

    def _draw_foot(self, painter: QPainter, box: QRect, row: QueueRow) -> None:
        """Where and when, and the chip; in a narrow list the chip's words matter more than the platform."""
        tone, text = wording.verdict_of_checks(row)
        chip = chip_size(tone, text)
        font, gap = theme.font(12), theme.px(7)
        metrics = QFontMetrics(font)
        where = wording.where_and_when(row)
        if metrics.horizontalAdvance(where) + gap + chip.width() > box.width():
            where = wording.when(row)
        used = metrics.horizontalAdvance(where)
        painter.setFont(font)
        painter.setPen(theme.theme().color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, where)
        left = box.left() + used + gap
        width = min(chip.width(), box.right() + 1 - left)
        top = box.top() + (box.height() - chip.height()) // 2
        paint_chip(painter, QRect(left, top, width, chip.height()), tone, text)

    def _draw_thumbnail(self, painter: QPainter, box: QRect, row: QueueRow) -> None:
        colours = theme.theme()
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), theme.px(8), theme.px(8))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(path)
        picture = self._pictures.get(row.thumbnail, pictures.THUMBNAIL) if row.thumbnail else None
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, picture, _middle_square(picture.size()))
        else:
            painter.fillPath(path, colours.color("sunken"))
            painter.setFont(theme.font(18, QFont.Weight.DemiBold))
            painter.setPen(colours.color("muted"))
            if not row.clip:
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initial(row.account))
        if row.clip:
            mark_clip(painter, box, row.clip, on_picture=picture is not None)
        painter.restore()


def _middle_square(size: QSize) -> QRect:
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, (size.height() - side) // 2, side, side)


def _draw_focus(painter: QPainter, box: QRect, ink: QColor) -> None:
    painter.save()
    painter.setPen(ink)
    painter.drawRect(box.adjusted(0, 0, -1, -2))
    painter.restore()
