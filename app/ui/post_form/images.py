"""The images, videos and audio of a post being written: added, described, ordered, removed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.media.types import Pixels
from app.services.base import images
from app.services.base.desk import Desk
from app.services.posts.views import FormImage
from app.ui import jobs, theme
from app.ui.images.clip_sign import clip_kind
from app.ui.images.pictures import THUMBNAIL, Pictures, pixmap
from app.ui.post_form.dropped import image_in, paths_in
from app.ui.post_form.image_row import ImageRow
from app.ui.tab_order import has_keys
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.files import ATTACHMENTS, choose_files, file_of
from app.work import Work


class FormImages(QWidget):
    """`changed` whenever an image or its alt text did, `opened` when no file is being opened any more.

    Files are opened one after another and keep their order. What was refused is told until others are added.
    """

    changed = Signal()
    opened = Signal()

    def __init__(self, desk: Desk, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pictures = pictures
        self._rows: list[ImageRow] = []
        self._wants_alt = True
        self._describe_from: int | None = None  # the place of the first that was chosen with the button
        self._coming: deque[tuple[str, Callable[[], IncomingFile]]] = deque()
        self._refused: list[str] = []
        self._problem = Label(look="error", wrap=True)
        self._problem.hide()
        self._progress = Label(look="small", wrap=True)
        self._progress.hide()
        self._add = Button(tr("queue.form.add_image"), icon="image", small=True)
        self._add.clicked.connect(self._choose)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(self._column)
        whole.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._progress)
        whole.addWidget(self._problem)

    @property
    def opening(self) -> bool:
        """Whether a file that was added is not there yet."""
        return bool(self._coming)

    def images(self) -> tuple[FormImage, ...]:
        return tuple(row.image() for row in self._rows)

    def set_images(self, images: Sequence[FormImage]) -> None:
        for image in images:
            if image.file is not None:
                self._take(image.file)
            else:
                heard = clip_kind(image.original_name) == "audio"
                self._add_row(image, None if heard else self._pictures.get(image.sha256, THUMBNAIL))

    def want_alt(self, wanted: bool) -> None:
        """Whether images without alt text are marked."""
        self._wants_alt = wanted
        for row in self._rows:
            row.want_alt(wanted)

    def take(self, mime: QMimeData) -> bool:
        """Add what was dropped or pasted; False if there is no image in it."""
        paths = paths_in(mime)
        image = None if paths else image_in(mime, tr("queue.intake.pasted_name"))
        for path in paths:
            self._read(path)
        if image is not None:
            self._take(image)
        return bool(paths) or image is not None

    def _choose(self) -> None:
        pattern = f"{tr('queue.form.images')} ({ATTACHMENTS})"
        paths = choose_files(self, tr("queue.form.add_image"), pattern)
        self._describe_from = len(self._rows) if paths else None
        for path in paths:
            self._read(path)

    def _read(self, path: Path) -> None:
        self._want(path.name, lambda: file_of(path))

    def _take(self, file: IncomingFile) -> None:
        self._want(file.name, lambda: file)

    def _want(self, name: str, get: Callable[[], IncomingFile]) -> None:
        if not self._coming:
            self._refused.clear()
            self._problem.hide()
        self._coming.append((name, get))
        if len(self._coming) == 1:
            self._open_next()

    def _open_next(self) -> None:
        """Decode it in the limited process before it is added: a broken image is said at once."""
        name, get = self._coming[0]
        self._progress.setText(tr("queue.form.opening", name=name))
        self._progress.show()

        def look(work: Work) -> tuple[IncomingFile, Pixels | None]:
            file = get()
            return file, images.look_at(self._desk, file.data, file.name, THUMBNAIL).small

        def add(looked: tuple[IncomingFile, Pixels | None]) -> None:
            file, small = looked
            self._add_row(FormImage(alt=file.alt, file=file), None if small is None else pixmap(small))

        jobs.run(look, done=add, failed=self._refuse, ended=self._on_ended, owner=self)

    def _on_ended(self) -> None:
        self._coming.popleft()
        if self._coming:
            self._open_next()
        else:
            self._progress.hide()
            self._go_to_description()
            self.opened.emit()

    def _go_to_description(self) -> None:
        """On to the words for the first one chosen, unless the person has gone elsewhere meanwhile."""
        first, self._describe_from = self._describe_from, None
        if first is not None and first < len(self._rows) and self._wants_alt and has_keys(self._add):
            self._rows[first].show()  # a part not shown yet loses the focus to whichever is
            self._rows[first].setFocus()

    def _refuse(self, refusal: Refusal) -> None:
        self._refused.append(refusal_text(refusal))
        self._problem.setText("\n".join(self._refused))
        self._problem.show()

    def _add_row(self, image: FormImage, picture: QPixmap | None) -> None:
        row = ImageRow(self._desk, image, picture, self._pictures)
        row.want_alt(self._wants_alt)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        row.raised.connect(lambda: self._raise(row))
        self._rows.append(row)
        self._column.addWidget(row)
        self._number()

    def _remove(self, row: ImageRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.deleteLater()
        self._add.setFocus()
        self._number()

    def _raise(self, row: ImageRow) -> None:
        """One place earlier."""
        place = self._rows.index(row)
        if place > 0:
            self._rows.insert(place - 1, self._rows.pop(place))
            self._column.insertWidget(place - 1, row)
            self._number()

    def _number(self) -> None:
        for place, row in enumerate(self._rows, start=1):
            row.show_place(place)
        self.changed.emit()
