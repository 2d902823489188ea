"""The office's own rules beside the rule pack: rows of the record, which no update of the pack touches.

Each change is an event. Only a member who decides may make one; what makes the check milder needs a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.bangla.blank import is_blank
from app.checks.types import Severity
from app.errors import Refusal
from app.models.tables import Draft, OfficeRule, Version
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.drafts import findings, newest_run
from app.services.base.enums import ProposalKind, RuleKind, State
from app.services.checking import guide
from app.services.checking.overlay import own_term
from app.services.checking.rule_views import RuleChange, TermForm
from app.services.record.attempts import records_refusals
from app.services.record.ledger import change, create, record
from app.services.record.proof import prove_own_rules
from app.services.record.proposals import alone, needs_second, propose
from app.services.record.roles import decider

if TYPE_CHECKING:
    from app.checks.text.rules.base import Rule

Facts = Mapping[str, object]

LONGEST_PHRASE = 200  # code points: an exception for a whole post would say nothing about the next one


@records_refusals
def add_exception(
    desk: Desk, rule: str, phrase: str, reason: str, by: int, draft_id: int | None = None
) -> RuleChange:
    """Leave out findings of `rule` that touch `phrase`.

    `draft_id` names the draft whose finding led to it, so that its history tells of it. What would release a
    block, or is asked for on one's own blocked post, wants a reason, and in a team a second member: then it
    is only proposed. Raises `Refusal` for a drafter, a rule that is no text rule of ours, and a phrase that
    is empty, too long or excepted already.
    """
    with desk.store.write():
        _may_change(desk, by)
        phrase = _fit_exception(desk, rule, phrase)
        if _severity_now(desk, rule) is Severity.BLOCK or _on_own_blocked_post(rule, by):
            _want_reason(reason)
            if needs_second(by):
                content = {"verb": "exception", "rule": rule, "phrase": phrase, "draft": draft_id}
                return _proposed(desk, content, by, reason)
        return RuleChange(id=_add_exception(desk, rule, phrase, reason, by, draft_id, alone()))


def _fit_exception(desk: Desk, rule: str, phrase: str) -> str:
    if rule not in _text_rules(desk):
        raise Refusal("rules.no_exceptions_here")
    phrase = _checked_phrase(phrase)
    if any(_same_words(row.value, phrase) for row in _own(RuleKind.EXCEPTION, rule)):
        raise Refusal("rules.exception_there", phrase=phrase)
    return phrase


def _add_exception(
    desk: Desk, rule: str, phrase: str, reason: str, by: int, draft_id: int | None, facts: Facts
) -> int:
    row = _create(RuleKind.EXCEPTION, by, rule=rule, value=phrase, reason=reason)
    record(desk, "rules.exception_added", row, by=by, draft=draft_id, facts={**facts})
    return int(row.id)


@records_refusals
def add_term(desk: Desk, form: TermForm, by: int) -> int:
    """Look for a term of the office's own, and return its id.

    Raises `Refusal` for a drafter, an unknown clause, and a term that is empty, too long or there already.
    """
    with desk.store.write():
        _may_change(desk, by)
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


@records_refusals
def set_severity(desk: Desk, rule: str, severity: Severity, reason: str, by: int) -> RuleChange:
    """Give a rule of the pack the office's own severity; the pack's own takes that back.

    In a team a block made milder is only proposed. Raises `Refusal` for a drafter, an unknown rule, and a
    milder severity without a reason.
    """
    _pack_rule(desk, rule)
    with desk.store.write():
        _may_change(desk, by)
        before = _severity_set(desk, rule)
        if severity is before:
            return RuleChange()
        if milder(severity, before):
            _want_reason(reason)
            if before is Severity.BLOCK and needs_second(by):
                content = {"verb": "severity", "rule": rule, "severity": severity.value}
                return _proposed(desk, content, by, reason)
        return RuleChange(id=_set_severity(desk, rule, severity, reason, by, alone()))


def _set_severity(desk: Desk, rule: str, severity: Severity, reason: str, by: int, facts: Facts) -> int:
    row = next(iter(_own(RuleKind.SEVERITY, rule)), None)
    columns = {"value": severity.value, "active": severity is not _pack_rule(desk, rule).severity}
    if row is None:
        row = _create(RuleKind.SEVERITY, by, rule=rule, value=severity.value, reason=reason)
    else:
        _change(row, reason, by, **columns)
    record(desk, "rules.severity_set", row, by=by, facts={**facts})
    return int(row.id)


@records_refusals
def switch_off(desk: Desk, rule: str, reason: str, by: int) -> RuleChange:
    """Keep a rule of the pack silent.

    In a team that is only proposed of a rule that blocks, or stands on one's own blocked post.
    Raises `Refusal` for a drafter, an unknown rule, a missing reason.
    """
    _pack_rule(desk, rule)
    with desk.store.write():
        _may_change(desk, by)
        _want_reason(reason)
        if _own(RuleKind.OFF, rule):
            return RuleChange()
        blocks = _severity_set(desk, rule) is Severity.BLOCK or _on_own_blocked_post(rule, by)
        if blocks and needs_second(by):
            return _proposed(desk, {"verb": "off", "rule": rule}, by, reason)
        return RuleChange(id=_switch_off(desk, rule, reason, by, alone()))


def _switch_off(desk: Desk, rule: str, reason: str, by: int, facts: Facts) -> int:
    row = _create(RuleKind.OFF, by, rule=rule, reason=reason)
    record(desk, "rules.switched_off", row, by=by, facts={**facts})
    return int(row.id)


def milder(one: Severity, other: Severity) -> bool:
    """Whether `one` asks less of the moderator than `other`."""
    return one.rank > other.rank


@records_refusals
def withdraw(desk: Desk, own_rule: int, reason: str, by: int) -> RuleChange:
    """Take back a rule of the office's own (a term with its exceptions): the pack's word holds again.

    In a team it is only proposed where a block would go with it. Raises `Refusal` for a drafter, one
    withdrawn already, and where that makes the check milder (an own term, a severity above the pack's)
    without a reason.
    """
    with desk.store.write():
        _may_change(desk, by)
        row = _still_there(own_rule)
        if _milder_without(desk, row):
            _want_reason(reason)
            blocks = Severity.BLOCK in (row.severity, row.value)
            if blocks and needs_second(by):
                return _proposed(desk, {"verb": "withdraw", "own_rule": own_rule}, by, reason)
        return RuleChange(id=_withdraw(desk, row, reason, by, alone()))


def _withdraw(desk: Desk, row: OfficeRule, reason: str, by: int, facts: Facts) -> int:
    rows = [row]
    if row.kind == RuleKind.TERM:
        rows += _own(RuleKind.EXCEPTION, own_term(row).rule)
    withdrawn = [_change(one, reason, by, active=False) for one in rows]
    record(desk, "rules.withdrawn", *withdrawn, by=by, facts={**facts})
    return int(row.id)


def confirmed_rule(desk: Desk, content: Mapping[str, Any], reason: str, by: int, proposal: int) -> None:
    """Carry out the change of the rules that a proposal asks for. In a transaction.

    Raises `Refusal` where it does not fit any more: the rule is gone, or changed already.
    """
    prove_own_rules(desk)
    facts = {"proposal": proposal}
    match content["verb"]:
        case "exception":
            phrase = _fit_exception(desk, content["rule"], content["phrase"])
            _add_exception(desk, content["rule"], phrase, reason, by, content["draft"], facts)
        case "severity":
            _set_severity(desk, content["rule"], Severity(content["severity"]), reason, by, facts)
        case "off":
            _pack_rule(desk, content["rule"])
            if not _own(RuleKind.OFF, content["rule"]):
                _switch_off(desk, content["rule"], reason, by, facts)
        case _:
            _withdraw(desk, _still_there(content["own_rule"]), reason, by, facts)


def releases_block(desk: Desk, rule: str, by: int) -> bool:
    """Whether letting words of `rule` pass would release a block, or concerns the member's own blocked post.

    Then a reason is wanted always, and in a team a second member.
    """
    with desk.store.read():
        return _severity_now(desk, rule) is Severity.BLOCK or _on_own_blocked_post(rule, by)


def _may_change(desk: Desk, by: int) -> None:
    """Allow a decider, where the rules are as the record tells: by a forged one a block could seem a note."""
    decider(by)
    prove_own_rules(desk)


def _proposed(desk: Desk, content: Mapping[str, object], by: int, reason: str) -> RuleChange:
    return RuleChange(proposed=propose(desk, ProposalKind.RULE, content, by, reason))


def _still_there(own_rule: int) -> OfficeRule:
    row: OfficeRule | None = OfficeRule.get_or_none((OfficeRule.id == own_rule) & OfficeRule.active)
    if row is None:
        raise Refusal("rules.withdrawn_already")
    return row


def _severity_set(desk: Desk, rule: str) -> Severity:
    """How grave a rule of the pack is by the office's own word, else the pack's."""
    row = next(iter(_own(RuleKind.SEVERITY, rule)), None)
    return Severity(row.value) if row is not None else _pack_rule(desk, rule).severity


def _severity_now(desk: Desk, rule: str) -> Severity:
    """How grave a text rule is, an own term too."""
    for row in _own(RuleKind.TERM):
        if own_term(row).rule == rule:
            return Severity(row.severity)
    return _severity_set(desk, rule)


def _on_own_blocked_post(rule: str, by: int) -> bool:
    """Whether `rule` speaks on a post that `by` wrote, that is still open, and that something blocks."""
    versions = (
        Version.select()
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where((Version.author_member == by) & Draft.state.in_([State.PENDING.value, State.RETURNED.value]))
    )
    for version in versions:
        run = newest_run(version)
        found = findings(run) if run is not None else ()
        if any(one.rule == rule for one in found) and any(one.severity == Severity.BLOCK for one in found):
            return True
    return False


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
    if is_blank(reason):
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
