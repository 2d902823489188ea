"""`evidence`: fires on a sentence about something when enough cues of a hostile tone stand in it together.

No cue says much alone: ওরা, a rhetorical question, spoken verb forms, সব … নাটক. Each has a weight, those of
a notice's or a newspaper's own register a negative one; the sum decides. So an insult in words nobody has
foreseen is still met by its grammar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.entry import Entry
from app.checks.text.reading import Reading
from app.checks.text.rules.base import Hit
from app.checks.text.rules.places import Places, read_places
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Scope
from app.checks.types import Severity

FIELDS = ("about", "cues", "at_least", "block_at", "elsewhere", "hidden")

_HIGHEST = 99


@dataclass(frozen=True, slots=True)
class Cue:
    """What a sentence gains by terms or a pattern, once however often they stand in it."""

    weight: int
    places: Places

    def place_in(self, reading: Reading, sentence: Span) -> Span | None:
        """Its first place in the sentence."""
        return next(iter(self.places.find_in(reading, sentence)), None)


@dataclass(frozen=True, slots=True)
class EvidenceFinder:
    """`elsewhere` is what a sentence needs besides when only another one names what the post is about."""

    about: int
    cues: tuple[Cue, ...]
    at_least: int
    block_at: int
    elsewhere: int | None
    fills: frozenset[str] = frozenset({"text", "first", "second"})

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.about,)

    def find(self, reading: Reading) -> Iterator[Hit]:
        topic: Span | None = None
        for sentence in reading.sentences():
            own = next(iter(reading.places_in(self.about, sentence)), None)
            topic = own or topic
            if topic is None or (own is None and self.elsewhere is None):
                continue
            yield from self._weighed(reading, sentence, topic, own)

    def _weighed(self, reading: Reading, sentence: Span, topic: Span, own: Span | None) -> Iterator[Hit]:
        wanted = self.at_least + (0 if own else self.elsewhere or 0)
        total, heaviest, places = 0, 0, [own] if own else []
        telling: Span | None = None
        for cue in self.cues:
            place = cue.place_in(reading, sentence)
            if place is None or (own is not None and cue.weight > 0 and _same(place, own)):
                continue
            total += cue.weight
            if cue.weight > 0:
                places.append(place)
            if cue.weight > heaviest:
                heaviest, telling = cue.weight, place
        if total >= wanted and telling is not None:
            span = min(start for start, _ in places), max(end for _, end in places)
            blocks = total >= self.block_at and own is not None
            yield Hit(span, {"first": topic, "second": telling}, severity=Severity.BLOCK if blocks else None)


def _same(one: Span, other: Span) -> bool:
    """Whether a cue is only the topic's own word, which cannot speak against itself."""
    return other[0] <= one[0] and one[1] <= other[1]


def read(rule: Entry, scope: Scope) -> EvidenceFinder:
    about = scope.terms(rule.need("about"))
    cues = tuple(cue for item in rule.need("cues").items() for cue in _cues(item, scope))
    block_at, elsewhere = rule.get("block_at"), rule.get("elsewhere")
    return EvidenceFinder(
        about,
        cues,
        rule.need("at_least").whole(at_least=1),
        block_at.whole(at_least=1) if block_at else _HIGHEST,
        elsewhere.whole(at_least=0) if elsewhere else None,
    )


def _cues(item: Entry, scope: Scope) -> tuple[Cue, ...]:
    """One cue, or all of a named set of them (`@10.e/tone`)."""
    if not item.is_text:
        return (_cue(item, scope),)
    where, cues = scope.cues(item)
    return tuple(_cue(cue, where) for cue in cues)


def _cue(item: Entry, scope: Scope) -> Cue:
    item.only("terms", "pattern", "weight")
    return Cue(item.need("weight").whole(at_least=-_HIGHEST), read_places(item, scope))
