"""Taking posts in by hand: files, folders, drag and drop, and the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.services.base.enums import Outcome
from app.services.posts.views import FormImage, IntakeLine, PostForm
from app.ui import messages
from app.ui.context import Context
from app.ui.post_form.dropped import has_image, image_in, paths_in
from app.ui.translation import tr
from app.ui.widgets.files import ATTACHMENTS, choose_files, choose_folder

_PATTERNS = f"*.txt *.md *.docx *.zip *.csv *.xlsx {ATTACHMENTS}"


class Intake(QObject):
    """`taken` gives the ids of drafts just added. `compose` opens the form with what was pasted."""

    taken = Signal(list)

    def __init__(self, context: Context, compose: Callable[[PostForm | None], object], page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._compose = compose
        self._page = page

    def choose_files(self) -> None:
        pattern = f"{tr('queue.intake.kinds')} ({_PATTERNS})"
        self.take_paths(choose_files(self._page, tr("queue.key.files"), pattern))

    def choose_folder(self) -> None:
        folder = choose_folder(self._page, tr("queue.key.folder"))
        if folder is not None:
            self.take_paths([folder])

    def paste(self) -> None:
        """Take what the clipboard holds: files in, text or an image into the form."""
        # There is none at all while nothing was ever copied.
        if not self.take(QGuiApplication.clipboard().mimeData() or QMimeData()):
            messages.say(tr("queue.intake.nothing_pasted"), "warn")

    def can_take(self, mime: QMimeData) -> bool:
        return bool(paths_in(mime)) or has_image(mime) or mime.hasText()

    def take(self, mime: QMimeData) -> bool:
        """Take what was dropped or pasted; False if there is nothing a post could be made of."""
        paths = paths_in(mime)
        if paths:
            self.take_paths(paths)
            return True
        image = image_in(mime, tr("queue.intake.pasted_name"))
        text = mime.text().strip() if mime.hasText() else ""
        if image is None and not text:
            return False
        images = (FormImage(alt="", file=image),) if image is not None else ()
        self._compose(PostForm(text=text, images=images))
        return True

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Read posts from files and folders, and show what became of each."""
        if not paths:
            return
        from app.ui.queue.intake_dialog import IntakeDialog  # not before something is taken in

        dialog = IntakeDialog(self._context, paths, parent=self._page)
        dialog.ended.connect(self._on_ended)
        dialog.finished.connect(lambda _result: self._page.window().activateWindow())
        dialog.open()

    def _on_ended(self, lines: list[IntakeLine]) -> None:
        self.taken.emit([line.draft_id for line in lines if line.outcome is Outcome.TAKEN])
