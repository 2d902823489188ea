"""`leaning`: fires on a sentence that leans far toward its clause.

For what is said in too many ways to list: no word of it need be one that a rule names
(`app.checks.text.tone`). The word that counts most is told.
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

FIELDS = ("at_least", "unsourced")


@dataclass(frozen=True, slots=True)
class LeaningFinder:
    """`at_least` are points of the tone. Of several clauses the sentence is one of that it leans to most.

    With `unsourced`, not in a post that names a source.
    """

    tone: Tone
    clause: str
    at_least: int
    unsourced: bool = False
    fills: frozenset[str] = frozenset({"text", "first"})
    needs: tuple[int, ...] = ()

    def finds_anew(self, reading: UnhiddenReading) -> bool:
        return False

    def find(self, reading: Reading) -> Iterator[Hit]:
        if self.unsourced and reading.facts.sources:
            return
        for number in range(len(reading.sentences)):
            if self.tone.points(reading, number, self.clause) < self.at_least:
                continue
            if self.tone.leans_most(reading, number) == self.clause:
                words = reading.word_spans_of(number)
                told = self.tone.weightiest([reading.text[slice(*word)] for word in words], self.clause)
                yield Hit(_trimmed(reading, reading.sentences[number]), {"first": words[told]})


def _trimmed(reading: Reading, sentence: Span) -> Span:
    """A sentence without the spaces around it."""
    text = reading.text[slice(*sentence)]
    start = sentence[0] + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def read(rule: Entry, scope: Scope) -> LeaningFinder:
    if scope.tone is None or scope.clause not in scope.tone.clauses:
        raise rule.need("type").wrong("no_tone", clause=scope.clause)
    at_least = round(rule.need("at_least").number())
    unsourced = rule.get("unsourced")
    return LeaningFinder(scope.tone, scope.clause, at_least, unsourced is not None and unsourced.flag())
