"""Makes a redacted copy: posts chosen, words selected and images ticked to be blacked out, on a ground."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from app.archive.redaction import Field
from app.bangla.dates import local
from app.bangla.digits import number
from app.services.posts.redacting import HideImage, HideWords, RedactedReport, preview, redact
from app.ui import jobs
from app.ui.archive.export_dialog import numbers_in
from app.ui.archive.redact_lines import RedactLines
from app.ui.context import Context
from app.ui.hotkey import hotkey
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, WorkStrip
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.layouts import clear
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.usual_place import usual_place

_SEPARATOR = "\u2029"  # what Qt puts between the lines of a selection
_TEXT, _LIST = 190, 92  # drawn px


class RedactDialog(FormDialog):
    """Shows what the copy would tell; what is selected there, or typed, is hidden wherever it stands."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("redact_dialog.title"), tr("redact_dialog.make"), parent, width=760)
        self._context = context
        self._boxes: dict[tuple[int, int], QCheckBox] = {}
        self._lines = RedactLines(())
        self.posts, self.request, self.ground, self.words = LineRow(), LineRow(), LineRow(), LineRow()
        self.posts.set_label(tr("redact_dialog.posts"))
        self.posts.line.setPlaceholderText(tr("redact_dialog.posts_hint"))
        self.posts.line.editingFinished.connect(self.read)
        self.request.set_label(tr("redact_dialog.request"))
        self.ground.set_label(tr("redact_dialog.ground"))
        self.words.set_label(tr("redact_dialog.words"))
        self.words.line.returnPressed.connect(self.hide_typed)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(px(_TEXT))
        self.text.setAccessibleName(tr("redact_dialog.text"))
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.hidden = QListWidget()
        self.hidden.setAccessibleName(tr("redact_dialog.hidden"))
        self.hidden.setMaximumHeight(px(_LIST))
        self.hidden.setObjectName("well")
        self.place = PlaceField(
            tr("export.place"), usual_place(f"anumodon-copy-{local(datetime.now(UTC)):%Y-%m-%d}", ".zip")
        )
        self._images = QVBoxLayout()
        self._work = WorkStrip()
        self._form = self._make_form()
        self.body.addWidget(self._form)
        self.body.addWidget(self._work)
        hotkey(self, "Ctrl+B", self.hide_selected)
        hotkey(
            self.hidden, "Delete", self._show_again, repeats=True, context=Qt.ShortcutContext.WidgetShortcut
        )
        self.posts.line.setFocus()

    def _show_again(self) -> None:
        """Take the words in front off the list of what is blacked out."""
        self.hidden.takeItem(self.hidden.currentRow())

    def _make_form(self) -> QWidget:
        form = FormScroll()
        column = form.column
        column.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.posts, 1)
        head.addWidget(self.request, 1)
        black = Button(tr("redact_dialog.black"), icon="eye-off", keys="Ctrl B")
        black.clicked.connect(self.hide_selected)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.words, 1)
        row.addWidget(black, alignment=Qt.AlignmentFlag.AlignBottom)
        hidden = FormRow(self.hidden)
        hidden.set_label(tr("redact_dialog.hidden"))
        place = FormRow(self.place)
        place.set_label(tr("export.place"))
        column.addLayout(head)
        column.addWidget(self.ground)
        text = FormRow(self.text)
        text.set_label(tr("redact_dialog.text"))
        column.addWidget(text, 1)
        column.addLayout(row)
        column.addWidget(hidden)
        column.addLayout(self._images)
        column.addWidget(place)
        column.addWidget(Label(tr("redact_dialog.hint"), "tiny", wrap=True))
        return form

    def read(self) -> None:
        """Show what a copy of the posts would tell."""
        drafts = self._drafts()
        if not drafts:
            return
        desk = self._context.desk
        self.complain("")
        jobs.run(lambda _work: preview(desk, drafts), self._show, self.refuse, owner=self)

    def hide_selected(self) -> None:
        """Hide the words that are selected in the text."""
        selected = self.text.textCursor().selectedText().split(_SEPARATOR)
        self._hide(_SEPARATOR.join(self._lines.words(line) for line in selected))

    def hide_typed(self) -> None:
        """Hide the words that were typed, such as a name."""
        self._hide(self.words.text())
        self.words.line.clear()

    def submit(self) -> None:
        drafts, out = self._drafts(), self.place.path()
        if self._work.busy or drafts is None:
            return
        if not drafts or out is None:
            self.complain(tr("redact_dialog.no_posts" if not drafts else "export.place_missing"))
            return
        ground = self.ground.text()
        words = [HideWords(self.hidden.item(n).text(), ground) for n in range(self.hidden.count())]
        images = [HideImage(*key, ground) for key, box in self._boxes.items() if box.isChecked()]
        desk, request, member = self._context.desk, self.request.text(), self._context.member
        by = member.id if member is not None else None
        self.complain("")
        self._work.work(
            tr("redact_dialog.working"),
            lambda work: redact(desk, out, drafts, words, images, request=request, by=by, work=work),
            self._done,
            self.refuse,
        )

    def reject(self) -> None:
        self._work.cancel()
        super().reject()

    def _drafts(self) -> tuple[int, ...] | None:
        try:
            return numbers_in(self.posts.text())
        except ValueError:
            self.complain(tr("export.drafts_wrong"))
            return None

    def _hide(self, words: str) -> None:
        plain = words.replace(_SEPARATOR, "\n").strip()
        there = {self.hidden.item(n).text() for n in range(self.hidden.count())}
        for line in plain.split("\n"):
            if line.strip() and line.strip() not in there:
                self.hidden.addItem(line.strip())

    def _show(self, found: list[tuple[int, list[Field], int]]) -> None:
        clear(self._images)
        kept = {key for key, box in self._boxes.items() if box.isChecked()}
        self._boxes = {}
        for draft, _, images in found:
            for n in range(images):
                box = QCheckBox(tr("redact_dialog.image", draft=draft, n=n + 1))
                box.setChecked((draft, n) in kept)
                self._boxes[draft, n] = box
                self._images.addWidget(box)
        self._lines = RedactLines(found)
        self.text.setPlainText(self._lines.text)
        self.fit()

    def _done(self, made: RedactedReport) -> None:
        facts: list[tuple[str, str | QWidget]] = [
            (tr("export.place"), made.path),
            (tr("export.posts"), tr("export.posts_n", n=made.posts)),
            (tr("redact_dialog.boxes"), number(made.redactions, language())),
            (tr("export.signature"), tr("export.signed" if made.signed else "export.unsigned")),
        ]
        self._form.hide()
        self.body.insertWidget(0, Outcome(tr("redact_dialog.done"), facts, ()))
        self.end_with_folder(Path(made.path).parent)
