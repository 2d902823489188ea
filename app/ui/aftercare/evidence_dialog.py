"""Shows evidence that was kept: a picture as a picture, a saved page as text, anything as a copy to save.

A saved page is never opened as a page here: what is in it could run, or ask the network for more.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QWidget

from app.errors import Refusal
from app.new_files import write_new
from app.services.base.desk import Desk
from app.services.posts.aftercare import ActView
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.images import pictures
from app.ui.images.pictures import Pictures
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.dialog import Dialog

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_MARKUP = (".html", ".htm", ".mhtml")
_MOST_SHOWN = 200_000  # characters of a saved page
_WIDTH = 720  # drawn px


class EvidenceDialog(Dialog):
    """The kept file of one proof."""

    def __init__(self, context: Context, act: ActView, parent: QWidget) -> None:
        super().__init__(tr("evidence.title"), parent, width=_WIDTH)
        self._desk, self._act = context.desk, act
        self.body.addWidget(Label(act.file_name, "strong", wrap=True))
        kind = Path(act.file_name).suffix.lower()
        if kind in _PICTURES:
            self._show_picture()
        elif kind in _MARKUP:
            self._show_text()
        else:
            self.body.addWidget(Paragraph(tr("evidence.only_saved")))
        save = Button(tr("evidence.save"), icon="export")
        save.clicked.connect(self._ask_where)
        close = Button(tr("button.close"), "primary", keys="Esc")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(save)
        self.buttons.addWidget(close)
        close.setFocus()

    def save_to(self, path: Path) -> None:
        """Save a copy there; nothing is overwritten."""
        desk, sha256 = self._desk, self._act.file_sha256
        jobs.run(
            lambda _work: write_new(path, desk.blobs.read(sha256)),
            lambda _none: messages.say(tr("evidence.saved", path=str(path))),
            self._refuse,
            owner=self,
        )

    def _show_picture(self) -> None:
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setMinimumHeight(px(320))
        self._picture.setAccessibleName(self._act.file_name)
        self.body.addWidget(self._picture, 1)
        self._pictures = Pictures(self._desk, self)
        self._pictures.arrived.connect(lambda _sha256: self._fill())
        self._fill()

    def _fill(self) -> None:
        sha256 = self._act.file_sha256
        found = self._pictures.get(sha256, pictures.POST)
        refusal = self._pictures.refusal(sha256, pictures.POST)
        if found is not None:
            room = px(_WIDTH - 60), px(460)
            self._picture.setPixmap(
                found.scaled(
                    *room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
        elif refusal is not None:
            self.complain(refusal_text(refusal))

    def _show_text(self) -> None:
        self.body.addWidget(Paragraph(tr("evidence.as_text")))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(320))
        self.text.setAccessibleName(self._act.file_name)
        self.body.addWidget(self.text, 1)
        desk, sha256 = self._desk, self._act.file_sha256
        jobs.run(lambda _work: _text(desk, sha256), self.text.setPlainText, self._refuse, owner=self)

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("evidence.save"), Path(self._act.file_name).name)
        if chosen:
            self.save_to(Path(chosen))

    def _refuse(self, refusal: Refusal) -> None:
        self.complain(refusal_text(refusal))


def _text(desk: Desk, sha256: str) -> str:
    return desk.blobs.read(sha256)[: 4 * _MOST_SHOWN].decode("utf-8", "replace")[:_MOST_SHOWN]
