"""Has a box on an image read, and shows what came of it on its card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.checks.types import Use
from app.media.types import Box
from app.services.base.desk import Desk
from app.services.posts.box_text import BoxText, read_box
from app.services.posts.views import AttachmentView
from app.ui import jobs
from app.ui.translation import refusal_text, tr
from app.ui.viewer.panel import ReadCard


class Reader(QObject):
    """`changed` when its card says something new. `read_boxes` were drawn to be read: they need no saving."""

    changed = Signal()

    def __init__(self, desk: Desk, card: ReadCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card = card
        self._sha256 = ""
        self.read_boxes: set[Box] = set()

    def begin(self, image: AttachmentView) -> None:
        """Another image is in front: what was read on the one before says nothing of it."""
        self._sha256 = image.sha256
        self._card.show_line(tr("viewer.read_hint"))

    def read(self, image: AttachmentView, box: Box | None, use: Use) -> None:
        """Read a box; without one, say that it wants one."""
        if box is None:
            self._card.show_line(tr("viewer.no_box"))
            return
        self.read_boxes.add(box)
        self._card.show_line(tr("viewer.reading"))

        def if_still(show: Callable[[], None]) -> None:
            if image.sha256 == self._sha256:
                show()
                self.changed.emit()

        def done(read: BoxText) -> None:
            if_still(lambda: self._card.show_text(read))

        jobs.run(
            lambda work: read_box(self._desk, image, box, use),
            done=done,
            failed=lambda refusal: if_still(lambda: self._card.show_line(refusal_text(refusal))),
            owner=self,
        )
