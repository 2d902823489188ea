"""The office's own rules as the text check wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.checks.types import Severity
from app.i18n import Bilingual, bilingual
from app.models.tables import OfficeRule
from app.services.base.desk import Desk
from app.services.base.enums import RuleKind
from app.services.record.proof import TELLING_OF_RULES, prove_own_rules

if TYPE_CHECKING:
    from app.checks.text.overlay import Overlay, OwnTerm

_OVERLAY = "overlay"
_OWN_TERM = "office.term-{id}"  # in the pack's own form of ids; the pack's rules have no such first word


def overlay(desk: Desk) -> Overlay:
    """What is in force now, read and worked out once a change. Call inside a transaction."""
    return desk.derived.get(_OVERLAY, TELLING_OF_RULES, _overlay)


def prove_overlay(desk: Desk) -> None:
    """Prove the own rules by the record, and work out anew what is in force.

    What was kept may come of rules that were there for a moment. Raises `Refusal` "record.office_differs".
    Call inside a transaction.
    """
    prove_own_rules(desk)
    desk.derived.forget(_OVERLAY)


def _overlay() -> Overlay:
    from app.checks.text.overlay import Excepted, Overlay  # the text rules, which the window loads later

    rows = [*OfficeRule.select().where(OfficeRule.active).order_by(OfficeRule.id)]
    return Overlay(
        exceptions=frozenset(Excepted(row.rule, row.value) for row in rows if row.kind == RuleKind.EXCEPTION),
        terms=tuple(own_term(row) for row in rows if row.kind == RuleKind.TERM),
        severities=frozenset(
            (row.rule, Severity(row.value)) for row in rows if row.kind == RuleKind.SEVERITY
        ),
        off=frozenset(row.rule for row in rows if row.kind == RuleKind.OFF),
    )


def own_term(row: OfficeRule) -> OwnTerm:
    """An own term, said in the program's words where the office has none of its own."""
    from app.checks.text.overlay import OwnTerm

    title = Bilingual(row.title, row.title) if row.title else bilingual("rules.own_title", term=row.value)
    return OwnTerm(
        rule=_OWN_TERM.format(id=row.id),
        term=row.value,
        clause=row.clause,
        severity=Severity(row.severity),
        title=title,
        why=Bilingual(row.why, row.why) if row.why else bilingual("rules.own_why"),
    )
