"""The guide: every clause in our own words, in both languages, and what the program does about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.bangla.clauses import shown
from app.services.checking import guide
from app.services.program.clause_use import ClauseUse, clause_use
from app.ui import jobs
from app.ui.context import Context
from app.ui.guide.links import laws_card, links_card
from app.ui.page import Page
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Card, EmptyState, Label, Paragraph, TopBar
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.layouts import list_page
from app.ui.widgets.search_field import SearchField

_LIST, _NARROW, _LIST_OF_NARROW = 330, 800, 280  # drawn px: the cards' buttons need the room


class GuidePage(Page):
    """A list of clauses, searched in both languages at once, and the clause in front."""

    name = "guide"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: guide.Clause | None = None  # whose cards are built, in the language and size in force
        self._use: ClauseUse | None = None  # what they say of it
        self._links: Card | None = None
        bar = TopBar()
        self._search = SearchField(300)
        self._search.textChanged.connect(self._list_clauses)
        bar.add(self._search)
        self._list = EntryList()
        self._search.left.connect(self._list.setFocus)
        self._list.chosen.connect(self._show)
        self._details = DetailScroll()
        list_page(self, bar, self._list, self._details)
        self.translate(bar.title.setText, "page.guide")
        self.translate(self._search.setPlaceholderText, "guide.search")
        self.translate(self._search.setAccessibleName, "guide.search")
        self.translate(self._list.setAccessibleName, "guide.list")
        self.add_command("guide.find", "/", self._search.focus_all)
        context.clause_wanted.connect(self.show_clause)
        self.restyle()

    def arrive(self) -> None:
        self._list_clauses()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_clause(self, clause_id: str) -> None:
        """Bring a clause to the front, whatever was searched for."""
        self._search.clear()  # lists all again, where something was
        if not self._list.choose(clause_id):
            self._list_clauses()
            self._list.choose(clause_id)

    def _list_clauses(self) -> None:
        found = guide.search(self._search.text())
        self._list.show_entries(
            Entry(clause.id, _heading(clause, language()), clause.summary.in_(language())) for clause in found
        )
        if not found:
            nothing = EmptyState("search")
            nothing.set_text(tr("guide.nothing"), tr("guide.nothing_hint"))
            self._shown = None
            self._details.show_cards(nothing)

    def _show(self, clause_id: str) -> None:
        clause = guide.clause(clause_id)
        if clause != self._shown:
            self._show_cards(clause)
        desk = self.context.desk
        jobs.run(
            lambda _work: clause_use(desk, clause_id),
            lambda use: self._show_use(clause, use),
            lambda _refusal: None,
            owner=self,
        )

    def _show_cards(self, clause: guide.Clause) -> None:
        """Build the cards of a clause, without what the record says of it: that is still to be read."""
        other = "en" if language() == "bn" else "bn"
        laws = laws_card(clause)
        self._shown, self._use = clause, None
        self._links = links_card(self, clause, None)
        self._details.show_cards(
            _clause_card(clause, language()),
            self._links,
            beside=(
                _program_card(clause),
                *(() if laws is None else (laws,)),
                _clause_card(clause, other),
                Label(tr("guide.not_official"), "tiny", wrap=True),
            ),
        )

    def _show_use(self, clause: guide.Clause, use: ClauseUse) -> None:
        if self._links is None or clause != self._shown or use == self._use:
            return
        before, self._links, self._use = self._links, links_card(self, clause, use), use
        self._details.replace_card(before, self._links)

    def retranslate(self) -> None:
        super().retranslate()
        self._shown = None
        if self.isVisible():  # else `arrive` does it, to keep the start light
            self._list_clauses()

    def restyle(self) -> None:
        self._fit()
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._list.setMaximumWidth(px(_LIST_OF_NARROW if self.width() < px(_NARROW) else _LIST))


def _heading(clause: guide.Clause, language_: str) -> str:
    return f"{shown(clause.id, language_)} · {clause.title.in_(language_)}"


def _clause_card(clause: guide.Clause, language_: str) -> Card:
    card = Card(padding=20)
    card.body.addWidget(Label(_heading(clause, language_), "heading", wrap=True))
    card.body.addWidget(Paragraph(clause.summary.in_(language_)))
    return card


def _program_card(clause: guide.Clause) -> Card:
    card = Card(padding=20)
    card.body.addWidget(Label(tr("guide.program"), "heading"))
    card.body.addWidget(Paragraph(clause.program.in_(language())))
    return card
