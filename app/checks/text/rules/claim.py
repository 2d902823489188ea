"""`claim`: figures, quotations and hearsay that want a source (clause 7.b), if need be near some terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.rules.places import Places, read_places
from app.checks.text.vocabulary import Nearby, Scope
from app.checks.types import Severity

FIELDS = ("pattern", "triggers", "terms", "bare_severity", "near", "hidden")


@dataclass(frozen=True, slots=True)
class ClaimFinder:
    """`bare_severity` is for posts of which no source is known either way; None keeps silent there.

    Every one of `near` has to hold at a place for it to be a claim.
    """

    places: Places
    bare_severity: Severity | None
    near: tuple[Nearby, ...] = ()
    placeholders: frozenset[str] = frozenset({"text"})

    @property
    def needs(self) -> tuple[int, ...]:
        return (*self.places.needs, *(nearby.term_set for nearby in self.near))

    @property
    def required(self) -> Requirement:
        return self.places.required

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return self.places.matches_hidden(document)

    def find(self, document: Document) -> Iterator[Hit]:
        """The first claim of each sentence, unless the post is known to name a source."""
        sources = document.facts.sources
        if sources or (sources is None and self.bare_severity is None):
            return
        severity = self.bare_severity if sources is None else None
        seen: set[int] = set()
        for place in self.places.find(document, self.near):
            sentence = document.sentence_at(place[0])
            if sentence not in seen:
                seen.add(sentence)
                yield Hit(place, severity=severity)


def read(rule: Entry, scope: Scope) -> ClaimFinder:
    bare = rule.get("bare_severity")
    near = rule.get("near")
    return ClaimFinder(
        read_places(rule, scope),
        bare.choice(Severity) if bare else None,
        tuple(scope.nearby(item) for item in (near.items() if near.is_list else [near])) if near else (),
    )
