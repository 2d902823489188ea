"""The faces a check found on one picture, cut out side by side; those without room are counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.media.types import Box
from app.services.posts.views import AttachmentView
from app.ui import theme
from app.ui.images.pictures import POST, Pictures
from app.ui.translation import tr
from app.ui.widgets.paint import rounded

_SIDE, _GAP = 30, 4  # drawn px


class FaceStrip(QWidget):
    """As many faces as there is room for, in the order given. Decoration: the boxes stand in the post."""

    def __init__(self, pictures: Pictures, image: AttachmentView, boxes: Sequence[Box]) -> None:
        super().__init__()
        self._pictures, self._image, self._boxes = pictures, image, tuple(boxes)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        pictures.arrived.connect(self._on_picture)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    def _on_picture(self, sha256: str) -> None:
        if sha256 == self._image.sha256:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, gap = theme.px(_SIDE), theme.px(_GAP)
        room = max(1, (self.width() + gap) // (side + gap))
        shown = len(self._boxes) if len(self._boxes) <= room else room - 1
        picture = self._pictures.get(self._image.sha256, POST)
        for place, box in enumerate(self._boxes[:shown]):
            target = QRect(place * (side + gap), 0, side, side)
            rounded(painter, target, theme.px(6), theme.theme().color("sunken"))
            if picture is not None and self._image.width:
                painter.save()
                corners = QPainterPath()
                corners.addRoundedRect(QRectF(target), theme.px(6), theme.px(6))
                painter.setClipPath(corners)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                scale = picture.width() / self._image.width
                painter.drawPixmap(QRectF(target), picture, _around(box, scale))
                painter.restore()
        if shown < len(self._boxes):
            rest = QRect(shown * (side + gap), 0, side, side)
            rounded(painter, rest, theme.px(6), theme.theme().color("sunken"))
            painter.setFont(theme.font(12, QFont.Weight.DemiBold))
            painter.setPen(theme.theme().color("muted"))
            more = tr("queue.group.more", n=len(self._boxes) - shown)
            painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, more)


def _around(box: Box, scale: float) -> QRectF:
    """The square around a face on the picture as it is drawn."""
    x, y, width, height = (side * scale for side in box)
    side = max(width, height) * 1.2
    return QRectF(x + width / 2 - side / 2, y + height / 2 - side / 2, side, side)
