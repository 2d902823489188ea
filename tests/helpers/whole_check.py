"""The examples of a rule pack through the whole check, not each through its rule alone.

What the classifier or a frame makes of them counts here: an example has to end in a finding under one of its
rule's clauses, as grave as the rule alone makes it, or as its `expect` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.checks.text.document import Document
from app.checks.text.engine import check_text
from app.checks.text.entry import parse
from app.checks.text.examples import Example, Expected, read_examples
from app.checks.text.pack import RulePack
from app.checks.text.rules.base import Rule
from app.checks.types import Finding, Severity

_NOTHING = len(Severity)


@dataclass(frozen=True, slots=True)
class Unlike:
    """An example of which the whole check finds something else than it should; ranks of `Severity`."""

    rule: str
    example: Example
    found: int
    wanted: int

    def __str__(self) -> str:
        found = "nothing" if self.found == _NOTHING else tuple(Severity)[self.found]
        place = self.example.entry.mistake("does_not_match", rule=self.rule).mistake.place
        return f"{place}: of this example of the rule {self.rule} the whole check finds “{found}”"


def unlike(pack: RulePack, folder: Path, rules: Iterable[str] | None = None) -> Iterator[Unlike]:
    """The examples of a pack, or of some of its rules, that the whole check does not find as it should."""
    by_id = {rule.id: rule for rule in pack.rules}
    wanted = by_id.keys() if rules is None else set(rules)
    for file in sorted(folder.glob("*.yaml")):
        entries = parse(file.name, file.read_bytes()).get("rules")
        for entry in entries.items() if entries else ():
            rule = by_id[entry.need("id").text()]
            if rule.id in wanted:
                yield from _unlike(pack, rule, read_examples(entry))


def _unlike(pack: RulePack, rule: Rule, examples: Iterable[Example]) -> Iterator[Unlike]:
    for example in examples:
        findings = check_text(example.text, example.facts, pack).findings
        if example.fires:
            found = _gravest(one for one in findings if not set(one.clauses).isdisjoint(rule.clauses))
            alone = _gravest(rule.findings(Document(example.text, example.facts, pack.index)))
            least = alone if example.expected is None else _least(example.expected)
            if found > least:
                yield Unlike(rule.id, example, found, least)
        else:
            own = _gravest(one for one in findings if one.rule == rule.id)
            if own < Severity.NOTE.rank:
                yield Unlike(rule.id, example, own, Severity.NOTE.rank)


def _least(expected: Expected) -> int:
    return _NOTHING if expected is Expected.NOTHING else Severity(expected.value).rank


def _gravest(findings: Iterable[Finding]) -> int:
    return min((finding.severity.rank for finding in findings), default=_NOTHING)
