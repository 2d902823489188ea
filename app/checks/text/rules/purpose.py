"""`purpose`: the post states no purpose, or one its account was not opened for (clauses 5 and 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.vocabulary import Scope

FIELDS = ("when",)


class When(StrEnum):
    MISSING = "missing"
    UNFITTING = "unfitting"


@dataclass(frozen=True, slots=True)
class PurposeFinder:
    when: When
    placeholders: frozenset[str] = frozenset()
    needs: tuple[int, ...] = ()
    required: Requirement = NOTHING

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document) -> Iterator[Hit]:
        """One hit on the whole post. Silent where the purpose, or the account's purposes, are not known."""
        purpose, allowed = document.facts.purpose, document.facts.purposes
        missing = purpose == ""
        unfitting = bool(purpose) and allowed is not None and purpose not in allowed
        if (missing and self.when is When.MISSING) or (unfitting and self.when is When.UNFITTING):
            yield Hit(None)


def read(rule: Entry, scope: Scope) -> PurposeFinder:
    return PurposeFinder(rule.need("when").choice(When))
