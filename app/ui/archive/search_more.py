"""Narrows the archive's list by purpose, kind, person, finding, importance; keeps searches under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from app.services.base.enums import PURPOSES, DraftKind
from app.services.posts.approved_list import Wanted
from app.services.posts.saved_searches import forget_search, save_search, saved_searches
from app.ui import messages
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets import Button
from app.ui.widgets.as_written import unmarked
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow
from app.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class More:
    """What narrows a list besides words, account, days and state."""

    purpose: str = ""
    important: bool = False
    person: str = ""
    finding: str = ""
    kind: str = ""

    def count(self) -> int:
        return sum(bool(one) for one in (self.purpose, self.important, self.person, self.finding, self.kind))

    def on(self, wanted: Wanted) -> Wanted:
        """What is wanted, narrowed by this too."""
        return replace(
            wanted,
            purpose=self.purpose,
            important=self.important,
            person=self.person,
            finding=self.finding,
            kind=self.kind,
        )


def more_of(wanted: Wanted) -> More:
    """Those parts of a search that this dialog asks for."""
    return More(wanted.purpose, wanted.important, wanted.person, wanted.finding, wanted.kind)


class SearchDialog(FormDialog):
    """`chosen` is called with what was picked."""

    def __init__(self, more: More, chosen: Callable[[More], None], parent: QWidget) -> None:
        super().__init__(tr("search_more.title"), tr("search_more.apply"), parent, width=480)
        self._chosen = chosen
        self.purpose = self._choice(PURPOSES, "purpose", "search_more.purpose", more.purpose)
        self.kind = self._choice(DraftKind, "search_more.post_kind", "search_more.kind", more.kind)
        self.person = self._line("search_more.person", more.person)
        self.finding = self._line("search_more.finding", more.finding)
        self.important = QCheckBox(tr("search_more.important"))
        self.important.setChecked(more.important)
        self.body.addWidget(self.important)
        away = Button(tr("search_more.clear"), small=True)
        away.clicked.connect(self._clear)
        self.body.addWidget(away)
        self.purpose.setFocus()

    def submit(self) -> None:
        self._chosen(
            More(
                self.purpose.value(),
                self.important.isChecked(),
                self.person.text(),
                self.finding.text(),
                self.kind.value(),
            )
        )
        self.accept()

    def _clear(self) -> None:
        self._chosen(More())
        self.accept()

    def _choice(self, values: Iterable[str], prefix: str, key: str, now: str) -> Choice:
        choice = Choice((str(one) for one in values), prefix)
        choice.insertItem(0, tr("search_more.any"), "")
        choice.setCurrentIndex(max(0, choice.findData(now)))
        row = FormRow(choice)
        row.set_label(tr(key))
        self.body.addWidget(row)
        return choice

    def _line(self, key: str, now: str) -> LineRow:
        row = LineRow()
        row.set_label(tr(key))
        row.line.setText(now)
        self.body.addWidget(row)
        return row


class SaveSearchDialog(FormDialog):
    """The name a search is kept under."""

    def __init__(self, context: Context, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(tr("search_more.save"), tr("search_more.save_do"), parent, width=420)
        self._context, self._wanted = context, wanted
        self.name = LineRow()
        self.name.set_label(tr("search_more.name"))
        self.body.addWidget(self.name)
        self.name.line.setFocus()

    def submit(self) -> None:
        desk, wanted, name = self._context.desk, self._wanted, self.name.text()
        self.store(lambda: save_search(desk, name, wanted), lambda: messages.say(tr("find.saved", name=name)))


def fill_menu(
    menu: QMenu, context: Context, show: Callable[[Wanted], None], keep: Callable[[], None]
) -> None:
    """The kept searches, what keeps the one in front, and what forgets each."""
    menu.clear()
    kept = saved_searches(context.desk)
    for name, wanted in kept.items():
        menu.addAction(unmarked(name)).triggered.connect(lambda _on=False, wanted=wanted: show(wanted))
    if kept:
        menu.addSeparator()
    menu.addAction(tr("search_more.save")).triggered.connect(lambda _on=False: keep())
    for name in kept:
        action = menu.addAction(tr("search_more.forget", name=unmarked(name)))
        action.triggered.connect(lambda _on=False, name=name: forget_search(context.desk, name))
