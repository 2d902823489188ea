"""Findings that say again what another says: a person answers each, and is not to be asked twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.checks.types import Finding, Severity

RANK = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.NOTE: 2}


def without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """Without those that echo another; of two that say the same of the same words, the first stays."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (RANK[one.severity], -_length(one))):
        if not any(echoes(finding, other) for other in kept):
            kept.append(finding)
    return kept


def untold(leaning: Iterable[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Those of leaning rules on sentences of which no rule that names its words warns already."""
    return [finding for finding in leaning if not any(_tells(other, finding) for other in others)]


def _tells(other: Finding, leaning: Finding) -> bool:
    """Whether it warns of a part of that sentence under one of the same clauses."""
    if other.severity is Severity.NOTE or other.start is None or other.end is None:
        return False
    if leaning.start is None or leaning.end is None or set(other.clauses).isdisjoint(leaning.clauses):
        return False
    return other.start < leaning.end and leaning.start < other.end


def echoes(finding: Finding, other: Finding) -> bool:
    """Whether it says of words that `other` is about, under the same clauses, nothing graver than that."""
    if finding.start is None or finding.end is None or other.start is None or other.end is None:
        return False
    inside = other.start <= finding.start and finding.end <= other.end
    no_graver = RANK[finding.severity] >= RANK[other.severity]
    return inside and no_graver and finding.clauses == other.clauses


def _length(finding: Finding) -> int:
    return 0 if finding.start is None or finding.end is None else finding.end - finding.start
