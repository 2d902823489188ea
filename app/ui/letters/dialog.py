"""A letter before it is kept: every word may be changed, then it is numbered and written into a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.bangla.dates import local
from app.documents.files import kind_of
from app.new_files import refuse_taken, write_new
from app.services.letters import keeping, paper
from app.services.letters.drafting import About, begin
from app.services.letters.views import LetterForm, LetterKind
from app.ui import messages
from app.ui.context import Context
from app.ui.hotkey import hotkey
from app.ui.opening import open_after
from app.ui.preview.dialog import preview
from app.ui.preview.saving import say_saved
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.usual_place import usual_place
from app.values import replace


def write_letter(context: Context, kind: LetterKind, about: About, parent: QWidget) -> None:
    """Begin a letter in the window's language, and open it to be looked through; shows a refusal."""
    desk, spoken = context.desk, language()
    by = context.member.id if context.member is not None else None
    open_after(
        lambda _work: begin(desk, kind, about, spoken, by),
        lambda form: LetterDialog(context, form, parent).open(),
        lambda refusal: messages.say(refusal_text(refusal), "warn"),
        owner=parent,
    )


class LetterDialog(FormDialog):
    """Starts with a letter that needs no change; ends with it kept, numbered, and in a file."""

    def __init__(self, context: Context, form: LetterForm, parent: QWidget) -> None:
        super().__init__(tr(f"letter.kind.{form.kind}"), tr("letters.keep"), parent, width=820)
        self._owner = parent
        self._context, self._form = context, form
        self._lines = {
            name: LineRow() for name in ("memo", "subject", "reference", "signer", "title", "mark")
        }
        self._texts = {name: QPlainTextEdit() for name in ("body", "recipient", "copies")}
        self._day = DateField(form.day)
        stem = f"letter-{form.kind}-{local(datetime.now(UTC)):%Y-%m-%d}"
        self._place = PlaceField(tr("letters.file"), usual_place(stem))
        for name, row in self._lines.items():
            row.set_label(tr(f"letters.{name}"))
            row.line.setText(getattr(form, name))
        self._lines["memo"].set_hint(tr("letters.memo_hint"))
        for name, text in self._texts.items():
            text.setPlainText("\n".join(getattr(form, name)))
            text.setTabChangesFocus(True)
            text.setFixedHeight(px(210 if name == "body" else 84))
            text.setAccessibleName(tr(f"letters.{name}"))
        scroll = FormScroll()
        self._fill(scroll.column)
        self.body.addWidget(scroll, 1)
        look = Button(tr("preview.title"), keys="Ctrl P", icon="document")
        look.clicked.connect(self.look)
        self.buttons.insertWidget(1, look)
        hotkey(self, "Ctrl+P", self.look)

    def _fill(self, column: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(10))
        grid.addWidget(self._lines["memo"], 0, 0)
        grid.addWidget(_row("day", self._day), 0, 1)
        column.addLayout(grid)
        for part in (self._lines["subject"], self._lines["reference"], _row("body", self._texts["body"])):
            column.addWidget(part)
        below = QGridLayout()
        below.setHorizontalSpacing(px(16))
        below.setVerticalSpacing(px(10))
        below.addWidget(_row("recipient", self._texts["recipient"]), 0, 0)
        below.addWidget(_row("copies", self._texts["copies"]), 0, 1)
        below.addWidget(self._lines["signer"], 1, 0)
        below.addWidget(self._lines["title"], 1, 1)
        below.addWidget(self._lines["mark"], 2, 0)
        column.addLayout(below)
        column.addWidget(_row("file", self._place))

    def submit(self) -> None:
        out = self._place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            return
        form, desk = self._written(), self._context.desk
        by = self._context.member.id if self._context.member is not None else None

        def save() -> Path:
            kind = kind_of(out)
            refuse_taken(out)
            kept = keeping.keep(desk, form, by)
            write_new(out, paper.letter_bytes(desk, kept, kind))
            return out

        self.store(save, lambda: say_saved(out, self._owner))

    def look(self) -> None:
        """Show the letter as it would be on paper. Nothing is kept, and no number is given."""
        desk, form = self._context.desk, self._written()
        preview(form.subject, lambda: paper.form_bytes(desk, form, ".pdf"), self)

    def _written(self) -> LetterForm:
        """The letter as it stands in the fields."""
        texts = {name: tuple(text.toPlainText().splitlines()) for name, text in self._texts.items()}
        lines = {name: row.text() for name, row in self._lines.items()}
        return replace(
            self._form,
            day=self._day.day(),
            memo=lines["memo"],
            subject=lines["subject"],
            reference=lines["reference"],
            signer=lines["signer"],
            title=lines["title"],
            mark=lines["mark"],
            body=texts["body"],
            recipient=texts["recipient"],
            copies=texts["copies"],
        )


def _row(name: str, field: QWidget) -> FormRow:
    row = FormRow(field)
    row.set_label(tr(f"letters.{name}"))
    return row
