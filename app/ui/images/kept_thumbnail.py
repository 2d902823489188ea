"""The first image of a post that is kept, small, beside its words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.posts.views import DraftView
from app.ui.images.clip_sign import mark_clip
from app.ui.images.pictures import Pictures
from app.ui.theme import icon_pixmap, px
from app.ui.widgets.paint import paint_picture

_WIDTH, _HEIGHT = 128, 88  # drawn px
_LONGEST = 384  # px of the picture: sharp at 150% text on a dense screen
_EYE = 22  # drawn px


class KeptThumbnail(QWidget):
    """Of `draft`, which has an attachment. An image that the queue covers is not shown here at all."""

    def __init__(self, draft: DraftView, pictures: Pictures) -> None:
        super().__init__()
        self._first = draft.version.attachments[0]
        self._pictures = pictures
        self.covered = self._first.sha256 in draft.covered
        self.setAccessibleName(self._first.alt or self._first.original_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        pictures.arrived.connect(self._arrived)

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), px(_HEIGHT))

    def _arrived(self, sha256: str) -> None:
        if sha256 == self._first.sha256:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shows = self._first.has_picture and not self.covered
        picture = self._pictures.get(self._first.sha256, _LONGEST) if shows else None
        paint_picture(painter, self.rect(), picture)
        if self._first.is_clip:
            kind = self._first.media_type.partition("/")[0]
            mark_clip(painter, self.rect(), kind, on_picture=picture is not None)
        elif self.covered:
            eye = QRect(0, 0, px(_EYE), px(_EYE))
            eye.moveCenter(self.rect().center())
            painter.drawPixmap(eye, icon_pixmap("eye-off", "muted", _EYE))
