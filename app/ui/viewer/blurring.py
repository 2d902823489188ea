"""What is drawn on each image of a post, how it would look blurred, and the blurring itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from app.media.types import Box
from app.services.base.desk import Desk
from app.services.posts import blurring
from app.services.posts.views import AttachmentView
from app.ui import jobs
from app.ui.images.pictures import VIEWER, pixmap
from app.ui.viewer.regions import Regions

_Look = tuple[str, tuple[Box, ...]]


class Blurring(QObject):
    """`looked` when a picture of the blurred image has arrived, `saved` with the new version's number.

    `ended` after a saving, however it went; `refused` with the reason why something could not be done.
    """

    looked = Signal()
    saved = Signal(int)
    refused = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._regions: dict[str, Regions] = {}
        self._looks: dict[_Look, QPixmap] = {}
        self._wanted: tuple[AttachmentView, _Look] | None = None
        self._making: _Look | None = None
        self.saving = False

    def regions(self, image: AttachmentView) -> Regions:
        """What is drawn on an image; kept while one leafs to others."""
        if image.sha256 not in self._regions:
            self._regions[image.sha256] = Regions(image.width, image.height)
        return self._regions[image.sha256]

    @property
    def drawn(self) -> list[Box]:
        """Every box that is on an image and not saved."""
        return [box for regions in self._regions.values() for box in regions.boxes]

    def look(self, image: AttachmentView) -> QPixmap | None:
        """How the image would be published; None with nothing drawn on it, or while that is being made."""
        boxes = tuple(self.regions(image).boxes)
        if not boxes:
            return None
        wanted = (image.sha256, boxes)
        if wanted not in self._looks and wanted != self._making:
            self._wanted = (image, wanted)
            self._make()
        return self._looks.get(wanted)

    def save(self, draft_id: int, image: AttachmentView, by: int) -> None:
        """Blur what is drawn on the image, in a new version of the draft."""
        boxes = tuple(self.regions(image).boxes)
        position, seen = image.position, image.sha256
        self._change(lambda: blurring.blur(self._desk, draft_id, position, boxes, by, seen), image)

    def use_original(self, draft_id: int, image: AttachmentView, by: int) -> None:
        """Take the image as it came again, in a new version of the draft."""
        self._change(lambda: blurring.use_original(self._desk, draft_id, image.position, by), image)

    def _change(self, act: Callable[[], int], image: AttachmentView) -> None:
        self.saving = True

        def done(version: int) -> None:
            self._regions.pop(image.sha256, None)
            self._looks.clear()
            self.saved.emit(version)

        jobs.run(lambda work: act(), done=done, failed=self.refused.emit, ended=self._end, owner=self)

    def _end(self) -> None:
        self.saving = False
        self.ended.emit()

    def _make(self) -> None:
        """Have the newest look wanted made; one at a time, so that a box being moved leaves some out."""
        if self._making is not None or self._wanted is None:
            return
        (image, wanted), self._wanted = self._wanted, None
        self._making = wanted
        jobs.run(
            lambda work: blurring.look(self._desk, image, wanted[1], VIEWER),
            done=lambda pixels: self._keep(wanted, pixmap(pixels)),
            failed=self.refused.emit,
            ended=self._made,
            owner=self,
        )

    def _keep(self, wanted: _Look, picture: QPixmap) -> None:
        self._looks = {wanted: picture}
        self.looked.emit()

    def _made(self) -> None:
        self._making = None
        self._make()
