"""`pattern`: fires at each match of a regular expression, if need be only near some terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.entry import Entry
from app.checks.text.reading import Reading, UnhiddenReading
from app.checks.text.rules.base import Hit
from app.checks.text.rules.places import PatternPlaces, read_pattern
from app.checks.text.vocabulary import Nearby, Scope

FIELDS = ("pattern", "near", "hidden")


@dataclass(frozen=True, slots=True)
class PatternFinder:
    places: PatternPlaces
    near: tuple[Nearby, ...]
    fills: frozenset[str] = frozenset({"text"})

    @property
    def needs(self) -> tuple[int, ...]:
        return tuple(nearby.term_set for nearby in self.near)

    def finds_anew(self, reading: UnhiddenReading) -> bool:
        return self.places.finds_anew(reading)

    def find(self, reading: Reading) -> Iterator[Hit]:
        return (Hit(place) for place in self.places.find(reading, self.near))


def read(rule: Entry, scope: Scope) -> PatternFinder:
    near = rule.get("near")
    return PatternFinder(read_pattern(rule.need("pattern"), scope), (scope.nearby(near),) if near else ())
