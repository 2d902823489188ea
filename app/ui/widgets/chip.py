"""A chip says how severe something is by shape, word and colour together."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import font, px, theme, theme_changed
from app.ui.widgets.paint import rounded

# The first three are the severities of a finding; `good` has a tick, `calm` no shape at all.
Tone = Literal["block", "warn", "note", "good", "calm"]

_COLOURS = {
    "block": ("danger", "danger_soft"),
    "warn": ("warn", "warn_soft"),
    "note": ("note", "note_soft"),
    "good": ("accent", "accent_soft"),
    "calm": ("muted", "sunken"),
}
_SHAPE = 10  # drawn px
_SIDE = 7
_GAP = 5
_HEIGHT = 22


def _chip_font() -> QFont:
    return font(12, QFont.Weight.DemiBold)


def chip_size(tone: str, text: str) -> QSize:
    """What `paint_chip` takes, in pixels. `tone` is a `Tone` or a severity's value."""
    shape = 0 if tone == "calm" else px(_SHAPE + _GAP)
    width = QFontMetrics(_chip_font()).horizontalAdvance(text) + shape + 2 * px(_SIDE) + 2
    return QSize(width, px(_HEIGHT))


def paint_chip(painter: QPainter, box: QRect, tone: str, text: str) -> None:
    """Draw a chip in `box` (its height is the chip's; text too long is elided). For delegates and widgets."""
    ink_token, fill_token = _COLOURS[tone]
    ink = theme().color(ink_token)
    painter.save()
    rounded(painter, box, px(6), theme().color(fill_token))
    left = box.left() + px(_SIDE)
    if tone != "calm":
        paint_shape(
            painter, QRectF(left, box.center().y() + 1 - px(_SHAPE) / 2, px(_SHAPE), px(_SHAPE)), tone, ink
        )
        left += px(_SHAPE + _GAP)
    painter.setFont(_chip_font())
    painter.setPen(ink)
    room = QRect(left, box.top(), box.right() - px(_SIDE) + 3 - left, box.height())
    shown = QFontMetrics(_chip_font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def paint_shape(painter: QPainter, box: QRectF, tone: str, ink: QColor) -> None:
    """The shape of a tone: disc, triangle, ring or tick. Drawn, because the font has none of them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if tone == "block":
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif tone == "warn":
        painter.drawPolygon(
            QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
        )
    elif tone == "note":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.6))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    elif tone == "good":
        pen = QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        across, down = box.width(), box.height()
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(box.left() + across * 0.08, box.top() + down * 0.55),
                    QPointF(box.left() + across * 0.38, box.top() + down * 0.85),
                    QPointF(box.left() + across * 0.95, box.top() + down * 0.18),
                ]
            )
        )


class Chip(QWidget):
    """A chip as a widget of its own. `tone` is a `Tone` or a severity's value."""

    def __init__(self, tone: str = "calm", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme_changed.connect(self._refresh)

    def set(self, tone: str, text: str) -> None:
        self._tone, self._text = tone, text
        self.setAccessibleName(text)
        self._refresh()

    def text(self) -> str:
        return self._text

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._tone, self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self._tone, self._text)
