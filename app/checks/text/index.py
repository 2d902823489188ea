"""The index of all terms of a pack: which term sets have a term in a text, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from app.bangla.common_romanised import is_common_romanised
from app.bangla.deobfuscation import deobfuscated, hidden_parts
from app.bangla.masked import WordsByLetter, by_letter, completions
from app.bangla.misspelled import Speller
from app.bangla.normalise import View
from app.bangla.romanised import coarse, fold, folded, is_english, spells, takes
from app.bangla.suffixes import alternants, carries
from app.bangla.verbs import is_form, starts
from app.checks.text.lexicon import Lexicon, LexiconDraft, Use
from app.checks.text.passages import END as PASSAGE_END
from app.checks.text.passages import Passage, Passages
from app.checks.text.remembered import Remembered
from app.checks.text.required import Requirement
from app.checks.text.terms import Ending, Span, Term, TermSets
from app.checks.text.tokens import LooselyTokenisedText, TokenisedText
from app.checks.text.word_pieces import WordPieces

# The term sets that have a term at a place.
Match = tuple[TermSets, Span]

_LATIN = re.compile("[a-z]+")
# How many words with signs for letters are remembered, and the longest tail that endings make up.
_COMPLETED = 4096
_LONGEST_TAIL = 24
# How many parts that look hidden are remembered, and the longest of them, in code points.
_READ, _LONGEST_READ = 1024, 400
# How many runs of Latin letters are remembered.
_RUNS = 16384


class TermTable:
    """Collects the term sets of all rules; `build` makes the index."""

    def __init__(self) -> None:
        self._sets: dict[frozenset[Term], int] = {}

    def add(self, terms: Iterable[Term]) -> int:
        """The number of this set of terms in the index."""
        return self._sets.setdefault(frozenset(terms), len(self._sets))

    def build(self, required: Iterable[Requirement] = ()) -> TermIndex:
        """The index of these terms, and of the pieces of words that something requires besides."""
        plain, romanised = LexiconDraft(), LexiconDraft()
        for terms, number in self._sets.items():
            for term in sorted(terms):  # so that a pack compiled twice is the same to the last byte
                if term.romanised:
                    written = " ".join(term.words)
                    romanised.add(coarse(_folded_words(written)), term.ending, written, number)
                    continue
                *before, last = term.words
                verb = last if term.ending is Ending.VERB else ""
                for spelling in _spellings(last, term.ending):
                    plain.add(" ".join((*before, spelling)), term.ending, verb, number)
        return TermIndex(plain.finished(), romanised.finished(), required)


@lru_cache(maxsize=32768)  # the terms of a pack have far fewer different words than words
def _spellings(word: str, ending: Ending) -> tuple[str, ...]:
    """The stems a term's last word may have in a text."""
    if ending is Ending.VERB:
        return starts(word)
    return (word, *alternants(word)) if ending is Ending.BANGLA else (word,)


class Places:
    """The places of each term set in a text. `found`: by the sets that share places, these."""

    def __init__(self, found: Mapping[TermSets, list[Span]]) -> None:
        self._found = found
        # Many a set is found that no rule asks for, so places are collected when they are asked for.
        self._collected: dict[int, list[Span]] = {}
        self._sorted: dict[int, list[Span]] = {}  # not all that are collected need sorting

    @cached_property
    def sets(self) -> TermSets:
        """All term sets that have a place."""
        return frozenset().union(*self._found)

    def among(self, asked_of: Mapping[TermSets, TermSets]) -> set[int]:
        """The term sets that have a place, of those that may be asked for.

        `asked_of` tells these for sets that stand together: a few of dozens, so this is far quicker.
        """
        return set().union(*map(asked_of.__getitem__, self._found))

    def prepare(self, asked: set[int], asked_of: Mapping[TermSets, TermSets]) -> None:
        """Collect the places of sets that will be asked for: all at once is far cheaper than one by one."""
        collected: defaultdict[int, list[Span]] = defaultdict(list)
        none_of, of_found = asked.isdisjoint, map(asked_of.__getitem__, self._found)
        for sets, places in zip(of_found, self._found.values(), strict=True):
            if not none_of(sets):
                for term_set in asked & sets:
                    collected[term_set] += places
        self._collected.update(collected)

    def within(self, runs: Sequence[Span]) -> Places:
        """The places that lie within one of these stretches, which are in order and apart."""
        starts = [start for start, _ in runs]
        found: dict[TermSets, list[Span]] = {}
        for sets, places in self._found.items():
            inside = [
                place
                for place in places
                if (number := bisect_right(starts, place[0])) and place[1] <= runs[number - 1][1]
            ]
            if inside:
                found[sets] = inside
        return Places(found)

    @property
    def every(self) -> set[Span]:
        """The places of all sets."""
        return {place for places in self._found.values() for place in places}

    def of(self, term_set: int) -> list[Span]:
        """The places of a set, sorted, none inside another."""
        places = self._sorted.get(term_set)
        if places is None:
            places = self._sorted[term_set] = outermost(self._of(term_set))
        return places

    def _of(self, term_set: int) -> list[Span]:
        """The same unsorted, as they were found."""
        if term_set in self._collected:
            return self._collected[term_set]
        return [place for sets, places in self._found.items() if term_set in sets for place in places]

    def has(self, term_set: int) -> bool:
        """Whether a set has a place."""
        return term_set in self._collected or term_set in self.sets


class Read(NamedTuple):
    """The words of a safe view, in order with their places, and the places of terms."""

    words: list[tuple[Span, str]]
    places: Places


class _Reading(NamedTuple):
    """How a part that looks hidden reads: variants, those spelled rightly besides, and terms only these have.

    Places are those in the part.
    """

    variants: tuple[View, ...]
    corrected: tuple[View, ...]
    matches: tuple[Match, ...]


class TermIndex:
    """Finds the places of every term set of a pack, and the pieces of words that its patterns require."""

    def __init__(
        self,
        plain: Lexicon,
        romanised: Lexicon,
        required: Iterable[Requirement] = (),
        read_speller: Callable[[], Speller] | None = None,
    ) -> None:
        """`read_speller`: gives the plain terms' speller where it was made before."""
        self.word_pieces = WordPieces(required)
        self._plain = plain
        self._read_speller = read_speller
        self._romanised = romanised
        self._completed: dict[str, list[str]] = {}
        # Whether a romanised term may begin with a run of letters, or else anywhere within it.
        self._may_begin: tuple[Remembered[str, bool], Remembered[str, bool]] = (
            Remembered(lambda run: romanised.may_begin(coarse(fold(run))), _RUNS),
            Remembered(lambda run: romanised.may_match(coarse(fold(run))), _RUNS),
        )
        self._passages = Passages(self._read_passage)
        self._read: dict[tuple[str, str], _Reading] = {}

    @property
    def lexicons(self) -> tuple[Lexicon, Lexicon]:
        """Plain and romanised terms."""
        return self._plain, self._romanised

    @property
    def size(self) -> int:
        """How many terms it has, braces expanded and other spellings counted."""
        return sum(map(len, self.lexicons))

    def read(self, view: View) -> Read:
        """The words of a safe view, in order with their places, and the places of terms."""
        words: list[tuple[Span, str]] = []
        found: defaultdict[TermSets, list[Span]] = defaultdict(list)
        for first, passage in self._passages.of(view, self._has_passage_end):
            words += [((first + start, first + end), word) for (start, end), word in passage.words]
            for term_sets, (start, end) in passage.matches:
                found[term_sets].append((first + start, first + end))
        return Read(words, Places(found))

    def _read_passage(self, view: View) -> Passage:
        tokens = TokenisedText(view)
        found = self._plain.find(tokens, _fits)
        for term_sets, place in self._romanised_matches(tokens):
            found[term_sets].append(place)
        matches = [(term_sets, place) for term_sets, places in found.items() for place in places]
        return Passage(tokens.words(), matches)

    @cached_property
    def _has_passage_end(self) -> bool:
        """Whether a term has within it what ends passages: an office may name any."""
        return any(lexicon.has(PASSAGE_END) for lexicon in self.lexicons)

    def disguised(self, view: View) -> tuple[tuple[View, ...], Places, bool]:
        """Variants of parts of a safe view with hidden words undone; their `typed` is its text.

        And the places of terms that it has only in these, and whether all of it was read so: of a text that
        is nothing but signs only a part is.
        """
        parts, whole = hidden_parts(view)
        variants: list[View] = []
        corrected: list[View] = []
        found: defaultdict[TermSets, list[Span]] = defaultdict(list)
        for part in parts:
            first, last = part.starts[0], part.ends[-1]
            own = View(view.typed, part.text, view.starts[first:last], view.ends[first:last])
            reading = self._read_again(own)
            variants += (_within(view.text, variant, first) for variant in reading.variants)
            corrected += (_within(view.text, variant, first) for variant in reading.corrected)
            for term_sets, (start, end) in reading.matches:
                found[term_sets].append((first + start, first + end))
        return (*variants, *corrected), Places(found), whole

    def _read_again(self, part: View) -> _Reading:
        """How a part that looks hidden reads: remembered, since a post is checked whenever typing pauses."""
        key = part.text, part.slice(0, len(part.text))  # capitals tell initials
        known = self._read.get(key)
        if known is None:
            variants = tuple(deobfuscated([View.of(part.text)], part, self._completions))
            corrected = map(self.speller.corrected, variants)
            others = tuple(one for one in corrected if one not in variants)
            known = _Reading(variants, others, tuple(self._matches_in((*variants, *others))))
            if len(self._read) >= _READ:
                self._read.clear()
            if len(part.text) <= _LONGEST_READ:
                self._read[key] = known
        return known

    def respelled(self, view: View, words: Set[str]) -> tuple[View, ...]:
        """Variants of parts of a safe view with these words spelled as the pack spells them."""
        return tuple(self.speller.respelled(view, words))

    def find_in(self, variants: Iterable[View]) -> Places:
        """The places of terms that a safe view has only in these variants of its parts."""
        found: defaultdict[TermSets, list[Span]] = defaultdict(list)
        for term_sets, place in self._matches_in(variants):
            found[term_sets].append(place)
        return Places(found)

    def _matches_in(self, variants: Iterable[View]) -> Iterator[Match]:
        for variant in variants:
            tokens = LooselyTokenisedText(variant, variant)
            for term_sets, place in chain(self._loose_matches(tokens), self._romanised_matches(tokens)):
                if variant.changes(*place):
                    yield term_sets, variant.origin(*place)

    def _loose_matches(self, tokens: LooselyTokenisedText) -> Iterator[Match]:
        text, variant = tokens.text, tokens.view
        # Most words of a variant are as they were, which spares asking whether they fit.
        first_changed, last_changed = variant.changed_stretch()
        for last, start, last_start, words_end, uses in self._plain.candidates(tokens, last_changed):
            ends = tokens.tail_ends(last_start, words_end)
            place = tokens.origin(start, ends[-1])
            if place[1] < first_changed or not variant.changes(*place):
                continue
            for use in uses:
                fitting = [end for end in ends if _fits(use, last, text[words_end:end])]
                if fitting:
                    yield use.term_sets, tokens.origin(start, _likeliest(fitting, text))

    def _romanised_matches(self, tokens: TokenisedText) -> Iterator[Match]:
        runs = _LATIN.findall(tokens.text)
        if not runs or not any(map(self._may_begin[tokens.begin_within].__getitem__, runs)):
            return
        fine = tokens.of(folded(tokens.view))
        view = fine.view
        for _, start, last_start, words_end, uses in self._romanised.candidates(fine.recast(coarse)):
            for end in fine.tail_ends(last_start, words_end):
                place = view.origin(*fine.origin(start, end))
                for use in uses:
                    if _spelled(use, fine.text[start:end], view.typed[slice(*place)]):
                        yield use.term_sets, place

    def _completions(self, starred: str) -> list[str]:
        if starred not in self._completed:
            if len(self._completed) >= _COMPLETED:
                self._completed.clear()
            self._completed[starred] = completions(starred, self._words)
        return self._completed[starred]

    @cached_property
    def speller(self) -> Speller:
        """Takes misspelled words to those of plain terms."""
        return self._read_speller() if self._read_speller else Speller.of(self._plain.words())

    @cached_property
    def _words(self) -> WordsByLetter:
        romanised = (word for uses in self._romanised.uses for use in uses for word in use.means.split())
        return by_letter((*self._plain.words(), *romanised))


def _within(text: str, variant: View, first: int) -> View:
    """The variant of a part of a text that begins at `first`, as one of the text."""
    starts, ends = ([first + place for place in places] for places in (variant.starts, variant.ends))
    return View(text, variant.text, starts, ends)


def _likeliest(ends: list[int], text: str) -> int:
    """The farthest possible end of a word, but not behind an ও that stands apart: that is the word “and”."""
    if len(ends) > 1 and ends[-1] == ends[-2] + 1 and text[ends[-1] - 1] == "ও":
        return ends[-2]
    return ends[-1]


def _fits(use: Use, word: str, tail: str) -> bool:
    """Whether a term's last `word` may be followed by `tail` up to the end of the written word."""
    ending = use.ending
    if len(tail) > _LONGEST_TAIL and ending is not Ending.ANY:
        return False
    if ending is Ending.VERB:
        return is_form(use.means, word + tail)
    if not tail or ending is Ending.ANY:
        return True
    return ending is Ending.BANGLA and carries(word, tail)


def _spelled(use: Use, fine: str, typed: str) -> bool:
    """Whether `typed`, which folds to `fine`, spells the romanised term of `use`."""
    term = _folded_words(use.means)
    end = _end_of_words(term, fine)
    if end is None:
        return False
    tail = fine[end:]
    if tail and use.ending is Ending.NONE:
        return False
    if use.ending is Ending.BANGLA and not takes(term.rpartition(" ")[2], tail):
        return False
    if typed.startswith(use.means):
        return True
    if " " not in use.means and is_common_romanised(typed) and not is_common_romanised(use.means):
        return False
    words = zip(use.means.split(), _LATIN.findall(typed), strict=False)
    return not any(is_english(word) and not word.startswith(own) for own, word in words)


def _end_of_words(term: str, fine: str) -> int | None:
    """Where a term's words end in `fine`, None where others stand. A hashtag may part them by nothing."""
    end = 0
    for word in term.split():
        while end < len(fine) and not fine[end].isalnum():
            end += 1
        written = fine[end : end + len(word)]
        if len(written) < len(word) or not spells(word, written):
            return None
        end += len(word)
    return end


def _folded_words(written: str) -> str:
    return " ".join(map(fold, written.split()))


def outermost(places: list[Span]) -> list[Span]:
    """The places sorted, those inside a longer one left out."""
    if len(places) == 1:
        return places
    kept: list[Span] = []
    for place in sorted(set(places)):
        if kept and place[0] == kept[-1][0]:
            kept[-1] = place  # the longer of two that begin together comes later
        elif not kept or place[1] > kept[-1][1]:
            kept.append(place)
    return kept
