"""The pack in force with its mistakes, and everything the office changed about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.checks.text.mistakes import Mistake
from app.services.checking.rule_views import OwnRuleView, PackView
from app.ui import wording
from app.ui.rules.own_rows import OwnRow, own_rule_text
from app.ui.theme import icon_pixmap, px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Label
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class OfficeActions:
    """What the cards' buttons do; `allowed` is False for a drafter, who changes no rule."""

    allowed: bool
    reload: Callable[[], None]
    add_term: Callable[[], None]
    withdraw: Callable[[OwnRuleView], None]
    show: Callable[[str], None]


def office_cards(
    view: PackView | None, mistakes: Sequence[Mistake] | None, actions: OfficeActions
) -> tuple[QWidget, ...]:
    """`view` is None while no good pack was ever loaded; `mistakes` None until the pack was loaded anew."""
    pack = _pack(view, mistakes, actions)
    return (pack,) if view is None else (pack, _own(view, actions))


def _pack(view: PackView | None, mistakes: Sequence[Mistake] | None, actions: OfficeActions) -> Card:
    card = Card(padding=20, spacing=12)
    reload = Button(tr("rules.reload"), keys="R", small=True)
    reload.clicked.connect(actions.reload)
    head = QHBoxLayout()
    head.addWidget(Label(tr("rules.pack"), "heading", wrap=True), 1)
    head.addWidget(reload)
    card.body.addLayout(head)
    if view is not None:
        version = tr("rules.version", version=wording.digits(view.version), n=view.size)
        card.body.addWidget(Label(version, "strong", wrap=True))
    card.body.addWidget(Label(tr("rules.pack_hint"), "small", wrap=True))
    if mistakes:
        card.body.addWidget(_mistakes(mistakes, kept=view is not None))
    elif mistakes is not None:
        card.body.addWidget(_message(tr("rules.reloaded"), "check", "accent"))
    return card


def _mistakes(mistakes: Sequence[Mistake], kept: bool) -> QWidget:
    well = QFrame()
    well.setProperty("well", True)
    column = QVBoxLayout(well)
    column.setContentsMargins(px(14), px(12), px(14), px(12))
    column.setSpacing(px(8))
    key = "rules.mistakes_kept" if kept else "rules.mistakes_none"
    column.addWidget(_message(tr(key, n=len(mistakes)), "warning", "danger"))
    for mistake in mistakes:
        line = Label(mistake.in_(language()), "small", wrap=True)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(line)
    return well


def _message(text: str, icon: str, token: str) -> QWidget:
    picture = QLabel()
    picture.setPixmap(icon_pixmap(icon, token, 18))
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, wrap=True), 1)
    return whole


def _own(view: PackView, actions: OfficeActions) -> Card:
    card = Card(padding=20, spacing=12)
    add = Button(tr("rules.term_add"), icon="plus", keys="N", small=True)
    add.clicked.connect(actions.add_term)
    add.setEnabled(actions.allowed)
    head = QHBoxLayout()
    head.addWidget(Label(tr("rules.own"), "heading", wrap=True), 1)
    head.addWidget(add)
    card.body.addLayout(head)
    card.body.addWidget(Label(tr("rules.own_hint"), "small", wrap=True))
    for own in view.own:
        line = QFrame()
        line.setProperty("line", True)
        card.body.addWidget(line)
        row = OwnRow(
            own,
            own_rule_text(own, view.rules.get(own.rule)),
            partial(actions.withdraw, own),
            partial(actions.show, own.rule),
        )
        row.button.setEnabled(actions.allowed)
        card.body.addWidget(row)
    return card
