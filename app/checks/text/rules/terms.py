"""`terms`: fires once for each place one of its terms stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.vocabulary import Scope

FIELDS = ("terms", "hidden")


@dataclass(frozen=True, slots=True)
class TermsFinder:
    term_set: int
    placeholders: frozenset[str] = frozenset({"text"})
    required: Requirement = NOTHING

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.term_set,)

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document) -> Iterator[Hit]:
        return (Hit(place) for place in document.places(self.term_set))


def read(rule: Entry, scope: Scope) -> TermsFinder:
    return TermsFinder(scope.terms(rule.need("terms")))
