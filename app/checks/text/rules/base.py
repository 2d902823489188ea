"""What every rule has, whatever its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from app.bangla.digits import number
from app.checks.text.reading import Reading
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Nearby
from app.checks.types import Bilingual, Finding, Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """One firing of a rule at a place of the safe view, or on the whole post (`place` is None).

    `parts` are places that fill braces of the rule's `why`; `count` fills `{n}`. `severity` overrides
    the rule's own.
    """

    place: Span | None
    parts: dict[str, Span] = field(default_factory=dict)
    count: int | None = None
    severity: Severity | None = None


class Finder(Protocol):
    """A rule type with its fields read: it finds, and knows nothing of ids, clauses or severities."""

    @property
    def fills(self) -> frozenset[str]:
        """Names a `why` may use in braces."""
        ...

    def find(self, reading: Reading) -> Iterable[Hit]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the pack. `type` names its rule type, `unless` what silences it."""

    id: str
    type: str
    clauses: tuple[str, ...]
    severity: Severity
    title: Bilingual
    why: Bilingual
    finder: Finder
    unless: tuple[Nearby, ...] = ()

    def hits(self, reading: Reading) -> list[Hit]:
        """Where the rule fires, in order, none overlapping another."""
        found = [hit for hit in self.finder.find(reading) if not self._silenced(reading, hit)]
        return _merged(found)

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """The hits as findings in the text as typed."""
        for hit in self.hits(reading):
            span = reading.view.origin(*hit.place) if hit.place else None
            yield Finding(
                rule=self.id,
                clauses=self.clauses,
                severity=hit.severity or self.severity,
                title=self.title,
                why=self._explain(reading, hit),
                start=span[0] if span else None,
                end=span[1] if span else None,
                text=reading.view.typed[slice(*span)] if span else None,
            )

    def _silenced(self, reading: Reading, hit: Hit) -> bool:
        place = hit.place or (0, len(reading.text))
        return any(nearby.holds(reading, place) for nearby in self.unless)

    def _explain(self, reading: Reading, hit: Hit) -> Bilingual:
        parts = {name: reading.view.slice(*place) for name, place in hit.parts.items()}
        if hit.place:
            parts["text"] = reading.view.slice(*hit.place)
        count = hit.count or 0
        return Bilingual(
            bn=self.why.bn.format_map({**parts, "n": number(count, "bn")}),
            en=self.why.en.format_map({**parts, "n": number(count, "en")}),
        )


def _merged(hits: list[Hit]) -> list[Hit]:
    """Hits in order of place; of overlapping ones the first, widened over the others."""
    merged: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.place or (0, 0)):
        last = merged[-1].place if merged else None
        if last and hit.place and hit.place[0] < last[1]:
            merged[-1] = replace(merged[-1], place=(last[0], max(last[1], hit.place[1])))
        else:
            merged.append(hit)
    return merged
