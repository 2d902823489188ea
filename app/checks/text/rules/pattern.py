"""`pattern`: fires at each match of a regular expression, if need be only near some terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.rules.places import PatternPlaces, read_pattern
from app.checks.text.vocabulary import Nearby, Scope

FIELDS = ("pattern", "triggers", "near", "hidden")


@dataclass(frozen=True, slots=True)
class PatternFinder:
    places: PatternPlaces
    near: tuple[Nearby, ...]
    placeholders: frozenset[str] = frozenset({"text"})

    @property
    def needs(self) -> tuple[int, ...]:
        return tuple(nearby.term_set for nearby in self.near)

    @property
    def required(self) -> Requirement:
        return self.places.required

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return self.places.matches_hidden(document)

    def find(self, document: Document) -> Iterator[Hit]:
        return (Hit(place) for place in self.places.find(document, self.near))


def read(rule: Entry, scope: Scope) -> PatternFinder:
    near = rule.get("near")
    return PatternFinder(read_pattern(rule, scope), (scope.nearby(near),) if near else ())
