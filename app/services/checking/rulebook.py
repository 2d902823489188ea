"""The rules as people look at them: the pack by clause, under the office's own rules, and how each does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from peewee import fn

from app.checks.text.pack import RulePack
from app.checks.text.rules.base import Rule
from app.checks.types import Severity
from app.i18n import Bilingual
from app.models.tables import Answer, CheckRun, Finding, Member, OfficeRule
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import DismissalReason, Reply, RuleKind
from app.services.checking import guide
from app.services.checking.overlay import own_term
from app.services.checking.rule_views import OwnRuleView, PackView, RuleGroup, RuleView

Dismissals = tuple[tuple[str, int], ...]  # the reason picked ("" for none), how often
Counts = dict[str, tuple[int, Dismissals]]  # rule id -> fired, dismissals
_NO_TITLE = Bilingual("", "")


def pack_view(desk: Desk) -> PackView:
    """The rules by clause, with what the office changed and how often each fired and was dismissed.

    Raises `PackError` (a `Refusal`) while the pack has never been without mistakes.
    """
    pack = desk.pack_holder.pack
    with desk.store.read():
        rows = _own_rules()
        counts = _counts()
        own = tuple(map(_own_rule_view, rows))
        about: dict[str, list[OwnRuleView]] = defaultdict(list)
        for view in own:
            about[view.rule].append(view)
        terms = tuple(_own_term_view(row, about, counts) for row in rows if row.kind == RuleKind.TERM)
    by_clause: dict[str, list[RuleView]] = defaultdict(list)
    for rule in pack.rules:
        by_clause[rule.clauses[0]].append(_rule_view(rule, pack, about[rule.id], counts))
    groups = [RuleGroup(clause, _title(clause, pack), tuple(rules)) for clause, rules in by_clause.items()]
    if terms:
        groups.insert(0, RuleGroup("", _NO_TITLE, terms))
    return PackView(pack.version, len(pack.rules), tuple(groups), own)


def _title(clause: str, pack: RulePack) -> Bilingual:
    if clause in pack.clause_titles:
        return pack.clause_titles[clause]
    return next((known.title for known in guide.clauses() if known.id == clause), _NO_TITLE)


def _rule_view(rule: Rule, pack: RulePack, own: Sequence[OwnRuleView], counts: Counts) -> RuleView:
    fired, dismissed = counts.get(rule.id, (0, ()))
    changes = {view.kind: view for view in own}
    severity = changes.get(RuleKind.SEVERITY)
    return RuleView(
        id=rule.id,
        clauses=rule.clauses,
        title=rule.title,
        why=Bilingual(bn=_unfilled(rule.why.bn), en=_unfilled(rule.why.en)),
        severity=rule.severity if severity is None else Severity(severity.value),
        pack_severity=rule.severity,
        match=pack.examples[rule.id].match,
        no_match=pack.examples[rule.id].no_match,
        fired=fired,
        dismissed=sum(n for _, n in dismissed),
        dismissed_because=_picked(dismissed),
        exceptions=_exceptions(own),
        set_severity=severity,
        switched_off=changes.get(RuleKind.OFF),
    )


def _own_term_view(row: OfficeRule, about: dict[str, list[OwnRuleView]], counts: Counts) -> RuleView:
    term = own_term(row)
    fired, dismissed = counts.get(term.rule, (0, ()))
    return RuleView(
        id=term.rule,
        clauses=(term.clause,),
        title=term.title,
        why=term.why,
        severity=term.severity,
        pack_severity=term.severity,
        match=(),
        no_match=(),
        fired=fired,
        dismissed=sum(n for _, n in dismissed),
        dismissed_because=_picked(dismissed),
        exceptions=_exceptions(about[term.rule]),
        set_severity=None,
        switched_off=None,
        own=_own_rule_view(row),
    )


def _exceptions(own: Sequence[OwnRuleView]) -> tuple[OwnRuleView, ...]:
    return tuple(view for view in own if view.kind is RuleKind.EXCEPTION)


def _own_rule_view(row: OfficeRule) -> OwnRuleView:
    kind = RuleKind(row.kind)
    return OwnRuleView(
        id=row.id,
        kind=kind,
        rule=own_term(row).rule if kind is RuleKind.TERM else row.rule,
        value=row.value,
        reason=row.reason,
        member=row.member.name,
        at=moment(row.at),
    )


def _unfilled(why: str) -> str:
    return why.format_map(defaultdict(lambda: "…"))


def _own_rules() -> list[OfficeRule]:
    """Those in force, the newest first."""
    rows = OfficeRule.select(OfficeRule, Member).join(Member, on=(OfficeRule.member == Member.id))
    return [*rows.where(OfficeRule.active).order_by(OfficeRule.at.desc(), OfficeRule.id.desc())]


def _counts() -> Counts:
    """How often each rule fired in the newest run of every version, and was dismissed there."""
    newest_runs = CheckRun.select(fn.MAX(CheckRun.id)).group_by(CheckRun.version)
    newest_answers = Answer.select(fn.MAX(Answer.id)).group_by(Answer.finding)
    fired = Finding.select(Finding.rule, fn.COUNT(Finding.id)).where(Finding.run.in_(newest_runs))
    dismissed = (
        Finding.select(Finding.rule, Answer.because, fn.COUNT(Finding.id))
        .join(Answer, on=(Answer.finding == Finding.id))
        .where(
            Finding.run.in_(newest_runs)
            & Answer.id.in_(newest_answers)
            & (Answer.reply == Reply.DISMISSED.value)
        )
    )
    dismissals: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for rule, because, n in dismissed.group_by(Finding.rule, Answer.because).tuples().iterator():
        dismissals[rule].append((because, n))
    times = fired.group_by(Finding.rule).tuples().iterator()
    return {rule: (n, tuple(dismissals[rule])) for rule, n in times}


def _picked(dismissals: Dismissals) -> tuple[tuple[DismissalReason, int], ...]:
    """The reasons picked, the commonest first; those in own words alone are left out."""
    picked = [(DismissalReason(because), n) for because, n in dismissals if because]
    return tuple(sorted(picked, key=lambda entry: (-entry[1], entry[0])))
