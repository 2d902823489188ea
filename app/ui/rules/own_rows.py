"""The office's own rules as rows: what each does, who set it and why, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla import dates
from app.checks.types import Severity
from app.services.base.enums import RuleKind
from app.services.checking.rule_views import OwnRuleView, RuleView
from app.ui import wording
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Chip, Label, LinkLabel


def own_rule_text(own: OwnRuleView, rule: RuleView | None) -> str:
    """What it does, in one line. `rule` is the rule it is about, None once the pack has it no more."""
    title = wording.in_language(rule.title) if rule is not None else own.rule
    match own.kind:
        case RuleKind.EXCEPTION:
            return tr("rules.told_exception", phrase=own.value, rule=title)
        case RuleKind.TERM:
            return tr("rules.told_term", phrase=own.value)
        case RuleKind.SEVERITY:
            return tr("rules.told_severity", rule=title, severity=wording.severity(Severity(own.value)))
        case RuleKind.OFF:
            return title


def set_by(own: OwnRuleView) -> str:
    """Who set it, when and why."""
    who = tr("rules.set_by", member=own.member, time=dates.short(own.at, language()))
    return f"{who}: {own.reason}" if own.reason else who


class OwnRow(QWidget):
    """`show` leads to the rule it is about; None leaves that and the kind out."""

    def __init__(
        self,
        own: OwnRuleView,
        text: str,
        withdraw: Callable[[], None],
        show: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        if show is not None:
            texts.addWidget(Chip("calm", tr(f"rules.kind.{own.kind}")), 0, Qt.AlignmentFlag.AlignLeft)
        texts.addWidget(Label(text, "strong", wrap=True))
        texts.addWidget(Label(set_by(own), "small", wrap=True))
        actions = QHBoxLayout()
        actions.setSpacing(px(12))
        if show is not None and own.kind is not RuleKind.TERM:
            link = LinkLabel(tr("rules.show"))
            link.setAccessibleName(f"{tr('rules.show')}: {text}")
            link.followed.connect(show)
            actions.addWidget(link)
        key = "rules.switch_on" if own.kind is RuleKind.OFF else "rules.withdraw"
        self.button = Button(tr(key), small=True)
        self.button.setAccessibleName(f"{tr(key)}: {text}")
        self.button.clicked.connect(withdraw)
        actions.addWidget(self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addLayout(texts, 1)
        row.addLayout(actions)
        row.setAlignment(actions, Qt.AlignmentFlag.AlignTop)
