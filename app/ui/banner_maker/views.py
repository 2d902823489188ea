"""The banner as it is, and as the platform crops it on a desktop and a telephone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.account_views import Platform
from app.ui.banner_maker.layout import middle, safe_area
from app.ui.theme import px, theme
from app.ui.widgets import Label
from app.ui.words import words

# Pixels at most. They do not grow with the text size: then its words have room beside them.
_WHOLE, _CROP = (600, 250), (290, 130)


class BannerViews(QWidget):
    """`show_banner` replaces what is seen in all three."""

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        assert platform.banner is not None
        said = words("banner_maker.safe" if platform.safe is not None else "banner_maker.no_safe")
        self.whole = _Part(platform.banner, _WHOLE, QRectF(0, 0, *platform.banner), safe_area(platform))
        self.whole.setAccessibleName(words("banner_maker.whole"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.whole)
        column.addWidget(Label(said, "tiny", wrap=True))
        column.addSpacing(px(8))
        crops = QHBoxLayout()
        crops.setSpacing(px(20))
        self.desktop = _Crop(platform, "desktop", platform.desktop)
        self.phone = _Crop(platform, "phone", platform.phone)
        crops.addWidget(self.desktop, 1)
        crops.addWidget(self.phone, 1)
        column.addLayout(crops)
        if platform.second_hand and (platform.desktop or platform.phone):
            column.addWidget(Label(words("banner_maker.second_hand"), "tiny", wrap=True))
        column.addStretch(1)
        self.setFixedWidth(_WHOLE[0])

    def show_banner(self, image: QImage) -> None:
        """Show this banner; it has the platform's banner size."""
        for part in (self.whole, self.desktop.part, self.phone.part):
            if part is not None:
                part.show_banner(image)


class _Crop(QWidget):
    """What one kind of device shows of it, or that the register does not know. `part` None: not known."""

    def __init__(self, platform: Platform, device: str, shown: tuple[int, int] | None) -> None:
        super().__init__()
        assert platform.banner is not None
        self.part: _Part | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(words(f"banner_maker.on_{device}"), "strong"))
        if shown is None:
            unknown = words(f"banner_maker.no_{device}", platform=words(f"platform.{platform.key}"))
            column.addWidget(Label(unknown, "small", wrap=True))
        else:
            self.part = _Part(platform.banner, _CROP, middle(platform.banner, shown))
            self.part.setAccessibleName(words(f"banner_maker.on_{device}"))
            column.addWidget(self.part)
            size = words("banner_maker.crop", width=shown[0], height=shown[1])
            column.addWidget(Label(size, "tiny", wrap=True))
        column.addStretch(1)


class _Part(QWidget):
    """A part of the banner, scaled into `room` (pixels); `frame` is dashed, in pixels of the banner."""

    def __init__(
        self, size: tuple[int, int], room: tuple[int, int], part: QRectF, frame: QRectF | None = None
    ) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._part = part
        self._frame = frame if frame != QRectF(0, 0, *size) else None
        factor = min(room[0] / part.width(), room[1] / part.height())
        self.setFixedSize(round(part.width() * factor), round(part.height() * factor))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_banner(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(box, px(6), px(6))
        if self._image is not None:
            painter.setClipPath(edge)
            painter.drawImage(0, 0, self._scaled(self._image))
            painter.setClipping(False)
        painter.setPen(theme().color("line"))
        painter.drawPath(edge)
        if self._frame is not None:
            self._draw_frame(painter, self._frame)

    def _scaled(self, image: QImage) -> QImage:
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        small = image.copy(self._part.toAlignedRect()).scaled(
            room, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        return small

    def _draw_frame(self, painter: QPainter, frame: QRectF) -> None:
        factor = self.width() / self._part.width()
        box = QRectF(frame.x() * factor, frame.y() * factor, frame.width() * factor, frame.height() * factor)
        box = box.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        # Light on dark, so that it is seen on every colour.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(Qt.GlobalColor.white, 1.5))
        painter.drawRect(box)
        painter.setPen(QPen(Qt.GlobalColor.black, 1.5, Qt.PenStyle.DashLine))
        painter.drawRect(box)
