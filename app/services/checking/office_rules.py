"""The office's own rules beside the rule pack: rows of the record, which no update of the pack touches.

Each change is an event. Only a member who decides may make one; what makes the check milder needs a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.checks.types import Severity
from app.errors import Refusal
from app.models.tables import OfficeRule
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import RuleKind
from app.services.checking import guide
from app.services.checking.overlay import own_term
from app.services.checking.rule_views import TermForm
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider

if TYPE_CHECKING:
    from app.checks.text.rules.base import Rule

LONGEST_PHRASE = 200  # code points: an exception for a whole post would say nothing about the next one


def add_exception(
    desk: Desk, rule: str, phrase: str, reason: str, by: int, draft_id: int | None = None
) -> int:
    """Leave out findings of `rule` that touch `phrase`, and return the id of the exception.

    `draft_id` names the draft whose finding led to it, so that its history tells of it. Raises `Refusal` for
    a drafter, a rule that is no text rule of ours, and a phrase that is empty, too long or excepted already.
    """
    with desk.store.write():
        decider(by)
        if rule not in _text_rules(desk):
            raise Refusal("rules.no_exceptions_here")
        phrase = _checked_phrase(phrase)
        if any(_same_words(row.value, phrase) for row in _own(RuleKind.EXCEPTION, rule)):
            raise Refusal("rules.exception_there", phrase=phrase)
        row = _create(RuleKind.EXCEPTION, by, rule=rule, value=phrase, reason=reason)
        record(desk, "rules.exception_added", row, by=by, draft=draft_id)
        return int(row.id)


def add_term(desk: Desk, form: TermForm, by: int) -> int:
    """Look for a term of the office's own, and return its id.

    Raises `Refusal` for a drafter, an unknown clause, and a term that is empty, too long or there already.
    """
    with desk.store.write():
        decider(by)
        term = _checked_phrase(form.term)
        if form.clause not in {clause.id for clause in guide.clauses()}:
            raise Refusal("rules.no_clause", clause=form.clause)
        if any(_same_words(row.value, term) for row in _own(RuleKind.TERM)):
            raise Refusal("rules.term_there", phrase=term)
        row = _create(
            RuleKind.TERM,
            by,
            value=term,
            clause=form.clause,
            severity=form.severity.value,
            title=form.title.strip(),
            why=form.why.strip(),
        )
        record(desk, "rules.term_added", row, by=by)
        return int(row.id)


def set_severity(desk: Desk, rule: str, severity: Severity, reason: str, by: int) -> None:
    """Give a rule of the pack the office's own severity; the pack's own takes that back.

    Raises `Refusal` for a drafter, an unknown rule, and a milder severity without a reason.
    """
    pack_severity = _pack_rule(desk, rule).severity
    with desk.store.write():
        decider(by)
        row = next(iter(_own(RuleKind.SEVERITY, rule)), None)
        before = Severity(row.value) if row is not None else pack_severity
        if severity is before:
            return
        if milder(severity, before):
            _want_reason(reason)
        columns = {"value": severity.value, "active": severity is not pack_severity}
        if row is None:
            row = _create(RuleKind.SEVERITY, by, rule=rule, value=severity.value, reason=reason)
        else:
            _change(row, reason, by, **columns)
        record(desk, "rules.severity_set", row, by=by)


def switch_off(desk: Desk, rule: str, reason: str, by: int) -> None:
    """Keep a rule of the pack silent. Raises `Refusal` for a drafter, an unknown rule, a missing reason."""
    _pack_rule(desk, rule)
    with desk.store.write():
        decider(by)
        _want_reason(reason)
        if not _own(RuleKind.OFF, rule):
            row = _create(RuleKind.OFF, by, rule=rule, reason=reason)
            record(desk, "rules.switched_off", row, by=by)


def milder(one: Severity, other: Severity) -> bool:
    """Whether `one` asks less of the moderator than `other`."""
    return one.rank > other.rank


def withdraw(desk: Desk, own_rule: int, reason: str, by: int) -> None:
    """Take back a rule of the office's own (a term with its exceptions): the pack's word holds again.

    Raises `Refusal` for a drafter, one withdrawn already, and where that makes the check milder (an own term,
    a severity above the pack's) without a reason.
    """
    with desk.store.write():
        decider(by)
        row = OfficeRule.get_or_none((OfficeRule.id == own_rule) & OfficeRule.active)
        if row is None:
            raise Refusal("rules.withdrawn_already")
        if _milder_without(desk, row):
            _want_reason(reason)
        rows = [row]
        if row.kind == RuleKind.TERM:
            rows += _own(RuleKind.EXCEPTION, own_term(row).rule)
        withdrawn = [_change(one, reason, by, active=False) for one in rows]
        record(desk, "rules.withdrawn", *withdrawn, by=by)


def _milder_without(desk: Desk, row: OfficeRule) -> bool:
    if row.kind != RuleKind.SEVERITY:
        return bool(row.kind == RuleKind.TERM)
    # An update of the pack may have taken the rule away.
    in_pack = [rule.severity for rule in desk.pack_holder.pack.rules if rule.id == row.rule]
    return any(milder(severity, Severity(row.value)) for severity in in_pack)


def _text_rules(desk: Desk) -> set[str]:
    """Every rule that can have an exception: the pack's and the office's own."""
    own = {own_term(row).rule for row in _own(RuleKind.TERM)}
    return own | {rule.id for rule in desk.pack_holder.pack.rules}


def _pack_rule(desk: Desk, rule: str) -> Rule:
    for found in desk.pack_holder.pack.rules:
        if found.id == rule:
            return found
    raise Refusal("rules.no_rule", rule=rule)


def _own(kind: RuleKind, rule: str = "") -> list[OfficeRule]:
    """The active own rules of a kind, and about one rule."""
    return [
        *OfficeRule.select().where(
            (OfficeRule.kind == kind.value) & (OfficeRule.rule == rule) & OfficeRule.active
        )
    ]


def _checked_phrase(written: str) -> str:
    phrase = " ".join(written.split())
    from app.checks.text.overlay import is_phrase

    if not is_phrase(phrase):
        raise Refusal("rules.no_word")
    if len(phrase) > LONGEST_PHRASE:
        raise Refusal("rules.too_long", most=LONGEST_PHRASE)
    return phrase


def _want_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("rules.reason_missing")


def _create(kind: RuleKind, by: int, *, reason: str = "", **columns: object) -> OfficeRule:
    empty = dict.fromkeys(("rule", "value", "clause", "severity", "title", "why"), "")
    return create(
        OfficeRule,
        **{**empty, **columns},
        kind=kind.value,
        reason=reason.strip(),
        member=by,
        at=now(),
        active=True,
    )


def _change(row: OfficeRule, reason: str, by: int, **columns: object) -> OfficeRule:
    return change(row, **columns, reason=reason.strip(), member=by, at=now())


def _same_words(one: str, other: str) -> bool:
    from app.checks.text.overlay import same_words  # the text rules, which the window loads later

    return same_words(one, other)
