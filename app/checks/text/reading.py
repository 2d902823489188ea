"""One post under check: its safe view, sentences, words and the places of terms, each worked out once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from app.bangla.normalise import safe_view
from app.bangla.words import sentence_spans, word_spans
from app.checks.text.index import TermIndex
from app.checks.text.terms import Span
from app.checks.types import PostFacts


@dataclass(frozen=True, slots=True)
class Within:
    """How near two places must be: in one sentence, anywhere in the post, or at most `words` words apart.

    Neighbouring words are one word apart. Exactly one of the three is set.
    """

    sentence: bool = False
    post: bool = False
    words: int = 0


class Reading:
    """All places are spans of `text`, the safe view; `view.origin` leads back to the typed text."""

    def __init__(self, typed: str, facts: PostFacts, index: TermIndex) -> None:
        self.facts = facts
        self.view = safe_view(typed)
        self.text = self.view.text
        self._index = index

    def places(self, term_set: int) -> list[Span]:
        """Where the terms of a set stand, in order."""
        return self._places.get(term_set, [])

    def nearest(self, term_set: int, place: Span, count: int = 1) -> list[Span]:
        """The places of a set nearest to `place`: `count` that start no later, and `count` that start later.

        Looking at no more keeps a post that repeats a word a thousand times as cheap as any long post.
        """
        places = self.places(term_set)
        middle = bisect_right(places, place[0], key=itemgetter(0))
        return places[max(0, middle - count) : middle + count]

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that `place` is in."""
        return max(0, bisect_right(self._sentence_starts, place) - 1)

    def near(self, one: Span, other: Span, within: Within) -> bool:
        """Whether two places are as near as `within` asks."""
        if within.post:
            return True
        if within.sentence:
            return self.sentence_at(one[0]) == self.sentence_at(other[0])
        return self.words_apart(one, other) <= within.words

    def words_apart(self, one: Span, other: Span) -> int:
        """0 for places that share a word, 1 for neighbours, and so on."""
        first, second = sorted((one, other))
        return max(0, self._word_at(second[0]) - self._word_at(first[1] - 1))

    def _word_at(self, place: int) -> int:
        return bisect_right(self._word_starts, place)

    @cached_property
    def _places(self) -> dict[int, list[Span]]:
        return self._index.find(self.view)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in sentence_spans(self.text)]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for start, _ in word_spans(self.text)]
