"""`pair`: fires once for each sentence where terms of two (or three) sets stand together.

An actor and an act, each innocent alone: a party's symbol and an appeal to vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from app.checks.text.document import DeobfuscatedDocument, Document, Proximity
from app.checks.text.entry import Entry
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.rules.base import CARRIED, Hit
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Scope, read_proximity

FIELDS = ("first", "second", "third", "within", "ordered", "carried", "hidden")

_NAMES = ("first", "second", "third")
# How many places of the other sets, on either side of a first, are tried: the tightest are the nearest.
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class PairFinder:
    term_sets: tuple[int, ...]
    within: Proximity
    ordered: bool
    carried: bool = False
    required: Requirement = NOTHING

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset({"text", *_NAMES[: len(self.term_sets)]})

    @property
    def needs(self) -> tuple[int, ...]:
        return self.term_sets

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document) -> Iterator[Hit]:
        """The tightest group of each sentence that a first stands in."""
        for group in self._tightest(document, document.places(self.term_sets[0])):
            whole = self._with_neighbours(document, group)
            yield Hit(_cover(whole), dict(zip(_NAMES, whole, strict=False)))
        if self.carried:
            meant = dict(document.pronouns_for(self.term_sets[0]))
            for word, *others in self._tightest(document, list(meant)):
                yield Hit(
                    _cover((word, *others)),
                    dict(zip(_NAMES, (meant[word], *others), strict=False)),
                    doubt=CARRIED,
                )

    def _tightest(self, document: Document, firsts: list[Span]) -> Iterable[tuple[Span, ...]]:
        """The tightest group of each sentence that one of these firsts stands in."""
        tightest: dict[int, tuple[Span, ...]] = {}
        others = self.term_sets[1:]
        shared: frozenset[int] | None = None
        if self.within.sentence:
            # Most sentences lack one of the sets.
            shared = frozenset.intersection(*map(document.sentence_numbers, others))
            if not shared:
                return ()
        for first in firsts:
            sentence = document.sentence_at(first[0])
            if shared is not None and sentence not in shared:
                continue
            neighbours = (document.nearest(term_set, first, _NEIGHBOURS) for term_set in others)
            for group in product([first], *neighbours):
                if (
                    sentence not in tightest or _width(group) < _width(tightest[sentence])
                ) and self._stand_together(document, group):
                    tightest[sentence] = group
        return tightest.values()

    def _with_neighbours(self, document: Document, group: tuple[Span, ...]) -> tuple[Span, ...]:
        """Each part with the words of its set right beside it: নৌকা মার্কায়, not মার্কায় alone."""
        whole: list[Span] = []
        for term_set, part in zip(self.term_sets, group, strict=True):
            beside = [
                place
                for place in document.nearest(term_set, part, 2)  # the part itself is one of them
                if document.words_apart(place, part) == 1
                and document.sentence_at(place[0]) == document.sentence_at(part[0])
                and not any(place[0] < other[1] and other[0] < place[1] for other in group)
            ]
            whole.append(_cover((part, *beside)))
        return tuple(whole)

    def _stand_together(self, document: Document, group: tuple[Span, ...]) -> bool:
        in_place = sorted(group)
        before = in_place[0]
        for place in in_place[1:]:
            if before[1] > place[0]:
                return False  # one word cannot be both actor and act
            before = place
        if self.ordered and in_place != list(group):
            return False
        return all(document.near(one, other, self.within) for one, other in pairwise(in_place))


def _cover(group: tuple[Span, ...]) -> Span:
    return min(start for start, _ in group), max(end for _, end in group)


def _width(group: tuple[Span, ...]) -> int:
    start, end = _cover(group)
    return end - start


def read(rule: Entry, scope: Scope) -> PairFinder:
    term_sets = [scope.terms(rule.need(name)) for name in _NAMES[:2]]
    third = rule.get("third")
    if third is not None:
        term_sets.append(scope.terms(third))
    within = read_proximity(rule.need("within"))
    if within.post:
        raise rule.need("within").mistake("pair_in_post")
    ordered = rule.get("ordered")
    carried = rule.get("carried")
    return PairFinder(
        tuple(term_sets),
        within,
        ordered=ordered is not None and ordered.flag(),
        carried=carried is not None and carried.flag(),
    )
