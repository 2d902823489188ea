"""A draft's banner or profile picture as its platform shows it, under the picture itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.checks.photo.crops import Region, lost, lost_round, seen, square
from app.checks.types import Use
from app.services.base import platforms
from app.services.base.platforms import Platform
from app.services.posts.views import AttachmentView, VersionView
from app.ui import theme
from app.ui.images.picture_part import Crop, PicturePart
from app.ui.images.pictures import POST, Pictures
from app.ui.translation import tr
from app.ui.widgets import KeyHint, Label
from app.ui.widgets.pill_row import PillRow

KEY = "V"
WHOLE, DESKTOP, PHONE, PAGE, ROUND = "whole", "desktop", "phone", "page", "round"
_TALLEST, _ROUND = 240, 176  # drawn px


class PageCrops(QWidget):
    """One view at a time; `chosen` tells which, so that it stays from draft to draft."""

    chosen = Signal(str)

    def __init__(
        self, pictures: Pictures, image: AttachmentView, views: Mapping[str, Crop], platform: Platform
    ) -> None:
        super().__init__()
        self._pictures = pictures
        self._image = image
        self._views = dict(views)
        self._pills = PillRow(self._views)
        for view in self._views:
            self._pills.set_text(view, tr(f"queue.crops.{view}"))
        self._pills.chosen.connect(self._choose)
        first = next(iter(self._views))
        self._part = PicturePart(self._views[first], theme.px(_TALLEST))
        self._cut = Label(look="small", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        name = tr("queue.crops.title", platform=tr(f"platform.{platform.key}"))
        head.addWidget(Label(name, "strong", wrap=True), 1)
        head.addWidget(KeyHint(KEY))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, theme.px(8))
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self._pills)
        column.addWidget(self._part)
        column.addWidget(self._cut)
        if platform.second_hand:
            column.addWidget(Label(tr("banner_maker.second_hand"), "tiny", wrap=True))
        pictures.arrived.connect(self._on_picture)
        self._show_picture()
        self.set_view(first)

    @property
    def view(self) -> str:
        """The view shown."""
        return self._pills.value()

    def set_view(self, view: str) -> None:
        """Show a view; one that this picture has not is left alone."""
        if view not in self._views:
            return
        crop = self._views[view]
        self._pills.set_value(view)
        self._part.setMaximumHeight(theme.px(_ROUND if crop.round else _TALLEST))
        self._part.show_crop(crop)
        self._cut.setText(_cut_text(view, crop))
        self._part.setAccessibleName(f"{tr(f'queue.crops.{view}')}: {self._cut.text()}")

    def next_view(self) -> None:
        """Go to the view after the one shown, and from the last to the first."""
        order = list(self._views)
        self._choose(order[(order.index(self.view) + 1) % len(order)])

    def _choose(self, view: str) -> None:
        self.set_view(view)
        self.chosen.emit(view)

    def _on_picture(self, sha256: str) -> None:
        if sha256 == self._image.sha256:
            self._show_picture()

    def _show_picture(self) -> None:
        picture = self._pictures.get(self._image.sha256, POST)
        shown: QImage | None = picture.toImage() if picture is not None else None
        self._part.show_picture(shown)


def page_crops(pictures: Pictures, version: VersionView, image: AttachmentView) -> PageCrops | None:
    """The crops of an image of this version; None for a post, and where its platform's are not known."""
    use, account = Use(version.use), version.account
    if use is Use.POST or account is None or not image.width or not image.height:
        return None
    platform = platforms.platform(account.platform)
    size = (image.width, image.height)
    views = _profile(size, platform) if use is Use.PROFILE else _banner(size, platform)
    if not views:
        return None
    return PageCrops(pictures, image, views, platform)


def _banner(size: tuple[int, int], platform: Platform) -> dict[str, Crop]:
    banner = platform.banner
    if banner is None:
        return {}
    kept = _rectangle(seen(size, banner, banner))
    safe = _rectangle(seen(size, banner, platform.safe)) if platform.safe is not None else None
    views = {WHOLE: Crop(size, QRectF(0, 0, *size), safe or kept, kept)}
    if platform.desktop is None and platform.phone is None:
        return {**views, PAGE: Crop(size, kept)}
    for view, part in ((DESKTOP, platform.desktop), (PHONE, platform.phone)):
        if part is not None:
            views[view] = Crop(size, _rectangle(seen(size, banner, part)))
    return views


def _profile(size: tuple[int, int], platform: Platform) -> dict[str, Crop]:
    if platform.profile is None:
        return {}
    inner = _rectangle(square(size))
    whole = Crop(size, QRectF(0, 0, *size), inner, inner, round_frame=True)
    return {WHOLE: whole, ROUND: Crop(size, inner, round=True)}


def _cut_text(view: str, crop: Crop) -> str:
    """How much is cut off, in a sentence; of the whole, what the dashed line is."""
    part = crop.part
    if view == WHOLE:
        safe = "" if crop.frame == crop.kept else tr("queue.crops.safe")
        dimmed = "" if crop.kept == part and not crop.round_frame else tr("queue.crops.dimmed")
        return " ".join(filter(None, (safe, dimmed))) or tr("queue.crops.nothing_lost")
    region = Region(part.x(), part.y(), part.width(), part.height())
    share = lost_round(crop.size) if crop.round else lost(crop.size, region)
    percent = round(share * 100)
    return tr("queue.crops.lost", percent=percent) if percent else tr("queue.crops.nothing_lost")


def _rectangle(region: Region) -> QRectF:
    return QRectF(region.x, region.y, region.width, region.height)
