"""The register of who received the guideline: entered, marked, and its sheet and hand-outs printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QMenu, QWidget

from app.bangla.dates import gregorian_day
from app.documents.files import document_bytes, kind_of
from app.documents.model import Document
from app.new_files import refuse_taken, write_new
from app.services.awareness import handout, readers, sheet
from app.services.awareness.handout import Handout
from app.services.awareness.readers import TeamMember
from app.services.awareness.views import Entered, ReaderForm, ReaderView
from app.ui import jobs, messages
from app.ui.awareness.forms import MarkDialog, PasteDialog, ReaderDialog
from app.ui.context import Context
from app.ui.hotkey import hotkey
from app.ui.preview.dialog import preview
from app.ui.preview.saving import SaveDialog
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.confirm import ThrowAwayDialog
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.usual_place import usual_place
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class _Found:
    people: tuple[ReaderView, ...]
    everybody: tuple[ReaderView, ...]
    team: tuple[TeamMember, ...]


class AwarenessDialog(Dialog):
    """Those who hold what is searched for; several are chosen with Shift and the arrows."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("awareness_page.title"), parent, width=900)
        self._context = context
        self._team: tuple[TeamMember, ...] = ()
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText(tr("awareness_page.search"))
        self._search.setAccessibleName(tr("awareness_page.search"))
        self._search.textChanged.connect(lambda _text: self.read())
        self.standing = Label(look="small", wrap=True)
        self.list = EntryList()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(px(300))
        self.list.setAccessibleName(tr("awareness_page.list"))
        self.list.itemSelectionChanged.connect(self._enable)
        self._nobody = Label(tr("awareness_page.nobody_hint"), "small", wrap=True)
        self._missing = Label(look="small", wrap=True)
        self.enter_team = Button(tr("awareness_page.team_add"), small=True)
        self.enter_team.clicked.connect(self.add_team)
        self.body.addWidget(Label(tr("awareness_page.card_hint"), "small", wrap=True))
        self.body.addLayout(self._top())
        self.body.addWidget(self.standing)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nobody)
        self.body.addLayout(self._beneath())
        self.body.addWidget(Label(tr("awareness_page.hint"), "tiny", wrap=True))
        self._buttons()
        self.read()
        self.list.setFocus()

    def _top(self) -> QHBoxLayout:
        self.add_button = Button(tr("awareness_page.add"), keys="N", icon="plus")
        self.paste_button = Button(tr("awareness_page.paste"), keys="V")
        self.add_button.clicked.connect(self.add)
        self.paste_button.clicked.connect(self.paste)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._search, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.paste_button)
        return row

    def _beneath(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._missing, 1)
        row.addWidget(self.enter_team)
        return row

    def _buttons(self) -> None:
        self.remove_button = Button(tr("awareness_page.remove"), "quiet", "Del")
        self.receive_button = Button(tr("awareness_page.receive"), keys="R")
        self.sign_button = Button(tr("awareness_page.sign"), keys="S", icon="sign")
        papers = Button(tr("awareness_page.print"), "primary", icon="print")
        menu = QMenu(papers)
        menu.addAction(tr("awareness_page.sheet")).triggered.connect(lambda: self.show_sheet())
        for which in Handout:
            menu.addAction(tr(f"awareness_page.handout_{which}")).triggered.connect(
                lambda _checked=False, which=which: self.show_handout(which)
            )
        papers.setMenu(menu)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        steps: tuple[tuple[Button | None, str, Callable[[], None]], ...] = (
            (self.remove_button, "Del", self.remove),
            (self.receive_button, "R", self.receive),
            (self.sign_button, "S", self.sign),
            (None, "N", self.add),
            (None, "V", self.paste),
            (None, "Ctrl+P", self.show_sheet),
        )
        for button, keys, run in steps:
            hotkey(self, keys, run)
            if button is not None:
                button.clicked.connect(run)
                self.buttons.addWidget(button)
        self.buttons.addWidget(close)
        self.buttons.addWidget(papers)

    def read(self) -> None:
        """Read the register anew."""
        desk, wanted = self._context.desk, self._search.text()

        def show(found: _Found) -> None:
            if wanted == self._search.text():
                self._show(found)

        jobs.run(
            lambda _work: _Found(
                readers.readers(desk, wanted), readers.readers(desk), readers.team_not_listed(desk)
            ),
            show,
            self.refuse,
            owner=self,
        )

    def _show(self, found: _Found) -> None:
        chosen = set(self.chosen())
        self._team = found.team
        self.list.show_entries(map(_entry, found.people))
        for place in range(self.list.count()):
            if int(self.list.key_at(place)) in chosen:
                self.list.item(place).setSelected(True)
        signed = sum(one.signed is not None for one in found.everybody)
        received = sum(one.received is not None and one.signed is None for one in found.everybody)
        count = tr("awareness_page.count", n=len(found.everybody))
        waiting = sum(one.waits for one in found.everybody)
        standing = tr("awareness_page.standing", signed=signed, received=received, waiting=waiting)
        self.standing.setText(f"{count} · {standing}" if found.everybody else tr("awareness_page.nobody"))
        self._nobody.setVisible(not found.everybody)
        self._missing.setText(tr("awareness_page.team", n=len(found.team)))
        for part in (self._missing, self.enter_team):
            part.setVisible(bool(found.team))
        self._enable()

    def chosen(self) -> list[int]:
        """The ids of those chosen in the list."""
        return [int(self.list.key_at(self.list.row(item))) for item in self.list.selectedItems()]

    def _enable(self) -> None:
        member = self._context.member
        may = member is None or member.decides
        for button in (self.receive_button, self.sign_button, self.remove_button):
            button.setEnabled(may and bool(self.chosen()))
        for button in (self.add_button, self.paste_button, self.enter_team):
            button.setEnabled(may)
            button.setToolTip("" if may else tr("reports.drafter"))

    def _by(self) -> int | None:
        return self._context.member.id if self._context.member is not None else None

    def add(self) -> None:
        """Enter one person."""
        if self.add_button.isEnabled():
            desk, by = self._context.desk, self._by()
            ReaderDialog(lambda one: readers.enter(desk, [one], by), self._entered, self).open()

    def paste(self) -> None:
        """Enter the people of a pasted list."""
        if self.paste_button.isEnabled():
            desk, by = self._context.desk, self._by()
            PasteDialog(lambda people: readers.enter(desk, people, by), self._entered, self).open()

    def add_team(self) -> None:
        """Enter the members of the team who are not in the register."""
        desk, by = self._context.desk, self._by()
        people = [ReaderForm(one.name, tr(f"role.{one.role}"), one.id) for one in self._team]
        jobs.run(lambda _work: readers.enter(desk, people, by), self._entered, self.refuse, owner=self)

    def _entered(self, entered: Entered) -> None:
        sentence = tr("awareness_page.entered", n=len(entered.ids))
        if entered.already:
            sentence = f"{sentence} {tr('awareness_page.already', n=entered.already)}"
        self._changed(sentence)

    def receive(self) -> None:
        """Say on which day those chosen received the guideline."""
        self._mark("receive", self.receive_button, readers.receive)

    def sign(self) -> None:
        """Say on which day those chosen signed."""
        self._mark("sign", self.sign_button, readers.sign)

    def _mark(self, name: str, button: Button, mark: Callable[..., int]) -> None:
        if button.isEnabled():
            desk, by, ids = self._context.desk, self._by(), self.chosen()
            MarkDialog(
                tr(f"awareness_page.{name}_title"),
                len(ids),
                lambda day: mark(desk, ids, day, by),
                lambda n: self._changed(tr("awareness_page.marked", n=n)),
                self,
            ).open()

    def remove(self) -> None:
        """Take those chosen off the register, once that is confirmed."""
        if not self.remove_button.isEnabled():
            return
        desk, by, ids = self._context.desk, self._by(), self.chosen()

        def take_off() -> None:
            jobs.run(
                lambda _work: readers.withdraw(desk, ids, by),
                lambda _none: self._changed(tr("awareness_page.marked", n=len(ids))),
                self.refuse,
                owner=self,
            )

        sure = ThrowAwayDialog(
            tr("awareness_page.remove_sure", n=len(ids)),
            self,
            question=tr("awareness_page.remove_hint"),
            keep=tr("button.cancel"),
            away=tr("awareness_page.remove"),
        )
        sure.accepted.connect(take_off)
        sure.open()

    def _changed(self, sentence: str) -> None:
        messages.say(sentence)
        self.complain("")
        self._context.office_changed.emit()
        self.read()

    def show_sheet(self) -> None:
        """The sheet of those who have not signed, to be printed."""
        desk, by, spoken = self._context.desk, self._by(), language()
        self._paper(tr("awareness_page.sheet"), "signature-sheet", lambda: sheet.sheet(desk, spoken, by))

    def show_handout(self, which: Handout) -> None:
        """A hand-out of one page, to be printed."""
        desk, spoken = self._context.desk, language()
        self._paper(
            tr(f"awareness_page.handout_{which}"),
            f"handout-{which}",
            lambda: handout.handout(desk, which, spoken),
        )

    def _paper(self, title: str, stem: str, make: Callable[[], Document]) -> None:
        def write(out: Path) -> None:
            kind = kind_of(out)
            refuse_taken(out)
            write_new(out, document_bytes(make(), kind))

        preview(
            title,
            lambda: document_bytes(make(), ".pdf"),
            self,
            lambda parent: SaveDialog(title, usual_place(stem), write, parent).open(),
        )


def _entry(one: ReaderView) -> Entry:
    days = [
        tr(f"awareness_page.{name}_on", day=gregorian_day(day, language()))
        for name, day in (("received", one.received), ("signed", one.signed))
        if day is not None
    ]
    if one.signed is not None:
        chip = ("good", tr("awareness_page.state_signed"))
    elif one.received is not None:
        chip = ("calm", tr("awareness_page.state_received"))
    elif one.here:
        chip = ("warn", tr("awareness_page.state_waiting"))
    else:
        chip = ("calm", tr("awareness_page.state_gone"))
    return Entry(str(one.id), one.name, " · ".join(filter(None, (one.post, *days))), chip=chip)
