"""Duplicate findings, left out: a person answers each finding, and is not to be asked the same twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.checks.types import Finding, Severity

RANK = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.NOTE: 2}


# Findings are compared with those in the same stretch of so many code points: a post may have thousands.
_STRETCH = 256


def without_duplicates(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that repeat another; of two that repeat each other the first stays."""
    kept: list[Finding] = []
    kept_at: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda one: (RANK[one.severity], -_length(one))):
        if finding.start is None or finding.end is None:
            kept.append(finding)
        elif not any(repeats(finding, other) for other in kept_at[finding.start // _STRETCH]):
            kept.append(finding)
            for stretch in range(finding.start // _STRETCH, finding.end // _STRETCH + 1):
                kept_at[stretch].append(finding)
    return kept


def without_warned_sentences(leaning: Iterable[Finding], others: Sequence[Finding]) -> list[Finding]:
    """The findings of `leaning` rules, without those in sentences that one of `others` warns of already."""
    others_at: defaultdict[int, list[Finding]] = defaultdict(list)
    for other in others:
        for stretch in _stretches(other):
            others_at[stretch].append(other)
    return [
        finding
        for finding in leaning
        if not any(
            _warns_of(other, finding) for stretch in _stretches(finding) for other in others_at[stretch]
        )
    ]


def _stretches(finding: Finding) -> range:
    """The stretches that a finding touches, none where it is on the whole post."""
    if finding.start is None or finding.end is None:
        return range(0)
    return range(finding.start // _STRETCH, finding.end // _STRETCH + 1)


def _warns_of(other: Finding, leaning: Finding) -> bool:
    """Whether `other` warns of a part of that sentence under one of the same clauses."""
    if other.severity is Severity.NOTE or other.start is None or other.end is None:
        return False
    if leaning.start is None or leaning.end is None or set(other.clauses).isdisjoint(leaning.clauses):
        return False
    return other.start < leaning.end and leaning.start < other.end


def repeats(finding: Finding, other: Finding) -> bool:
    """Whether the finding lies within `other`, cites the same clauses and is no more severe."""
    if finding.start is None or finding.end is None or other.start is None or other.end is None:
        return False
    inside = other.start <= finding.start and finding.end <= other.end
    no_graver = RANK[finding.severity] >= RANK[other.severity]
    return inside and no_graver and finding.clauses == other.clauses


def _length(finding: Finding) -> int:
    return 0 if finding.start is None or finding.end is None else finding.end - finding.start
