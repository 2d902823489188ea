"""`terms`: fires once for each place one of its terms stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.entry import Entry
from app.checks.text.reading import Reading, UnhiddenReading
from app.checks.text.rules.base import Hit
from app.checks.text.vocabulary import Scope

FIELDS = ("terms", "hidden")


@dataclass(frozen=True, slots=True)
class TermsFinder:
    term_set: int
    fills: frozenset[str] = frozenset({"text"})

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.term_set,)

    def finds_anew(self, reading: UnhiddenReading) -> bool:
        return False

    def find(self, reading: Reading) -> Iterator[Hit]:
        return (Hit(place) for place in reading.places(self.term_set))


def read(rule: Entry, scope: Scope) -> TermsFinder:
    return TermsFinder(scope.terms(rule.need("terms")))
