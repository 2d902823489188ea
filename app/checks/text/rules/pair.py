"""`pair`: fires once for each sentence where terms of two (or three) sets stand together.

An actor and an act, each innocent alone: a party's symbol and an appeal to vote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from app.checks.text.entry import Entry
from app.checks.text.reading import Reading, Within
from app.checks.text.rules.base import Hit
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Scope, read_within

FIELDS = ("first", "second", "third", "within", "ordered")

_NAMES = ("first", "second", "third")
# So that a post that repeats the same words a thousand times costs no more than a long one.
_PLACES_IN_A_SENTENCE = 12


@dataclass(frozen=True, slots=True)
class PairFinder:
    term_sets: tuple[int, ...]
    within: Within
    ordered: bool

    @property
    def fills(self) -> frozenset[str]:
        return frozenset({"text", *_NAMES[: len(self.term_sets)]})

    def find(self, reading: Reading) -> Iterator[Hit]:
        """The tightest combination of each sentence; with a number of words, of the first one's sentence."""
        tightest: dict[int, tuple[Span, ...]] = {}
        for group in self._groups(reading):
            for combination in product(*group):
                if not self._stand_together(reading, combination):
                    continue
                sentence = reading.sentence_at(combination[0][0])
                if sentence not in tightest or _width(combination) < _width(tightest[sentence]):
                    tightest[sentence] = combination
        for combination in tightest.values():
            yield Hit(_cover(combination), dict(zip(_NAMES, combination, strict=False)))

    def _groups(self, reading: Reading) -> Iterator[list[list[Span]]]:
        """Places of each set that may combine at all, so that long posts do not cost their square."""
        places = [reading.places(term_set) for term_set in self.term_sets]
        if not all(places):
            return
        if not self.within.sentence:
            for first in places[0]:
                near = [
                    [place for place in others if reading.near(first, place, self.within)]
                    for others in places[1:]
                ]
                if all(near):
                    yield [[first], *near]
            return
        by_sentence: list[dict[int, list[Span]]] = []
        for spans in places:
            grouped: dict[int, list[Span]] = defaultdict(list)
            for span in spans:
                grouped[reading.sentence_at(span[0])].append(span)
            by_sentence.append(grouped)
        for sentence in by_sentence[0]:
            if all(sentence in grouped for grouped in by_sentence):
                yield [grouped[sentence][:_PLACES_IN_A_SENTENCE] for grouped in by_sentence]

    def _stand_together(self, reading: Reading, combination: tuple[Span, ...]) -> bool:
        in_place = sorted(combination)
        if any(one[1] > other[0] for one, other in pairwise(in_place)):
            return False  # one word cannot be both actor and act
        if self.ordered and in_place != list(combination):
            return False
        return all(reading.near(one, other, self.within) for one, other in pairwise(in_place))


def _cover(combination: tuple[Span, ...]) -> Span:
    return min(start for start, _ in combination), max(end for _, end in combination)


def _width(combination: tuple[Span, ...]) -> int:
    start, end = _cover(combination)
    return end - start


def read(rule: Entry, scope: Scope) -> PairFinder:
    term_sets = [scope.terms(rule.need(name)) for name in _NAMES[:2]]
    third = rule.get("third")
    if third is not None:
        term_sets.append(scope.terms(third))
    within = read_within(rule.need("within"))
    if within.post:
        raise rule.need("within").wrong("pair_in_post")
    ordered = rule.get("ordered")
    return PairFinder(tuple(term_sets), within, ordered.flag() if ordered else False)
