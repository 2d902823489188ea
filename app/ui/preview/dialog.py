"""The preview: a document as it will be on paper, with leafing, zoom, printing and saving by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.documents.pages import POINTS_AN_INCH, PdfPages
from app.errors import Refusal
from app.ui import jobs, messages
from app.ui.hotkey import hotkey
from app.ui.opening import open_after
from app.ui.preview.print_dialog import PrintDialog
from app.ui.preview.printing import image_of
from app.ui.theme import px, theme
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label

Save = Callable[[QWidget], object]

_STEP, _LEAST, _MOST = 1.25, 0.4, 4.0  # zoom, of one drawn px a point
_MARGIN = 24  # drawn px around a page


def preview(
    title: str, make: Callable[[], bytes], owner: QWidget, save: Save | None = None, *, page: int = 1
) -> None:
    """Have a PDF made in a job, and show it, or why not; one at a time for a window.

    `save` is called with the preview where the person wants the file; without it nothing offers one.
    """

    def show(pages: PdfPages) -> None:
        PreviewDialog(title, pages, owner.window(), save, page=page).open()

    open_after(
        lambda _work: PdfPages(make()),
        show,
        lambda refusal: messages.say(refusal_text(refusal), "warn"),
        owner=owner,
    )


def preview_file(file: Path, owner: QWidget) -> None:
    """Show a PDF file that this program has just written."""
    preview(file.name, file.read_bytes, owner)


class PreviewDialog(QDialog):
    """One page at a time, as wide as the window at first."""

    def __init__(
        self, title: str, pages: PdfPages, parent: QWidget | None, save: Save | None = None, *, page: int = 1
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._pages, self._save, self._title = pages, save, title
        self.page = min(max(page, 1), len(pages))
        self._zoom: float | None = None  # None: the whole page, as large as there is room
        self._drawn: tuple[int, float] | None = None
        self._resized = QTimer(self, singleShot=True, interval=120)
        self._resized.timeout.connect(self._draw)
        self.sheet = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.view = QScrollArea(widgetResizable=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.view.setObjectName("preview")
        self.view.setWidget(self.sheet)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(10))
        column.addLayout(self._head(title))
        column.addWidget(self.view, 1)
        column.addLayout(self._foot())
        self._bind()
        if parent is not None:
            self.resize(QSize(px(900), px(1100)).boundedTo(parent.window().size() * 0.96))
        self.view.setFocus()

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        name = Label(title, "heading", wrap=True)
        self.smaller, self.larger = (
            Button("−", keys="Ctrl −", small=True),
            Button("+", keys="Ctrl +", small=True),
        )
        self.whole = Button(tr("preview.whole"), keys="Ctrl 0", small=True)
        for button, key in ((self.smaller, "smaller"), (self.larger, "larger")):
            button.setAccessibleName(tr(f"preview.{key}"))
            button.setToolTip(tr(f"preview.{key}"))
            button.steps = True
        self.smaller.clicked.connect(lambda: self.zoom(1 / _STEP))
        self.larger.clicked.connect(lambda: self.zoom(_STEP))
        self.whole.clicked.connect(self.show_whole)
        row.addWidget(name, 1)
        for part in (self.smaller, self.larger, self.whole):
            row.addWidget(part)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.before = Button(icon="chevron-left", keys="PgUp", small=True)
        self.after = Button(icon="chevron-right", keys="PgDn", small=True)
        self.before.setAccessibleName(tr("preview.before"))
        self.after.setAccessibleName(tr("preview.after"))
        self.before.clicked.connect(lambda: self.leaf(-1))
        self.after.clicked.connect(lambda: self.leaf(1))
        self.before.steps = self.after.steps = True
        self.where = Label(look="small")
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.print_button = Button(tr("preview.print"), "primary", "Ctrl P", icon="print")
        self.print_button.clicked.connect(self.print)
        row.addWidget(self.before)
        row.addWidget(self.where)
        row.addWidget(self.after)
        row.addStretch(1)
        row.addWidget(close)
        if self._save is not None:
            self.save_button = Button(tr("preview.save"), keys="Ctrl S", icon="document")
            self.save_button.clicked.connect(self.save)
            row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return row

    def _bind(self) -> None:
        leafs: tuple[tuple[tuple[str, ...], Callable[[], object]], ...] = (
            (("PgDown", "Right"), lambda: self.leaf(1)),
            (("PgUp", "Left"), lambda: self.leaf(-1)),
            (("Home",), lambda: self.go_to(1)),
            (("End",), lambda: self.go_to(len(self._pages))),
            (("Ctrl++", "Ctrl+="), lambda: self.zoom(_STEP)),
            (("Ctrl+-",), lambda: self.zoom(1 / _STEP)),
            (("Ctrl+0",), self.show_whole),
        )
        for names, run in leafs:
            for name in names:
                hotkey(self, name, run, repeats=True)
        hotkey(self, "Ctrl+P", self.print)
        hotkey(self, "Ctrl+S", self.save)

    def leaf(self, by: int) -> None:
        """Go so many pages on, or back."""
        self.go_to(self.page + by)

    def go_to(self, page: int) -> None:
        """Show a page, from 1; the nearest there is."""
        self.page = min(max(page, 1), len(self._pages))
        self._draw()
        self.view.verticalScrollBar().setValue(0)

    def zoom(self, by: float) -> None:
        """So many times as large."""
        self._zoom = min(max(self._scale() * by, _LEAST), _MOST)
        self._draw()

    def show_whole(self) -> None:
        """The whole page, as large as there is room."""
        self._zoom = None
        self._draw()

    def print(self) -> None:
        """Ask for printer and pages, and print them."""
        PrintDialog(self._pages, self._title, self).open()

    def save(self) -> None:
        """Ask where the file goes, where there is one to be saved."""
        if self._save is not None:
            self._save(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._resized.start()

    def _scale(self) -> float:
        """Logical px a point."""
        if self._zoom is not None:
            return self._zoom
        width, height = self._pages.sizes[self.page - 1]
        room = self.view.viewport().size()
        fitting = min((room.width() - px(_MARGIN)) / width, (room.height() - px(_MARGIN)) / height)
        return min(max(fitting, _LEAST), _MOST)

    def _draw(self) -> None:
        """Have the page drawn at the size it is shown at; an older one that comes late is not shown."""
        page, scale, ratio = self.page, self._scale(), self.devicePixelRatioF()
        self._say()
        if self._drawn == (page, scale):
            return
        self._drawn = (page, scale)

        def show(drawn: QPixmap) -> None:
            if self._drawn == (page, scale):
                self.sheet.setPixmap(drawn)

        jobs.run(
            lambda _work: self._pages.draw(page - 1, scale * ratio * POINTS_AN_INCH),
            lambda image: show(_pixmap(image_of(image), ratio)),
            self._refuse,
            owner=self,
        )

    def _say(self) -> None:
        self.where.setText(tr("preview.page", page=self.page, pages=len(self._pages)))
        self.before.setEnabled(self.page > 1)
        self.after.setEnabled(self.page < len(self._pages))

    def _refuse(self, refusal: Refusal) -> None:
        messages.say(refusal_text(refusal), "warn")


def _pixmap(image: QImage, ratio: float) -> QPixmap:
    drawn = QPixmap.fromImage(image)
    with QPainter(drawn) as painter:  # white paper on a white window has no edge of its own
        painter.setPen(theme().color("line"))
        painter.drawRect(drawn.rect().adjusted(0, 0, -1, -1))
    drawn.setDevicePixelRatio(ratio)
    return drawn
