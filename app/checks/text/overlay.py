"""The overlay: an office's own rules, applied on top of the rule pack; they outlive every update of it.

An office knows its own names and words. It may add terms, except phrases from a rule, give a rule another
severity, or switch it off. A check runs with the pack and one `Overlay`; what it changes is settled here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.bangla.normalise import safe_view
from app.bangla.respellings import respellings
from app.bangla.twin_spellings import twin_spellings
from app.bangla.words import is_word_sign
from app.canonical import digest
from app.checks.text.document import Document
from app.checks.text.duplicates import repeats
from app.checks.text.index import TermIndex, TermTable
from app.checks.text.rule_sets import RuleSet
from app.checks.text.rules.base import Rule
from app.checks.text.rules.terms import TermsFinder
from app.checks.text.terms import Ending, Term
from app.checks.text.tokens import TokenisedText
from app.checks.types import Finding, PostFacts, Severity
from app.i18n import Bilingual

_LATIN_WORD = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True, order=True)
class Excepted:
    """Where `phrase` stands, the findings of `rule` that touch it are left out."""

    rule: str
    phrase: str


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A term the office wants to be told of, in plain words. `rule` is the id of its findings."""

    rule: str
    term: str
    clause: str
    severity: Severity
    title: Bilingual
    why: Bilingual


@dataclass(frozen=True)
class Overlay:
    """All of an office's own rules. `severities` and `off` are about rules of the pack by their ids.

    Its fingerprint and the index of its terms are worked out when first asked for and kept with it. An office
    may have ten thousand terms, so make one overlay and use it until a rule changes.
    """

    exceptions: frozenset[Excepted] = frozenset()
    terms: tuple[OwnTerm, ...] = ()
    severities: frozenset[tuple[str, Severity]] = frozenset()
    off: frozenset[str] = frozenset()

    @cached_property
    def fingerprint(self) -> str:
        """12 hex digits over all of it, "" for an office without rules of its own."""
        if self == NOTHING:
            return ""
        return digest(
            {
                "exceptions": [[one.rule, one.phrase] for one in sorted(self.exceptions)],
                "terms": [
                    [
                        *(own.rule, own.term, own.clause, own.severity.value),
                        *(own.title.bn, own.title.en, own.why.bn, own.why.en),
                    ]
                    for own in self.terms
                ],
                "severities": [[rule, severity.value] for rule, severity in sorted(self.severities)],
                "off": sorted(self.off),
            }
        )[:12]

    @cached_property
    def search(self) -> OverlaySearch:
        """What finds its terms and excepted phrases."""
        return _search(self)


NOTHING = Overlay()


def in_force(rules: Sequence[Rule], overlay: Overlay) -> Sequence[Rule]:
    """The pack's rules without those switched off, each with the office's severity where it set one."""
    if not overlay.off and not overlay.severities:
        return rules
    severities = dict(overlay.severities)
    return [
        replace(rule, severity=severities.get(rule.id, rule.severity))
        for rule in rules
        if rule.id not in overlay.off
    ]


def apply(findings: Iterable[Finding], text: str, overlay: Overlay) -> list[Finding]:
    """The findings in `text` without those the office excepted, and with those of its own terms.

    What only repeats an excepted finding is left out with it, or the next rule would ask the same again.
    """
    if not overlay.exceptions and not overlay.terms:
        return list(findings)
    own = overlay.search
    document = Document(text, PostFacts(), own.index)
    rules = own.terms.rules_for(document)
    found = [*findings, *(finding for rule in rules for finding in rule.findings(document))]
    places = {
        rule: [document.view.origin(*place) for term_set in sets for place in document.places(term_set)]
        for rule, sets in own.excepted.items()
    }
    silent = [finding for finding in found if _touches(finding, places.get(finding.rule, []))]
    return [
        finding
        for finding in found
        if finding not in silent
        and not any(repeats(finding, one) and _touches(finding, places[one.rule]) for one in silent)
    ]


def is_phrase(written: str) -> bool:
    """Whether there is a word in it that could be found again."""
    return any(map(is_word_sign, safe_view(written).text))


def same_words(one: str, other: str) -> bool:
    """Whether two phrases find the same, however they were typed."""
    return _words(one) == _words(other)


@dataclass(frozen=True, slots=True)
class OverlaySearch:
    """The office's own terms as rules, and for each rule the term sets of its excepted phrases."""

    terms: RuleSet
    excepted: dict[str, list[int]]
    index: TermIndex


def _search(overlay: Overlay) -> OverlaySearch:
    table = TermTable()
    excepted: dict[str, list[int]] = defaultdict(list)
    for exception in sorted(overlay.exceptions):
        excepted[exception.rule].append(table.add(_literal(exception.phrase)))
    rules = tuple(
        Rule(
            id=own.rule,
            type="terms",
            clauses=(own.clause,),
            severity=own.severity,
            title=own.title,
            why=Bilingual(bn=_unfilled(own.why.bn), en=_unfilled(own.why.en)),
            finder=TermsFinder(table.add(_spellings(own.term))),
        )
        for own in overlay.terms
    )
    index = table.build()
    return OverlaySearch(RuleSet(rules, index.word_pieces), dict(excepted), index)


def _literal(phrase: str) -> list[Term]:
    """A phrase as terms. Unlike a pack's author, who marks endings with signs, a person means every sign."""
    words = _words(phrase)
    spellings = (words, *twin_spellings(words), *respellings(words))
    return [Term(spelling, Ending.BANGLA) for spelling in spellings]


def _spellings(term: str) -> list[Term]:
    """An own term as terms; in Latin letters it may be romanised Bangla, which people spell differently."""
    terms = _literal(term)
    if all(map(_LATIN_WORD.fullmatch, terms[0].words)):
        terms.append(Term(terms[0].words, Ending.BANGLA, romanised=True))
    return terms


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(TokenisedText(safe_view(phrase)).text.split())


def _unfilled(sentence: str) -> str:
    """A sentence whose braces are the office's own, not places to fill."""
    return sentence.replace("{", "{{").replace("}", "}}")


def _touches(finding: Finding, places: list[tuple[int, int]]) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return any(start < finding.end and finding.start < end for start, end in places)
