"""Strokes the painted widgets share: rounded boxes on whole pixels, key caps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from app.ui.theme import font, px, theme


def rounded(
    painter: QPainter,
    box: QRect,
    radius: int,
    fill: QColor | None,
    line: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box whose line lies wholly inside `box`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    inset = width / 2 if line is not None else 0
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_picture(painter: QPainter, box: QRect, picture: QPixmap | None) -> None:
    """A whole picture, as large as the rounded box allows, on a sunken ground; None leaves the ground bare.

    What is painted next stays within the rounded corners too.
    """
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    corners = QPainterPath()
    corners.addRoundedRect(box, px(8), px(8))
    painter.setClipPath(corners)
    painter.fillRect(box, theme().color("sunken"))
    if picture is not None:
        shown = QRect(box.topLeft(), picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio))
        shown.moveCenter(box.center())
        painter.drawPixmap(shown, picture)


def cast_shadow(widget: QWidget) -> None:
    """Lift a part that lies over others. The shadow's colour is the theme's at the time."""
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(px(28))
    shadow.setOffset(0, px(4))
    shade = theme().color("bg" if theme().dark else "text")
    shade.setAlpha(70)
    shadow.setColor(shade)
    widget.setGraphicsEffect(shadow)


def key_cap_font() -> QFont:
    """The font of the letters on a drawn key."""
    return font(11, QFont.Weight.DemiBold)


def key_cap_width(keys: str) -> int:
    """Width in pixels of the cap `paint_key_cap` draws."""
    return max(px(22), QFontMetrics(key_cap_font()).horizontalAdvance(keys) + px(12))


def paint_key_cap(painter: QPainter, box: QRect, keys: str, ink: QColor, line: QColor, fill: QColor) -> None:
    """A key as it looks on a keyboard: the shadow line beneath tells it from a button."""
    rounded(painter, box, px(4), fill, line)
    painter.setPen(QPen(line, 1))
    painter.drawLine(box.left() + px(4), box.bottom(), box.right() - px(4), box.bottom())
    painter.setPen(ink)
    painter.setFont(key_cap_font())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
