"""The analysed post: its safe view, sentences, words and places of terms, each computed once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from app.bangla.hashtags import hashtags_in_words
from app.bangla.normalise import View, safe_view
from app.bangla.pronouns import pronouns
from app.bangla.words import sentence_spans
from app.checks.text.bijoy import unicode_view, words_for
from app.checks.text.index import Places, Read, TermIndex, outermost
from app.checks.text.loosened import utf8
from app.checks.text.terms import Span, TermSets
from app.checks.types import Finding, PostFacts

_UTF8 = "utf-8"  # where a document keeps its text so


@dataclass(frozen=True, slots=True)
class Proximity:
    """How near two places must be: in one sentence, anywhere in the post, or at most `words` words apart.

    Neighbouring words are one word apart. One of the three is set, or `sentence` and `words` together.
    """

    sentence: bool = False
    post: bool = False
    words: int = 0


class Document:
    """A post under check. Places are spans of `text`, the safe view; `view.origin` leads to the typed text.

    Lines in Bijoy are converted to Unicode first. `cache` keeps what finders computed from the text alone.
    """

    def __init__(self, typed: str, facts: PostFacts, index: TermIndex) -> None:
        self.facts = facts
        self._unicode = unicode_view(typed)
        self.view = safe_view(hashtags_in_words(self._unicode or typed))
        self.text = self.view.text
        self._index = index
        self.cache: dict[Hashable, Any] = {}

    def shown(self, place: Span) -> str:
        """The text at a place as a person reads it: as typed, but Bijoy in Unicode."""
        start, end = self.view.origin(*place)
        if self._unicode is None:
            return self.view.typed[start:end]
        return words_for(self._unicode, start, end)

    def excerpt(self, sentences: Set[int]) -> Document:
        """The same document with the places of terms and patterns in these sentences alone."""
        return _Excerpt(self, sentences)

    # Whether all that looks hidden was read a second time; known once `deobfuscated` was asked for.
    read_to_the_end = True

    # Other readings of parts of `text`, for patterns; only a `DeobfuscatedDocument` has any.
    parts: tuple[View, ...] = ()

    @cached_property
    def deobfuscated(self) -> DeobfuscatedDocument | None:
        """The post with hidden words undone and misspellings corrected; None where there is neither."""
        disguised, hidden, self.read_to_the_end = self._index.disguised(self.view)
        misspelled = self._index.respelled(self.view, self.words)
        if not disguised and not misspelled:
            return None
        return DeobfuscatedDocument(self, hidden, self._index.find_in(misspelled), (*disguised, *misspelled))

    @cached_property
    def words(self) -> set[str]:
        """Every different word of the text."""
        return {word for _, word in self._words}

    @property
    def utf8(self) -> bytes:
        """The text as RE2 reads it (`app.checks.text.loosened`)."""
        if _UTF8 not in self.cache:
            self.cache[_UTF8] = utf8(self.text)
        encoded: bytes = self.cache[_UTF8]
        return encoded

    @property
    def stretches(self) -> Sequence[Span]:
        """The parts of the text that are read, in order and apart: all of it but in an excerpt."""
        return ((0, len(self.text)),)

    def among(self, asked_of: Mapping[TermSets, TermSets]) -> set[int]:
        """The term sets with a term anywhere in the text, of those that may be asked for; no hidden ones.

        `asked_of` tells these for sets that stand together.
        """
        return self._places.among(asked_of)

    def prepare(self, asked: set[int], asked_of: Mapping[TermSets, TermSets]) -> None:
        """Collect the places of sets that will be asked for: one by one costs far more."""
        self._places.prepare(asked, asked_of)

    @cached_property
    def met(self) -> set[int]:
        """Of what patterns require, the sets of pieces of which one stands in the text, be it hidden."""
        parts = self.deobfuscated.parts if self.deobfuscated else ()
        return self._index.word_pieces.met(self.text, *(part.text for part in parts))

    def has(self, term_set: int) -> bool:
        """Whether the text has a term of a set."""
        return self._places.has(term_set)

    def has_anywhere(self, term_set: int) -> bool:
        """Whether the whole post has a term of a set, even where this document is an excerpt of it."""
        return self.has(term_set)

    def places(self, term_set: int) -> list[Span]:
        """Where the terms of a set stand, in order."""
        return self._places.of(term_set)

    def nearest(self, term_set: int, place: Span, count: int = 1) -> list[Span]:
        """The places of a set nearest to `place`: `count` that start no later, and `count` that start later.

        Looking at no more keeps a post that repeats a word a thousand times as cheap as any long post.
        """
        places = self.places(term_set)
        middle = bisect_right(places, place[0], key=itemgetter(0))
        return places[max(0, middle - count) : middle + count]

    @cached_property
    def sentences(self) -> list[Span]:
        """Every sentence of the safe view, in order; together they cover it."""
        return sentence_spans(self.text)

    def words_of(self, sentence: int) -> list[str]:
        """The words of the sentence of that number, in order."""
        return [word for _, word in self._words_of(sentence)]

    def word_spans_of(self, sentence: int) -> list[Span]:
        """Where the words of the sentence of that number stand."""
        return [span for span, _ in self._words_of(sentence)]

    def _words_of(self, sentence: int) -> list[tuple[Span, str]]:
        start, end = (bisect_left(self._word_starts, bound) for bound in self.sentences[sentence])
        return self._words[start:end]

    def sentences_of(self, finding: Finding) -> range:
        """The numbers of the sentences that a finding is in, all where it is on the whole post."""
        start, end = finding.start, finding.end
        if start is None or end is None:
            return range(len(self.sentences))
        first = max(0, bisect_right(self._typed_starts, start) - 1)
        return range(first, max(first, bisect_right(self._typed_starts, end - 1) - 1) + 1)

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that `place` is in."""
        return max(0, bisect_right(self._sentence_starts, place) - 1)

    def sentences_with(self, term_set: int) -> list[Span]:
        """The sentences in which a term of a set begins, in order."""
        bounds = [*self._sentence_starts, len(self.text)]
        numbers = sorted(self.sentence_numbers(term_set))
        return [(bounds[number], bounds[number + 1]) for number in numbers]

    def sentence_numbers(self, term_set: int) -> frozenset[int]:
        """The numbers of the sentences in which a term of a set begins."""
        if term_set not in self._sentence_numbers:
            numbers = frozenset(self.sentence_at(start) for start, _ in self.places(term_set))
            self._sentence_numbers[term_set] = numbers
        return self._sentence_numbers[term_set]

    def pronouns_for(self, term_set: int) -> list[tuple[Span, Span]]:
        """Pronouns (তারা) that refer to a term of a set in the sentence before, each with that term's place.

        Only in sentences that have no term of the set themselves.
        """
        places = self.places(term_set)
        last_in = {self.sentence_at(place[0]): place for place in places}
        return [
            (word, last_in[sentence - 1])
            for word, sentence in self._pronouns
            if sentence not in last_in and sentence - 1 in last_in
        ]

    def near(self, one: Span, other: Span, within: Proximity) -> bool:
        """Whether two places are as near as `within` asks."""
        if within.post:
            return True
        if within.sentence and self.sentence_at(one[0]) != self.sentence_at(other[0]):
            return False
        return not within.words or self.words_apart(one, other) <= within.words

    def words_apart(self, one: Span, other: Span) -> int:
        """0 for places that share a word, 1 for neighbours, and so on."""
        first, second = sorted((one, other))
        return max(0, self._word_at(second[0]) - self._word_at(first[1] - 1))

    def _word_at(self, place: int) -> int:
        return bisect_right(self._word_starts, place)

    @cached_property
    def _sentence_numbers(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _places(self) -> Places:
        return self._read.places

    @cached_property
    def _pronouns(self) -> list[tuple[Span, int]]:
        """Words for people named before, with the numbers of their sentences."""
        return [(place, self.sentence_at(place[0])) for place in pronouns(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _typed_starts(self) -> list[int]:
        return [self.view.origin(start, end)[0] for start, end in self.sentences]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for (start, _), _ in self._words]

    @cached_property
    def _words(self) -> list[tuple[Span, str]]:
        return self._read.words

    @cached_property
    def _read(self) -> Read:
        return self._index.read(self.view)


class _Excerpt(Document):
    """Some sentences of a post, in the post's own text: what was found in the others is left out."""

    def __init__(self, whole: Document, sentences: Set[int]) -> None:
        self.facts, self.view, self.text, self._unicode = whole.facts, whole.view, whole.text, whole._unicode
        self.cache = whole.cache
        self._whole = whole
        runs: list[Span] = []
        for number in sorted(sentences):
            start, end = whole.sentences[number]
            runs.append((runs.pop()[0], end) if runs and runs[-1][1] == start else (start, end))
        self._runs = runs

    @property
    def stretches(self) -> Sequence[Span]:
        return self._runs

    def has_anywhere(self, term_set: int) -> bool:
        return self._whole.has(term_set)

    @property
    def met(self) -> set[int]:
        return self._whole.met

    @cached_property
    def deobfuscated(self) -> DeobfuscatedDocument | None:
        whole = self._whole.deobfuscated
        return None if whole is None else whole.of(self, self._runs)

    @property
    def sentences(self) -> list[Span]:
        return self._whole.sentences

    @cached_property
    def _places(self) -> Places:
        return self._whole._places.within(self._runs)

    @property
    def _words(self) -> list[tuple[Span, str]]:
        return self._whole._words

    @property
    def _word_starts(self) -> list[int]:
        return self._whole._word_starts

    @property
    def _sentence_starts(self) -> list[int]:
        return self._whole._sentence_starts

    @property
    def _typed_starts(self) -> list[int]:
        return self._whole._typed_starts


class DeobfuscatedDocument(Document):
    """The same document with the places of hidden and misspelled words besides, in the same safe view.

    A term counts as hidden only where the plain text has none of its set.
    """

    def __init__(
        self, plain: Document, disguised: Places, misspelled: Places, parts: tuple[View, ...]
    ) -> None:
        self.facts, self.view, self.text, self._unicode = plain.facts, plain.view, plain.text, plain._unicode
        self.cache = plain.cache
        self.parts = parts
        self._plain = plain
        self._disguised, self._misspelled = disguised, misspelled
        self._hidden: dict[int, list[Span]] = {}
        self._merged: dict[int, list[Span]] = {}

    def of(self, excerpt: Document, runs: Sequence[Span]) -> DeobfuscatedDocument | None:
        """The same of an excerpt with these parts of the text; None where nothing there is hidden."""
        parts = tuple(part for part in self.parts if _is_touched(part, runs))
        if not parts:
            return None
        return DeobfuscatedDocument(
            excerpt, self._disguised.within(runs), self._misspelled.within(runs), parts
        )

    @cached_property
    def hidden_sets(self) -> TermSets:
        """The term sets that may have a hidden term."""
        return self._disguised.sets | self._misspelled.sets

    def hidden(self, term_set: int) -> list[Span]:
        """The places of hidden terms of a set, computed when first asked for: few ever are."""
        if term_set not in self.hidden_sets:
            return []
        if term_set not in self._hidden:
            plain = self._plain.places(term_set)
            met = (*self._disguised.of(term_set), *self._misspelled.of(term_set))
            self._hidden[term_set] = [place for place in met if not _is_within(place, plain)]
        return self._hidden[term_set]

    def hidden_within(self, place: Span) -> list[Span]:
        """The hidden terms that lie within a place, none inside another."""
        start, end = place
        met = (other for term_set in self.hidden_sets for other in self.hidden(term_set))
        return outermost([other for other in met if start <= other[0] and other[1] <= end])

    @cached_property
    def respelled(self) -> Set[Span]:
        """The places of terms that are only misspelled."""
        return self._misspelled.every - self._disguised.every

    def has(self, term_set: int) -> bool:
        return self._plain.has(term_set) or bool(self.hidden(term_set))

    def has_anywhere(self, term_set: int) -> bool:
        return self.has(term_set) or self._plain.has_anywhere(term_set)

    def places(self, term_set: int) -> list[Span]:
        if not self.hidden(term_set):
            return self._plain.places(term_set)
        if term_set not in self._merged:
            self._merged[term_set] = outermost([*self._plain.places(term_set), *self.hidden(term_set)])
        return self._merged[term_set]

    @property
    def sentences(self) -> list[Span]:
        return self._plain.sentences

    @property
    def _words(self) -> list[tuple[Span, str]]:
        return self._plain._words

    # What stands within a hidden word neither ends a sentence nor parts words.
    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start in self._plain._sentence_starts if start not in self._within_words]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for start in self._plain._word_starts if start not in self._within_words]

    @cached_property
    def _within_words(self) -> set[int]:
        within: set[int] = set()
        for part in self.parts:
            # Each once: all signs of a rewritten word stand for the whole of it.
            for start, end, following in set(zip(part.starts, part.ends, part.starts[1:], strict=False)):
                within.update(range(start + 1, end))
                if end < following:
                    within.update(range(end, following + 1))
        return within


def _is_touched(part: View, runs: Sequence[Span]) -> bool:
    start, end = (part.starts[0], part.ends[-1]) if part.text else (0, 0)
    return any(start < last and first < end for first, last in runs)


def _is_within(place: Span, others: list[Span]) -> bool:
    return any(other[0] <= place[0] and place[1] <= other[1] for other in others)
