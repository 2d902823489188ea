"""The office's letters: found by their words, opened again as PDF, and new ones begun."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from app.bangla.dates import gregorian_day
from app.bangla.digits import to_bangla
from app.documents.files import kind_of
from app.new_files import refuse_taken, write_new
from app.services.letters import keeping, paper
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind, LetterView
from app.ui import jobs
from app.ui.context import Context
from app.ui.letters.dialog import write_letter
from app.ui.preview.dialog import preview
from app.ui.preview.saving import SaveDialog
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.usual_place import usual_place

# The others begin where their draft or response is.
_BEGUN_HERE = (LetterKind.TEAM, LetterKind.HANDOVER, LetterKind.CLARIFICATION, LetterKind.RTI)


class LettersDialog(Dialog):
    """The newest first; Enter opens one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("letters.list"), parent, width=680)
        self._context, self._owner = context, parent
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText(tr("letters.search"))
        self._search.setAccessibleName(tr("letters.search"))
        self._search.textChanged.connect(lambda _text: self._read())
        new = Button(tr("letters.new"), "primary", icon="plus")
        menu = QMenu(new)
        for kind in _BEGUN_HERE:
            menu.addAction(tr(f"letter.kind.{kind}")).triggered.connect(
                lambda _checked=False, kind=kind: self._begin(kind)
            )
        new.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._search, 1)
        row.addWidget(new)
        self._list = EntryList()
        self._list.setMinimumHeight(px(360))
        self._list.setAccessibleName(tr("letters.list"))
        self._list.itemActivated.connect(lambda _item: self._open())
        self.body.addLayout(row)
        self.body.addWidget(self._list, 1)
        self._hint = Label(tr("letters.hint"), "tiny", wrap=True)
        self.body.addWidget(self._hint)
        close, self._go = Button(tr("button.close"), keys="Esc"), Button(tr("letters.open"), keys="↵")
        close.clicked.connect(self.reject)
        self._go.clicked.connect(self._open)
        self.buttons.addWidget(close)
        self.buttons.addWidget(self._go)
        self._read()

    def _read(self) -> None:
        desk, wanted = self._context.desk, self._search.text()

        def show(found: tuple[LetterView, ...]) -> None:
            if wanted == self._search.text():
                self._list.show_entries(map(_entry, found))
                self._go.setEnabled(bool(found))
                cut = len(found) == keeping.MOST
                nothing = bool(wanted.strip()) and not found
                hint = tr("letters.nothing_found") if nothing else tr("letters.hint")
                self._hint.setText(tr("letters.cut", n=keeping.MOST) if cut else hint)

        jobs.run(lambda _work: keeping.letters(desk, wanted), show, self.refuse, owner=self)

    def _begin(self, kind: LetterKind) -> None:
        self.accept()
        write_letter(self._context, kind, About(), self._owner)

    def _open(self) -> None:
        """Show the letter in front as it is on paper, to be printed or saved again."""
        key, desk = self._list.key(), self._context.desk
        if key:
            preview(
                self._list.currentItem().text(),
                lambda: paper.letter_bytes(desk, keeping.letter(desk, int(key)), ".pdf"),
                self,
                lambda parent: self._save(int(key), parent),
            )

    def _save(self, letter_id: int, parent: QWidget) -> None:
        desk = self._context.desk

        def write(out: Path) -> None:
            kind = kind_of(out)
            refuse_taken(out)
            write_new(out, paper.letter_bytes(desk, keeping.letter(desk, letter_id), kind))

        SaveDialog(tr("letters.save_title"), usual_place(f"letter-{letter_id}"), write, parent).open()


def _entry(kept: LetterView) -> Entry:
    form = kept.form
    memo = to_bangla(form.memo) if language() == "bn" else form.memo
    parts = (tr(f"letter.kind.{form.kind}"), gregorian_day(form.day, language()), memo)
    return Entry(str(kept.id), form.subject, " · ".join(filter(None, parts)))
