"""One rule as cards: what it is after, how it does, what the office changed, and its examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.bangla.digits import number
from app.services.checking import guide
from app.services.checking.rule_views import OwnRuleView, RuleView
from app.ui import wording
from app.ui.rules.own_rows import OwnRow, set_by
from app.ui.theme import icon_pixmap, px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, ElidedLabel, Label
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import FoldingRow
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class RuleActions:
    """What the cards' buttons do; `allowed` is False for a drafter, who changes no rule."""

    allowed: bool
    open_clause: Callable[[str], None]
    change_severity: Callable[[], None]
    switch: Callable[[], None]
    add_exception: Callable[[], None]
    withdraw: Callable[[OwnRuleView], None]


def rule_cards(rule: RuleView, actions: RuleActions) -> tuple[QWidget, ...]:
    """The cards in the order they are read."""
    if rule.own is not None:
        return _head(rule, actions), _exceptions(rule, actions)
    return _head(rule, actions), _examples(rule), _exceptions(rule, actions), _in_other_language(rule)


def _head(rule: RuleView, actions: RuleActions) -> Card:
    card = Card(padding=20, spacing=10)
    card.body.addLayout(_chips(rule))
    card.body.addWidget(Label(wording.in_language(rule.title), "heading", wrap=True))
    card.body.addWidget(Label(wording.in_language(rule.why), wrap=True))
    for clause in rule.clauses:
        link = ElidedLink(wording.clause_line(clause, _clause_title(clause)))
        link.followed.connect(partial(actions.open_clause, clause))
        card.body.addWidget(link)
    card.body.addWidget(_line())
    card.body.addLayout(_counts(rule))
    if rule.dismissed_because:
        card.body.addWidget(Label(_because(rule), "tiny", wrap=True))
    card.body.addWidget(_line())
    for change in (rule.set_severity, rule.switched_off, rule.own):
        if change is not None:
            card.body.addWidget(Label(_changed(rule, change), "small", wrap=True))
    card.body.addWidget(_buttons(rule, actions))
    return card


def _chips(rule: RuleView) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(Chip(rule.severity.value, wording.severity(rule.severity)))
    if rule.switched_off is not None:
        row.addWidget(Chip("calm", tr("rules.off")))
    id_ = ElidedLabel(rule.id, "tiny")
    id_.setAlignment(Qt.AlignmentFlag.AlignRight)
    row.addWidget(id_, 1)
    return row


def _changed(rule: RuleView, change: OwnRuleView) -> str:
    if change is rule.set_severity:
        before = tr("rules.severity_before", severity=wording.severity(rule.pack_severity))
        return f"{before} {set_by(change)}"
    return set_by(change)


def _counts(rule: RuleView) -> QHBoxLayout:
    share = f"{number(round(100 * rule.dismissed / rule.fired), language())}%" if rule.fired else "–"
    row = QHBoxLayout()
    row.setSpacing(px(24))
    for figure, name in (
        (number(rule.fired, language()), "rules.fired"),
        (number(rule.dismissed, language()), "rules.dismissed"),
        (share, "rules.share"),
    ):
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(figure, "title"))
        column.addWidget(Label(tr(name), "tiny"))
        row.addLayout(column)
    row.addStretch(1)
    return row


def _because(rule: RuleView) -> str:
    """The reasons people picked when they dismissed it, the commonest first."""
    named = ((tr(f"because.{because}"), number(n, language())) for because, n in rule.dismissed_because)
    return tr("rules.because", reasons=" · ".join(f"{reason} ({n})" for reason, n in named))


def _buttons(rule: RuleView, actions: RuleActions) -> QWidget:
    if rule.own is not None:
        remove = Button(tr("rules.withdraw"), keys="O", small=True)
        remove.clicked.connect(partial(actions.withdraw, rule.own))
        remove.setEnabled(actions.allowed)
        return FoldingRow(remove)
    severity = Button(tr("rules.severity_change"), keys="S", small=True)
    severity.clicked.connect(actions.change_severity)
    off = rule.switched_off is None
    switch = Button(tr("rules.switch_off" if off else "rules.switch_on"), keys="O", small=True)
    switch.clicked.connect(actions.switch)
    for button in (severity, switch):
        button.setEnabled(actions.allowed)
    return FoldingRow(severity, switch)


def _exceptions(rule: RuleView, actions: RuleActions) -> Card:
    card = Card(padding=20, spacing=12)
    add = Button(tr("rules.exception_add"), icon="plus", keys="E", small=True)
    add.clicked.connect(actions.add_exception)
    add.setEnabled(actions.allowed)
    head = QHBoxLayout()
    head.addWidget(Label(tr("rules.exceptions"), "heading", wrap=True), 1)
    head.addWidget(add)
    card.body.addLayout(head)
    if not rule.exceptions:
        card.body.addWidget(Label(tr("rules.no_exceptions"), "small", wrap=True))
    for own in rule.exceptions:
        card.body.addWidget(_line())
        row = OwnRow(own, f"“{own.value}”", partial(actions.withdraw, own))
        row.button.setEnabled(actions.allowed)
        card.body.addWidget(row)
    return card


def _examples(rule: RuleView) -> Card:
    card = Card(padding=20, spacing=12)
    card.body.addWidget(Label(tr("rules.examples"), "heading"))
    columns = QHBoxLayout()
    columns.setSpacing(px(24))
    columns.addLayout(_column("rules.match", "warning", "warn", rule.match), 1)
    columns.addLayout(_column("rules.no_match", "check", "accent", rule.no_match), 1)
    card.body.addLayout(columns)
    return card


def _column(heading: str, icon: str, token: str, texts: Sequence[str]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(8))
    picture = QLabel()
    picture.setPixmap(icon_pixmap(icon, token, 18))
    head = QHBoxLayout()
    head.setSpacing(px(8))
    head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(Label(tr(heading), "strong", wrap=True), 1)
    column.addLayout(head)
    for text in texts:
        example = Label(text, wrap=True)
        example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(example)
    column.addStretch(1)
    return column


def _in_other_language(rule: RuleView) -> Card:
    other = "en" if language() == "bn" else "bn"
    card = Card(padding=20)
    card.body.addWidget(Label(rule.title.in_(other), "heading", wrap=True))
    card.body.addWidget(Label(rule.why.in_(other), wrap=True))
    return card


def _clause_title(clause: str) -> str:
    return next((wording.in_language(known.title) for known in guide.clauses() if known.id == clause), "")


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", True)
    return line
