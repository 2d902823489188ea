"""The text check: a post and a rule pack in, findings out."""

from __future__ import annotations

from app.checks.text.pack import RulePack
from app.checks.text.reading import Reading
from app.checks.types import Finding, PostFacts, Severity, TextReport

_RANK = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.NOTE: 2}


def check_text(text: str, facts: PostFacts, pack: RulePack) -> TextReport:
    """Every finding of `pack` in `text`, ordered by place, then severity; those on the whole post first.

    Raises `Refusal` if a pattern of the pack cannot be matched in sane time.
    """
    reading = Reading(text, facts, pack.index)
    findings = [finding for rule in pack.rules for finding in rule.findings(reading)]
    findings.sort(key=_order)
    return TextReport(tuple(findings), "bangla", pack.version)


def _order(finding: Finding) -> tuple[int, int, int, str]:
    start = -1 if finding.start is None else finding.start
    return start, _RANK[finding.severity], -(finding.end or 0), finding.rule
