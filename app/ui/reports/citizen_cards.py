"""How many citizens wrote, how many answers were late and how soon they came: by kind, and by account."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.reports.citizen_lines import ResponseLine, by_account, by_kind
from app.services.reports.citizens import PARTS
from app.services.reports.content import Content
from app.services.reports.figures import Number
from app.services.reports.naming import written
from app.ui.reports.tables import add_row, head, table_of
from app.ui.translation import tr, words
from app.ui.widgets import Card, Label
from app.ui.widgets.layouts import FoldingPair

_ALARMING = ("late", "overdue")


def citizen_cards(content: Content, *, least: int) -> list[QWidget]:
    """A card of kinds and one of accounts beside it; none where the register was never used.

    `least` is the width in drawn pixels below which they stand under each other.
    """
    cards = [
        _card(of, lines)
        for of, lines in (("kind", by_kind(content, words())), ("account", by_account(content, words())))
        if lines
    ]
    return [FoldingPair(*cards, least=least)] if len(cards) == 2 else [*cards]


def _card(of: str, lines: list[ResponseLine]) -> Card:
    card = Card()
    card.body.addLayout(head(tr(f"reports.responses_by_{of}"), words().clause("8.b")))
    table, grid = table_of([7, *(2 for _ in PARTS)])
    names = (tr(f"report_paper.annex.responses_{name}") for name in PARTS)
    heads = (Label(name, "tiny", wrap=True) for name in names)
    add_row(grid, 0, [Label(tr(f"report_paper.annex.{of}"), "tiny"), *heads])
    for place, line in enumerate(lines, 1):
        numbers = (_number(name, value) for name, value in zip(PARTS, line.values, strict=True))
        add_row(grid, place, [Label(line.name, wrap=True), *numbers], last=place == len(lines))
    card.body.addWidget(table)
    return card


def _number(name: str, value: Number) -> Label:
    if value is None:  # nothing was answered
        return Label("—", "small")
    return Label(written(value, words()), "error" if value and name in _ALARMING else "body")
