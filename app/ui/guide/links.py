"""What a clause leads to, one click away: rules, findings, reminders, forms, reports, letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.bangla.clauses import shown
from app.services.checking import guide
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind
from app.services.program.clause_use import ClauseFinding, ClauseUse
from app.ui.context import Context
from app.ui.letters.dialog import write_letter
from app.ui.page import Page
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Label, Paragraph
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.entry_list import Entry, EntryList

# Where the window serves a clause besides: the sentence's name, and the clauses or their beginnings.
_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("queue", ("7", "10", "circular", "5", "6.2.b", "9")),
    ("accounts", ("3.2", "4", "6.1")),
    ("responses", ("6.1.i", "8", "5.b")),
    ("archive", ("7.e", "6.2.c")),
    ("reports", ("5", "8.a", "11")),
    ("readers", ("2", "3", "6.2", "11.b", "circular.tags")),
)


def places(clause_id: str) -> tuple[str, ...]:
    """The names of the places that serve a clause, in the rail's order."""
    return tuple(
        name
        for name, begun in _PLACES
        if any(clause_id == one or clause_id.startswith(f"{one}.") for one in begun)
    )


def links_card(page: Page, clause: guide.Clause, use: ClauseUse | None) -> Card:
    """Buttons to everything about the clause; the counts come with `use`, None while they are read."""
    card = Card(padding=20)
    card.body.addWidget(Label(tr("guide.links"), "heading"))
    context = page.context
    steps: list[tuple[str, Callable[[], object]]] = []
    if use is not None:
        if use.rules:
            steps.append((tr("guide.rules", n=use.rules), lambda: context.open_rules(clause.id)))
        else:  # a button that leads nowhere would only be tried
            card.body.addWidget(Label(tr("guide.rules_none"), "small", wrap=True))
        if use.findings:
            dialog = partial(FindingsDialog, context, clause, use.findings, page)
            steps.append((tr("guide.findings", n=len(use.findings)), lambda: dialog().open()))
        if use.due:
            steps.append((tr("guide.due", n=use.due), lambda: context.open_page("due")))
    for name in places(clause.id):
        go = context.open_awareness if name == "readers" else partial(context.open_page, name)
        steps.append((tr(f"guide.place.{name}"), go))
    about = About(clause=clause.id)
    steps.append((tr("guide.ask"), lambda: write_letter(context, LetterKind.CLARIFICATION, about, page)))
    for text, run in steps:
        button = Button(text, icon="chevron-right", small=True)
        button.clicked.connect(lambda _checked=False, run=run: run())
        card.body.addWidget(button)
    return card


def laws_card(clause: guide.Clause) -> Card | None:
    """The laws and rules the clause rests on, each with its year; None where the guide names none."""
    found = guide.laws_of(clause.id)
    if not found:
        return None
    card = Card(padding=20)
    card.body.addWidget(Label(tr("guide.laws"), "heading"))
    for law in found:
        card.body.addWidget(Label(law.name.in_(language()), "strong", wrap=True))
        card.body.addWidget(Paragraph(law.about.in_(language())))
    return card


class FindingsDialog(Dialog):
    """The newest findings that cite a clause; Enter opens the post of one."""

    def __init__(
        self, context: Context, clause: guide.Clause, found: tuple[ClauseFinding, ...], parent: Page
    ) -> None:
        title = tr("guide.findings_of", clause=shown(clause.id, language()))
        super().__init__(title, parent.window(), width=680)
        self._context, self._found = context, found
        self.list = EntryList()
        self.list.setMinimumHeight(px(360))
        self.list.setAccessibleName(title)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.list.show_entries(
            Entry(str(place), one.title.in_(language()), _line(one)) for place, one in enumerate(found)
        )
        self.body.addWidget(self.list, 1)
        close, go = Button(tr("button.close"), keys="Esc"), Button(tr("reports.open_draft"), "primary", "↵")
        close.clicked.connect(self.reject)
        go.clicked.connect(self._open)
        self.buttons.addWidget(close)
        self.buttons.addWidget(go)
        self.list.setFocus()

    def _open(self) -> None:
        key = self.list.key()
        if key:
            self.accept()
            self._context.open_draft(self._found[int(key)].draft)


def _line(one: ClauseFinding) -> str:
    return " · ".join(filter(None, (tr("guide.draft", id=one.draft), " ".join(one.text.split()))))
