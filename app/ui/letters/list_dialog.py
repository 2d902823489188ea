"""The office's letters: found by their words, opened again as PDF, and new ones begun."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from app.bangla.dates import gregorian_day
from app.bangla.digits import to_bangla
from app.paths import cache_folder
from app.services.letters import keeping, paper
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind, LetterView
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.letters.dialog import write_letter
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.entry_list import Entry, EntryList

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
                self._hint.setText(tr("letters.cut", n=keeping.MOST) if cut else tr("letters.hint"))

        jobs.run(lambda _work: keeping.letters(desk, wanted), show, self.refuse, owner=self)

    def _begin(self, kind: LetterKind) -> None:
        self.accept()
        write_letter(self._context, kind, About(), self._owner)

    def _open(self) -> None:
        """Write the letter into the cache, and open it with whatever shows PDF files here."""
        key, desk = self._list.key(), self._context.desk
        if not key:
            return

        def write() -> Path:
            kept = keeping.letter(desk, int(key))
            folder = cache_folder() / "print"
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = folder / f"letter-{kept.year}-{kept.number}.pdf"
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(paper.letter_bytes(desk, kept, ".pdf"))
            return file

        def show(file: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
                messages.say(tr("reports.no_viewer", file=str(file)), "warn")

        jobs.run(lambda _work: write(), show, self.refuse, owner=self)


def _entry(kept: LetterView) -> Entry:
    form = kept.form
    memo = to_bangla(form.memo) if language() == "bn" else form.memo
    parts = (tr(f"letter.kind.{form.kind}"), gregorian_day(form.day, language()), memo)
    return Entry(str(kept.id), form.subject, " · ".join(filter(None, parts)))
