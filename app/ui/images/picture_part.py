"""A part of a picture as a device shows it, with a dashed frame around what matters."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import px, theme
from app.values import dataclass

_DIMMED = QColor(0, 0, 0, 110)  # over what is cut off


@dataclass(frozen=True, slots=True)
class Crop:
    """What to show of a picture of `size`, all in its pixels: `part` of it, cut to a circle if `round`.

    `frame` is dashed, as an ellipse if `round_frame`; what lies outside `kept` is dimmed.
    """

    size: tuple[int, int]
    part: QRectF
    frame: QRectF | None = None
    kept: QRectF | None = None
    round: bool = False
    round_frame: bool = False


class PicturePart(QWidget):
    """As wide as there is room and at most `tallest` px high, unless `fit` into a room of its own."""

    def __init__(self, crop: Crop, tallest: int) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._crop = crop
        self._tallest = tallest
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fit(self, room: tuple[int, int]) -> None:
        """Take the size of the part scaled into `room` (pixels), and keep it."""
        part = self._crop.part
        factor = min(room[0] / part.width(), room[1] / part.height())
        self.setFixedSize(round(part.width() * factor), round(part.height() * factor))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_crop(self, crop: Crop) -> None:
        """Show another part of the same picture."""
        self._crop = crop
        self.updateGeometry()
        self.update()

    def show_picture(self, image: QImage | None) -> None:
        """The picture in any resolution; None while there is none to show."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(480), self.heightForWidth(px(480)))

    def heightForWidth(self, width: int) -> int:
        part = self._crop.part
        return min(self._tallest, max(1, round(width * part.height() / part.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._place()
        box = place.adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        if self._crop.round:
            edge.addEllipse(box)
        else:
            edge.addRoundedRect(box, px(6), px(6))
        painter.setClipPath(edge)
        if self._image is not None:
            painter.drawImage(place.topLeft(), self._scaled(self._image, place.size()))
            self._dim(painter, place)
        else:
            painter.fillRect(place, theme().color("sunken"))
        painter.setClipping(False)
        painter.setPen(theme().color("line"))
        painter.drawPath(edge)
        if self._crop.frame is not None:
            self._draw_frame(painter, self._on_screen(self._crop.frame, place), place)

    def _place(self) -> QRectF:
        """Where the part lies: the whole widget, or its middle where that has another shape."""
        part, room = self._crop.part, QSizeF(self.size())
        size = part.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((room.width() - size.width()) / 2, 0, size.width(), size.height())

    def _scaled(self, image: QImage, room: QSizeF) -> QImage:
        ratio = self.devicePixelRatioF()
        factor = image.width() / self._crop.size[0]
        part = self._crop.part
        wanted = QRectF(part.topLeft() * factor, part.size() * factor).toAlignedRect()
        size = QSize(max(1, round(room.width() * ratio)), max(1, round(room.height() * ratio)))
        small = image.copy(wanted.intersected(image.rect())).scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        return small

    def _on_screen(self, box: QRectF, place: QRectF) -> QRectF:
        factor = place.width() / self._crop.part.width()
        moved = box.translated(-self._crop.part.topLeft())
        return QRectF(moved.topLeft() * factor + place.topLeft(), moved.size() * factor)

    def _dim(self, painter: QPainter, place: QRectF) -> None:
        if self._crop.kept is None:
            return
        outside = QPainterPath()
        outside.addRect(place)
        inside = QPainterPath()
        if self._crop.round_frame:
            inside.addEllipse(self._on_screen(self._crop.kept, place))
        else:
            inside.addRect(self._on_screen(self._crop.kept, place))
        painter.fillPath(outside.subtracted(inside), _DIMMED)

    def _draw_frame(self, painter: QPainter, box: QRectF, place: QRectF) -> None:
        box = box.intersected(place.adjusted(1, 1, -1, -1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Light on dark, so that it is seen on every colour.
        for pen in (QPen(Qt.GlobalColor.white, 1.5), QPen(Qt.GlobalColor.black, 1.5, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            if self._crop.round_frame:
                painter.drawEllipse(box)
            else:
                painter.drawRect(box)
