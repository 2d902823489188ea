"""Paints one draft of the list: picture and platform, two lines of its text, when, where it stands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.base.enums import CheckState, DraftKind
from app.services.posts.views import QueueRow
from app.ui import theme
from app.ui.images import pictures
from app.ui.images.clip_sign import mark_clip
from app.ui.post_list import row_words
from app.ui.post_list.model import ELSEWHERE, ROW, TICKING
from app.ui.post_view.excerpt import draw_excerpt
from app.ui.translation import tr
from app.ui.widgets import chip_size, paint_avatar, paint_chip, platform_sign
from app.ui.widgets.avatar import initial
from app.ui.widgets.chip import paint_shape
from app.ui.widgets.paint import rounded
from app.ui.widgets.state_pill import paint_pill, pill_size

_PAD, _END = 10, 4  # drawn px, as all of these
_THUMB, _BADGE, _RING = 46, 18, 2
_THUMB_SHARE = 0.15  # of the row at most: large text needs the room more than the picture does
_LINE, _HEIGHT = 20, 98
_LEAST_CHIP = 56
_BOX = 18
BOX_ROOM = 40  # at the left, while boxes are shown


class RowDelegate(QStyledItemDelegate):
    """Rows are all of one height, so that a list of 100,000 is laid out at once."""

    def __init__(self, shown: pictures.Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(220), theme.px(_HEIGHT))

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
        ticking = bool(index.data(TICKING))
        ticked = ticking and index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        selected = selected and not ticking  # what is ticked is what the page is about
        ground = "accent_soft" if ticked else "surface" if selected else "sunken" if hovered else "bg"
        painter.save()
        if selected or hovered or ticked:
            painter.fillRect(box, colours.color(ground))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colours.color("line"))
        if selected or ticked:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colours.color("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Selected:
            _draw_focus(painter, box, colours.color("accent"))
        pad, thumb = theme.px(_PAD), min(theme.px(_THUMB), round(box.width() * _THUMB_SHARE))
        left = box.left() + 3 + pad
        if ticking:
            _draw_box(painter, QRect(left, box.top() + theme.px(22), theme.px(_BOX), theme.px(_BOX)), ticked)
            left = box.left() + theme.px(BOX_ROOM)
        picture = QRect(left, box.top() + theme.px(9), thumb, thumb)
        self._draw_thumbnail(painter, picture, row)
        _draw_platform(painter, picture, row, colours.color(ground))
        left += thumb + pad
        right = box.right() - theme.px(_END)
        room = QRect(left, box.top(), right - left + 1, box.height())
        _draw_words(painter, room, row, index.data(ELSEWHERE))
        painter.restore()

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


def _draw_box(painter: QPainter, box: QRect, ticked: bool) -> None:
    """A check box, with a tick in it."""
    colours = theme.theme()
    line = colours.color("accent" if ticked else "muted")
    painter.save()
    rounded(painter, box, theme.px(4), colours.color("accent" if ticked else "surface"), line, 1.5)
    if ticked:
        inside = QRectF(box).adjusted(*(theme.px(side) for side in (4, 4, -4, -4)))
        paint_shape(painter, inside, "good", colours.color("on_accent"))
    painter.restore()


def _draw_platform(painter: QPainter, picture: QRect, row: QueueRow, ground: QColor) -> None:
    """The platform's letter on the picture's corner, in a ring of the ground; nothing without an account."""
    if not row.platform:
        return
    side, ring = theme.px(_BADGE), theme.px(_RING)
    badge = QRect(0, 0, side, side)
    badge.moveBottomRight(picture.bottomRight() + QPoint(theme.px(4), theme.px(4)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QRectF(badge).adjusted(-ring, -ring, ring, ring))
    painter.restore()
    paint_avatar(painter, badge, row.account, sign=platform_sign(row.platform, row.account))


def _draw_words(painter: QPainter, box: QRect, row: QueueRow, elsewhere: str) -> None:
    line = theme.px(_LINE)
    excerpt = row.excerpt or tr("queue.no_text")
    if row.kind is not DraftKind.POST:
        excerpt = f"{tr(f'queue.kind.{row.kind}')}: {excerpt}"
    painter.setPen(theme.theme().color("text" if row.excerpt else "muted"))
    text = QRect(box.left(), box.top() + theme.px(7), box.width(), 2 * line)
    text.setHeight(line * draw_excerpt(painter, text, excerpt, theme.font(14), line, 2))
    due = QRect(box.left(), text.bottom() + theme.px(3), box.width(), theme.px(18))
    if elsewhere:
        due.setRight(_draw_elsewhere(painter, due, elsewhere) - theme.px(6))
    _draw_due(painter, due, row)
    chips = QRect(box.left(), due.bottom() + theme.px(3), box.width(), theme.px(22))
    _draw_chips(painter, chips, row)


def _draw_elsewhere(painter: QPainter, box: QRect, who: str) -> int:
    """An eye and who has the draft open at another desk, at the right; where that begins."""
    small, side = theme.font(12), theme.px(14)
    metrics = QFontMetrics(small)
    room = box.width() // 2 - side
    name = metrics.elidedText(who, Qt.TextElideMode.ElideRight, room)
    left = box.right() + 1 - metrics.horizontalAdvance(name) - theme.px(4)
    where = QRect(left, box.top(), box.right() + 1 - left, box.height())
    painter.setFont(small)
    painter.setPen(theme.theme().color("muted"))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    eye = left - side - theme.px(3)
    painter.drawPixmap(eye, box.top() + (box.height() - side) // 2, theme.icon_pixmap("eye", "muted", 14))
    return eye


def _draw_due(painter: QPainter, box: QRect, row: QueueRow) -> None:
    """A clock, the time in the colour of its lateness, and who wrote it, as far as there is room."""
    lateness, text = row_words.due(row)
    side = theme.px(14)
    painter.drawPixmap(
        box.left(), box.top() + (box.height() - side) // 2, theme.icon_pixmap("clock", lateness, 14)
    )
    font = theme.font(12, QFont.Weight.Normal if lateness == "muted" else QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    left = box.left() + side + theme.px(5)
    room = QRect(left, box.top(), box.right() + 1 - left, box.height())
    where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(theme.theme().color(lateness))
    painter.drawText(room, where, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
    if row.author:
        room.setLeft(left + metrics.horizontalAdvance(text) + theme.px(4))
        small = theme.font(12)
        author = QFontMetrics(small).elidedText(
            f"· {row.author}", Qt.TextElideMode.ElideRight, max(0, room.width())
        )
        painter.setFont(small)
        painter.setPen(theme.theme().color("muted"))
        painter.drawText(room, where, author)


def _draw_chips(painter: QPainter, box: QRect, row: QueueRow) -> None:
    """Where it stands, the worst that was found, and how many findings more stand."""
    standing, found = row_words.standing(row), row_words.found(row)
    gap = theme.px(5)
    others = row.others if row.checks is CheckState.DONE and found is not None else 0
    more = tr("queue.group.more", n=others) if others else ""
    small = theme.font(12, QFont.Weight.DemiBold)
    tail = QFontMetrics(small).horizontalAdvance(more) + gap if more else 0
    chip = chip_size(*found).width() if found is not None else 0
    if pill_size(standing).width() + (gap + chip + tail if chip else 0) > box.width():
        standing = standing.shortened()
    kept = gap + min(chip, theme.px(_LEAST_CHIP)) + tail if found is not None else 0
    pill = min(pill_size(standing).width(), box.width() - kept)
    paint_pill(painter, QRect(box.left(), box.top(), pill, box.height()), standing)
    if found is None:
        return
    left = box.left() + pill + gap
    width = min(chip, box.right() + 1 - left - tail)
    paint_chip(painter, QRect(left, box.top(), width, box.height()), *found)
    if more:
        painter.setFont(small)
        painter.setPen(theme.theme().color("muted"))
        rest = QRect(left + width + gap, box.top(), tail, box.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, more)


def _middle_square(size: QSize) -> QRect:
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, (size.height() - side) // 2, side, side)


def _draw_focus(painter: QPainter, box: QRect, ink: QColor) -> None:
    painter.save()
    painter.setPen(ink)
    painter.drawRect(box.adjusted(0, 0, -1, -2))
    painter.restore()
