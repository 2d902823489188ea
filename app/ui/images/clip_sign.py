"""The signs on a picture that say it is a video or audio, and how long."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from app.media.formats import CLIPS
from app.ui import theme

_SIDE = 22  # drawn px
_GROUND = QColor(0, 0, 0, 140)


def mark_clip(painter: QPainter, box: QRect, kind: str, *, on_picture: bool) -> None:
    """A triangle for "video", a loudspeaker for "audio", in the middle of `box`."""
    side = theme.px(_SIDE)
    icon = QRect(0, 0, side, side)
    icon.moveCenter(box.center())
    if on_picture:
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(_GROUND)
        painter.drawEllipse(icon.adjusted(-theme.px(4), -theme.px(4), theme.px(4), theme.px(4)))
    name, ink = ("sound" if kind == "audio" else "play"), ("on_banner" if on_picture else "muted")
    painter.drawPixmap(icon, theme.icon_pixmap(name, ink, _SIDE))


def paint_length(painter: QPainter, picture: QRectF, length: str) -> None:
    """A plate in the lower left corner of a video's first picture: a triangle, and the length if known."""
    font = theme.font(12, QFont.Weight.DemiBold)
    side, gap, height = theme.px(16), theme.px(8), theme.px(26)
    wide = QFontMetrics(font).horizontalAdvance(length) + theme.px(4) if length else 0
    plate = QRectF(picture.left() + gap, picture.bottom() - gap - height, side + wide + 2 * gap, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(plate, theme.px(6), theme.px(6))
    top = round(plate.center().y() - side / 2)
    icon = QRect(round(plate.left() + gap), top, side, side)
    painter.drawPixmap(icon, theme.icon_pixmap("play", "on_banner", 16))
    painter.setPen(QColor("white"))
    painter.setFont(font)
    room = plate.adjusted(gap + side + theme.px(4), 0, 0, 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), length)


def clip_kind(name: str) -> str:
    """What a file is by its name: "video", "audio", or "" for an image."""
    ending = PurePath(name).suffix.lower()
    found = next((clip for clip in CLIPS.values() if ending in clip.extensions), None)
    return found.media_type.partition("/")[0] if found else ""
