"""What the rules' service hands out of the pack and the office's own rules, and takes in: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.checks.types import Severity
from app.i18n import Bilingual
from app.services.base.enums import DismissalReason, RuleKind


@dataclass(frozen=True, slots=True)
class OwnRuleView:
    """A rule of the office's own, as it stands since `member` set it `at`.

    `rule` is the id of the rule it is about (an own term's own), `value` the excepted phrase, the term, or
    the severity in place of the pack's.
    """

    id: int
    kind: RuleKind
    rule: str
    value: str
    reason: str
    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleView:
    """A text rule with what the office did to it and how it does.

    `why` has … for what a finding fills in. `fired` counts the findings of the newest checks of every
    version, `dismissed` those of them that a person dismissed, `dismissed_because` how often for each reason
    picked. `own` is an own term's own row; such a rule
    has no examples. `set_severity` and `switched_off` are the office's changes in force, None without one.
    """

    id: str
    clauses: tuple[str, ...]
    title: Bilingual
    why: Bilingual
    severity: Severity
    pack_severity: Severity
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    fired: int
    dismissed: int
    exceptions: tuple[OwnRuleView, ...]
    set_severity: OwnRuleView | None
    switched_off: OwnRuleView | None
    own: OwnRuleView | None = None
    dismissed_because: tuple[tuple[DismissalReason, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one clause; `clause` is "" for the office's own terms."""

    clause: str
    title: Bilingual
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class PackView:
    """The rule pack in force under the office's own rules. `own` are all of these, the newest first."""

    version: str
    size: int
    groups: tuple[RuleGroup, ...]
    own: tuple[OwnRuleView, ...]

    @property
    def rules(self) -> dict[str, RuleView]:
        """Every rule by its id."""
        return {rule.id: rule for group in self.groups for rule in group.rules}


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What became of a change of the rules: the own rule's id, or the number of the proposal to change it."""

    id: int | None = None
    proposed: int | None = None


@dataclass(frozen=True, slots=True)
class TermForm:
    """An own term. `title` and `why` are shown with its findings; the program has words for empty ones."""

    term: str
    clause: str
    severity: Severity
    title: str = ""
    why: str = ""
