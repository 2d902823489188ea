"""`count`: fires once, over all its matches, when there are too many of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.rules.places import CapitalPlaces, Places, read_places
from app.checks.text.vocabulary import Scope

FIELDS = ("pattern", "triggers", "terms", "capitals", "at_least", "hidden")


@dataclass(frozen=True, slots=True)
class CountFinder:
    places: Places
    at_least: int
    placeholders: frozenset[str] = frozenset({"text", "n"})

    @property
    def needs(self) -> tuple[int, ...]:
        return self.places.needs

    @property
    def required(self) -> Requirement:
        return self.places.required

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return self.places.matches_hidden(document)

    def find(self, document: Document) -> Iterator[Hit]:
        places = self.places.find(document)
        if len(places) >= self.at_least:
            yield Hit((places[0][0], places[-1][1]), count=len(places))


def read(rule: Entry, scope: Scope) -> CountFinder:
    capitals = rule.get("capitals")
    places = CapitalPlaces(capitals.whole(at_least=1)) if capitals else read_places(rule, scope)
    return CountFinder(places, rule.need("at_least").whole(at_least=2))
