"""Where a post stands, as an outlined round pill with a line icon, or a dot an approval: no chip's look."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from app.ui.theme import font, icon_pixmap, px, theme
from app.ui.widgets.paint import rounded
from app.values import dataclass, replace

Ink = Literal["muted", "accent", "danger", "text"]
_HEIGHT, _SIDE, _GAP, _ICON, _DOT = 22, 7, 3, 13, 7  # drawn px


@dataclass(frozen=True, slots=True)
class Standing:
    """What a pill says. `dots`: how many of how many approvals are given, in place of an icon.

    `short` is what it says with dots or icon where there is no room for `text`, "" for nothing shorter.
    """

    text: str
    icon: str = ""
    ink: Ink = "muted"
    dots: tuple[int, int] = (0, 0)
    short: str = ""

    def shortened(self) -> Standing:
        """The same in fewer words, if it has them."""
        return replace(self, text=self.short or self.text)


def pill_size(standing: Standing) -> QSize:
    """What `paint_pill` takes, in pixels."""
    words = QFontMetrics(_font()).horizontalAdvance(standing.text)
    return QSize(words + _sign_width(standing) + 2 * px(_SIDE) + 2, px(_HEIGHT))


def paint_pill(painter: QPainter, box: QRect, standing: Standing) -> None:
    """Draw a pill in `box`; words too long are elided."""
    ink = theme().color(standing.ink)
    painter.save()
    line = theme().color("line") if standing.ink == "muted" else ink
    rounded(painter, box, box.height() // 2, theme().color("surface"), line)
    left = box.left() + px(_SIDE)
    given, of = standing.dots
    if of:
        _paint_dots(painter, box, left, given, of)
    elif standing.icon:
        side = px(_ICON)
        top = box.top() + (box.height() - side) // 2
        painter.drawPixmap(left, top, icon_pixmap(standing.icon, standing.ink, _ICON))
    left += _sign_width(standing)
    painter.setFont(_font())
    painter.setPen(ink)
    room = QRect(left, box.top(), box.right() - px(_SIDE) + 3 - left, box.height())
    shown = QFontMetrics(_font()).elidedText(standing.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def _paint_dots(painter: QPainter, box: QRect, left: int, given: int, of: int) -> None:
    accent = theme().color("accent")
    side = px(_DOT)
    top = box.top() + (box.height() - side) / 2
    for place in range(of):
        dot = QRectF(left + place * (side + 2), top, side, side).adjusted(0.6, 0.6, -0.6, -0.6)
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(accent if place < given else theme().color("surface"))
        painter.drawEllipse(dot)


def _sign_width(standing: Standing) -> int:
    if standing.dots[1]:
        return standing.dots[1] * (px(_DOT) + 2) + px(_GAP)
    return px(_ICON + _GAP) if standing.icon else 0


def _font() -> QFont:
    return font(12, QFont.Weight.DemiBold)
