"""Saves an approved post's copies for publishing: where to, then what was saved and its alt texts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.bangla.shortening import shortened
from app.checks.text.rules.length import counted
from app.services.base.members import MemberView
from app.services.base.platforms import platform
from app.services.posts import queue
from app.services.posts.copies import free_name, save_copies
from app.services.posts.report_views import CopiesReport, SavedCopy
from app.services.posts.views import VersionView
from app.ui import messages
from app.ui.context import Context
from app.ui.images.clip_sign import clip_kind
from app.ui.sizes import size_text
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.making_dialog import MakingDialog
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.usual_place import documents_folder

_EXCERPT = 160  # code points: enough to know the post by
_TALLEST = 380  # drawn px of what was saved: a post may have 35 images


class CopiesDialog(MakingDialog):
    """Starts with a new folder's name that needs no change. Texts can be copied without saving."""

    def __init__(self, context: Context, draft_id: int, by: MemberView, parent: QWidget) -> None:
        usual = free_name(documents_folder(), draft_id)
        super().__init__(tr("copies.title"), tr("copies.save"), usual, parent)
        self._context = context
        self._draft_id = draft_id
        self._by = by
        version = queue.draft(context.desk, draft_id).version
        self._text = version.text
        hints = [tr("copies.hint", name=by.name)]
        if any(kept.is_clip for kept in version.attachments):
            hints.append(tr("copies.clips"))
        if self._text.strip() or any(kept.alt.strip() for kept in version.attachments):
            self.body.insertWidget(0, self._to_paste(version))
        self.add_fields({"export.place": self.place}, "\n".join(hints))
        self._copied = Label(look="small")
        self.buttons.insertWidget(0, self._copied)
        self.save_button.setFocus()

    def submit(self) -> None:
        out = self.chosen_place()
        if out is None:
            return
        desk, draft_id, by = self._context.desk, self._draft_id, self._by.id
        self.make(tr("copies.working"), lambda work: save_copies(desk, draft_id, out, by, work), self._show)

    def _show(self, report: CopiesReport) -> None:
        facts: list[tuple[str, str | QWidget]] = [(tr("export.place"), report.path)]
        facts += ((saved.name, _described(saved)) for saved in report.files)
        facts += ((tr("copies.note"), tr("copies.outsized", name=name)) for name in report.outsized)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outcome = Outcome(tr("copies.done"), facts, ())
        scroll.setWidget(outcome)
        scroll.setMinimumHeight(min(px(_TALLEST), outcome.sizeHint().height() + px(8)))
        self.end(scroll, Path(report.path), at=1)
        self._context.drafts_changed.emit()  # the history has one line more

    def _to_paste(self, version: VersionView) -> QWidget:
        """The text with its length as the platform counts it, and each alt text, with a button to copy it."""
        scroll = FormScroll(least=0)
        if self._text.strip():
            scroll.column.addLayout(self._row_to_copy(_excerpt(self._text), _length(version), self._text))
        for kept in version.attachments:
            if kept.alt.strip():
                named = tr("copies.alt_of", n=kept.position + 1, alt=kept.alt)
                scroll.column.addLayout(self._row_to_copy(named, "", kept.alt))
        return scroll

    def _row_to_copy(self, shown: str, counted: str, text: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Label(shown, "small", wrap=True))
        if counted:
            words.addWidget(Label(counted, "tiny"))
        words.addStretch(1)
        copy = Button(tr("copies.copy" if not counted else "copies.copy_text"), icon="copy", small=True)
        copy.setAccessibleName(f"{copy.text()}: {shown}")
        copy.clicked.connect(lambda: self._copy(text))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addLayout(words, 1)
        row.addWidget(copy, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._copied.setText(tr("copies.copied"))


def offer_copies(context: Context, draft_id: int, parent: QWidget) -> None:
    """Open the dialog; without a member at the desk, say that one is needed."""
    if context.member is None:
        messages.say(tr("queue.choose_member"), "warn")
    else:
        CopiesDialog(context, draft_id, context.member, parent).open()


def _length(version: VersionView) -> str:
    """How long the text is as its platform counts, and how long it may be where that is known."""
    key = version.account.platform if version.account is not None else ""
    n = counted(version.text, key)
    limit = platform(key).text if key else None
    if limit is None:
        return tr("copies.length", n=n)
    return tr("copies.length_of", n=n, of=limit, platform=tr(f"platform.{key}"))


def _described(saved: SavedCopy) -> str:
    """Size and alt text of an image, description of a video; the texts say by their names what they are."""
    if saved.image is None:
        return size_text(saved.size)
    if clip_kind(saved.name):
        text = tr("clips.described", alt=saved.alt) if saved.alt.strip() else tr("clips.not_described")
    else:
        text = tr("queue.image.alt", alt=saved.alt) if saved.alt.strip() else tr("queue.image.no_alt")
    return f"{size_text(saved.size)} · {text}"


def _excerpt(text: str) -> str:
    return shortened(text, _EXCERPT) or tr("archive.no_text")
