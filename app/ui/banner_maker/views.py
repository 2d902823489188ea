"""The banner as it is, and as the platform crops it on a desktop and a telephone."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.base.platforms import Platform
from app.ui.banner_maker.layout import middle, safe_area
from app.ui.images.picture_part import Crop, PicturePart
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label

# Pixels at most. They do not grow with the text size: then its words have room beside them.
_WHOLE, _CROP = (600, 250), (290, 130)


class BannerViews(QWidget):
    """`show_banner` replaces what is seen in all three."""

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        assert platform.banner is not None
        note = tr("banner_maker.safe" if platform.safe is not None else "banner_maker.no_safe")
        whole, safe = QRectF(0, 0, *platform.banner), safe_area(platform)
        frame = safe if safe != whole else None
        self.whole = _fitted(Crop(platform.banner, whole, frame), _WHOLE)
        self.whole.setAccessibleName(tr("banner_maker.whole"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.whole)
        column.addWidget(Label(note, "tiny", wrap=True))
        column.addSpacing(px(8))
        crops = QHBoxLayout()
        crops.setSpacing(px(20))
        self.desktop = _Crop(platform, "desktop", platform.desktop)
        self.phone = _Crop(platform, "phone", platform.phone)
        crops.addWidget(self.desktop, 1)
        crops.addWidget(self.phone, 1)
        column.addLayout(crops)
        if platform.second_hand and (platform.desktop or platform.phone):
            column.addWidget(Label(tr("banner_maker.second_hand"), "tiny", wrap=True))
        column.addStretch(1)
        self.setFixedWidth(_WHOLE[0])

    def show_banner(self, image: QImage) -> None:
        """Show this banner; it has the platform's banner size."""
        for part in (self.whole, self.desktop.part, self.phone.part):
            if part is not None:
                part.show_picture(image)


class _Crop(QWidget):
    """What one kind of device shows of it, or that the register does not know. `part` None: not known."""

    def __init__(self, platform: Platform, device: str, shown: tuple[int, int] | None) -> None:
        super().__init__()
        assert platform.banner is not None
        self.part: PicturePart | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(tr(f"banner_maker.on_{device}"), "strong"))
        if shown is None:
            unknown = tr(f"banner_maker.no_{device}", platform=tr(f"platform.{platform.key}"))
            column.addWidget(Label(unknown, "small", wrap=True))
        else:
            self.part = _fitted(Crop(platform.banner, middle(platform.banner, shown)), _CROP)
            self.part.setAccessibleName(tr(f"banner_maker.on_{device}"))
            column.addWidget(self.part)
            size = tr("banner_maker.crop", width=shown[0], height=shown[1])
            column.addWidget(Label(size, "tiny", wrap=True))
        column.addStretch(1)


def _fitted(crop: Crop, room: tuple[int, int]) -> PicturePart:
    part = PicturePart(crop, room[1])
    part.fit(room)
    return part
