"""`leaning`: fires on a sentence that names one of its terms and leans toward its clause.

For what is said in too many ways to list: the rule knows whom or what the clause protects, and the words
around it tell how it is spoken of (`app.checks.text.tone`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.entry import Entry
from app.checks.text.reading import Reading, UnhiddenReading
from app.checks.text.rules.base import Hit
from app.checks.text.terms import Span
from app.checks.text.tone import Tone
from app.checks.text.vocabulary import Scope

FIELDS = ("terms", "at_least", "unsourced")


@dataclass(frozen=True, slots=True)
class LeaningFinder:
    """`at_least` are points of the tone. Of several clauses the sentence is one of that it leans to most.

    `unsourced`: not in a post that names a source.
    """

    term_set: int
    tone: Tone
    clause: str
    at_least: int
    unsourced: bool = False
    fills: frozenset[str] = frozenset({"text", "first"})

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.term_set,)

    def finds_anew(self, reading: UnhiddenReading) -> bool:
        return False

    def find(self, reading: Reading) -> Iterator[Hit]:
        if self.unsourced and reading.facts.sources:
            return
        for number in sorted(reading.sentence_numbers(self.term_set)):
            if self.tone.points(reading, number, self.clause) < self.at_least:
                continue
            if self.tone.leans_most(reading, number) == self.clause:
                start, end = _trimmed(reading, reading.sentences[number])
                named = next(place for place in reading.places(self.term_set) if place[0] >= start)
                yield Hit((start, end), {"first": named})


def _trimmed(reading: Reading, sentence: Span) -> Span:
    """A sentence without the spaces around it."""
    text = reading.text[slice(*sentence)]
    start = sentence[0] + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def read(rule: Entry, scope: Scope) -> LeaningFinder:
    if scope.tone is None or scope.clause not in scope.tone.clauses:
        raise rule.need("type").wrong("no_tone", clause=scope.clause)
    terms, at_least = scope.terms(rule.need("terms")), round(rule.need("at_least").number())
    unsourced = rule.get("unsourced")
    return LeaningFinder(
        terms, scope.tone, scope.clause, at_least, unsourced is not None and unsourced.flag()
    )
