"""The attachments of one version, small, each leading to the viewer or the player."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.services.posts.views import AttachmentView, VersionView
from app.ui import theme
from app.ui.images.clip_sign import mark_clip
from app.ui.images.image_view import unrecognisable
from app.ui.images.pictures import THUMBNAIL, Pictures
from app.ui.translation import tr
from app.ui.widgets.as_written import tip_text
from app.ui.widgets.layouts import clear
from app.ui.widgets.paint import paint_picture

_SIDE = 64  # drawn px


class VersionImages(QWidget):
    """`wanted` with the position of an image somebody wants to see by itself.

    `covered`: the SHA-256 of images that may be obscene, not to be recognised until a person asked for them.
    """

    wanted = Signal(int)

    def __init__(self, pictures: Pictures, covered: frozenset[str]) -> None:
        super().__init__()
        self._pictures = pictures
        self._covered = covered
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_version(self, version: VersionView) -> None:
        """Show this version's images instead of those before."""
        clear(self._row)
        for image in version.attachments:
            thumbnail = _Thumbnail(self._pictures, image, self._covered)
            thumbnail.clicked.connect(lambda checked=False, at=image.position: self.wanted.emit(at))
            self._row.addWidget(thumbnail)
        self.setVisible(bool(version.attachments))


class _Thumbnail(QPushButton):
    def __init__(self, pictures: Pictures, image: AttachmentView, covered: frozenset[str]) -> None:
        super().__init__()
        self._pictures = pictures
        self._image = image
        self._hidden = image.sha256 in covered and image.sha256 not in pictures.uncovered
        pictures.arrived.connect(self._on_picture)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = tr("queue.history.image", n=image.position + 1, name=image.original_name)
        self.setAccessibleName(name)
        self.setToolTip(tip_text(name))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = self._pictures.get(self._image.sha256, THUMBNAIL) if self._image.has_picture else None
        if picture is not None and self._hidden:
            picture = unrecognisable(picture)
        paint_picture(painter, self.rect(), picture)
        if self._image.is_clip:
            kind = self._image.media_type.partition("/")[0]
            mark_clip(painter, self.rect(), kind, on_picture=picture is not None)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.theme().color("accent"), 4))
            painter.drawRoundedRect(self.rect(), theme.px(8), theme.px(8))

    def _on_picture(self, sha256: str) -> None:
        if sha256 == self._image.sha256:
            self.update()
