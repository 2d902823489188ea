"""Where the terms of every rule of a pack stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property, lru_cache
from itertools import chain

from app.bangla.everyday import is_everyday
from app.bangla.misspelled import Speller
from app.bangla.normalise import View
from app.bangla.romanised import coarse, fold, folded, is_english, spells, takes
from app.bangla.starred import WordsByLetter, by_letter, completions
from app.bangla.suffixes import alternants, carries
from app.bangla.unhidden import unhidden
from app.bangla.verbs import is_form, starts
from app.checks.text.lexicon import Lexicon, LexiconDraft, Use
from app.checks.text.terms import Ending, Span, Term
from app.checks.text.wording import LooseWording, Wording

# Sets with a term at a place.
Match = tuple[frozenset[int], Span]

_LATIN = re.compile("[a-z]+")


class TermTable:
    """Collects the term sets of all rules; `build` makes the index."""

    def __init__(self) -> None:
        self._sets: dict[frozenset[Term], int] = {}

    def add(self, terms: Iterable[Term]) -> int:
        """The number of this set of terms in the index."""
        return self._sets.setdefault(frozenset(terms), len(self._sets))

    def build(self) -> TermIndex:
        plain, romanised = LexiconDraft(), LexiconDraft()
        for terms, number in self._sets.items():
            for term in terms:
                if term.romanised:
                    written = " ".join(term.words)
                    romanised.add(coarse(_folded_words(written)), term.ending, written, number)
                    continue
                *before, last = term.words
                verb = last if term.ending is Ending.VERB else ""
                for spelling in _spellings(last, term.ending):
                    plain.add(" ".join((*before, spelling)), term.ending, verb, number)
        return TermIndex(plain.finished(), romanised.finished())


@lru_cache(maxsize=32768)  # the terms of a pack have far fewer different words than words
def _spellings(word: str, ending: Ending) -> tuple[str, ...]:
    """What a term's last word may begin with in a text."""
    if ending is Ending.VERB:
        return starts(word)
    return (word, *alternants(word)) if ending is Ending.BANGLA else (word,)


class Places:
    """Where the terms of each set stand in a text. `found` has places by the sets that have a term there."""

    def __init__(self, found: Mapping[frozenset[int], list[Span]]) -> None:
        self._found = found
        self.term_sets = frozenset().union(*found)
        # Many a set is found that no rule asks for, so places are gathered when they are asked for.
        self._gathered: dict[int, list[Span]] = {}
        self._kept: dict[int, list[Span]] = {}  # put in order, which not all that are gathered need

    def gather(self, term_sets: Set[int]) -> None:
        """Gather the places of sets that will be asked for: of all at once is far cheaper than one by one."""
        asked = self.term_sets & term_sets
        gathered: defaultdict[int, list[Span]] = defaultdict(list)
        for sets, places in self._found.items():
            for term_set in sets & asked:
                gathered[term_set] += places
        self._gathered.update(gathered)

    @property
    def every(self) -> set[Span]:
        """The places of all sets."""
        return {place for places in self._found.values() for place in places}

    def of(self, term_set: int) -> list[Span]:
        """The places of a set, sorted, none inside another."""
        kept = self._kept.get(term_set)
        if kept is None:
            kept = self._kept[term_set] = outermost(self._of(term_set))
        return kept

    def _of(self, term_set: int) -> list[Span]:
        """The same in no order, as they were found."""
        if term_set in self._gathered:
            return self._gathered[term_set]
        if term_set not in self.term_sets:
            return []
        return [place for sets, places in self._found.items() if term_set in sets for place in places]


class TermIndex:
    """Finds the places of every term set of a pack, or of some.

    What words are hidden or misspelled is told by the terms of `spelling`, by its own where that is None.
    """

    def __init__(self, plain: Lexicon, romanised: Lexicon, spelling: TermIndex | None = None) -> None:
        self._plain = plain
        self._romanised = romanised
        self._spelling = spelling

    def only(self, term_sets: Set[int]) -> TermIndex:
        """An index of these sets alone, which takes the same words for hidden and misspelled."""
        return TermIndex(self._plain.only(term_sets), self._romanised.only(term_sets), self)

    @property
    def lexicons(self) -> tuple[Lexicon, Lexicon]:
        """Plain and romanised terms."""
        return self._plain, self._romanised

    @property
    def size(self) -> int:
        """How many terms it has, braces expanded and other spellings counted."""
        return sum(map(len, self.lexicons))

    def find(self, wording: Wording) -> Places:
        """Where the terms stand in the text that a wording is of."""
        found = self._plain.find(wording, _fits)
        for term_sets, place in self._romanised_matches(wording):
            found[term_sets].append(place)
        return Places(found)

    def unhidden(self, view: View) -> tuple[View, ...]:
        """Readings of parts of a safe view with hiding undone; their `typed` is its text."""
        spelling = self._spelling or self
        readings = tuple(unhidden(view, spelling._completions))
        corrected = (spelling._speller.corrected(reading) for reading in readings)
        return (*readings, *(one for one in corrected if one not in readings))

    def respelled(self, view: View, words: Set[str]) -> tuple[View, ...]:
        """Readings of parts of a safe view, of these words, with misspelled ones as the pack spells them."""
        return tuple((self._spelling or self)._speller.respelled(view, words))

    def find_in(self, readings: Iterable[View]) -> Places:
        """Where a safe view has terms only in these readings of its parts."""
        found: defaultdict[frozenset[int], list[Span]] = defaultdict(list)
        for reading in readings:
            wording = LooseWording(reading, reading)
            for term_sets, place in chain(self._loose_matches(wording), self._romanised_matches(wording)):
                if reading.changes(*place):
                    found[term_sets].append(reading.origin(*place))
        return Places(found)

    def _loose_matches(self, wording: LooseWording) -> Iterator[Match]:
        text, reading = wording.text, wording.view
        # Most words of a reading are as they were, which spares asking whether they fit.
        first_changed, last_changed = reading.changed_stretch()
        for last, start, last_start, words_end, uses in self._plain.candidates(wording, last_changed):
            ends = wording.tail_ends(last_start, words_end)
            place = wording.origin(start, ends[-1])
            if place[1] < first_changed or not reading.changes(*place):
                continue
            for use in uses:
                fitting = [end for end in ends if _fits(use, last, text[words_end:end])]
                if fitting:
                    yield frozenset(use.term_sets), wording.origin(start, _likeliest(fitting, text))

    def _romanised_matches(self, wording: Wording) -> Iterator[Match]:
        latin = " ".join(_LATIN.findall(wording.text))
        if not latin or not self._romanised.touches(coarse(_folded_words(latin))):
            return
        fine = wording.of(folded(wording.view))
        view = fine.view
        for _, start, last_start, words_end, uses in self._romanised.candidates(fine.recast(coarse)):
            for end in fine.tail_ends(last_start, words_end):
                place = view.origin(*fine.origin(start, end))
                for use in uses:
                    if _spelled(use, fine.text[start:end], view.typed[slice(*place)]):
                        yield frozenset(use.term_sets), place

    def _completions(self, starred: str) -> list[str]:
        return completions(starred, self._words)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._plain.words())

    @cached_property
    def _words(self) -> WordsByLetter:
        romanised = (word for uses in self._romanised.uses for use in uses for word in use.means.split())
        return by_letter((*self._plain.words(), *romanised))


def _likeliest(ends: list[int], text: str) -> int:
    """The farthest of the places where a word may end, but ও apart from it is rather the word “and”."""
    if len(ends) > 1 and ends[-1] == ends[-2] + 1 and text[ends[-1] - 1] == "ও":
        return ends[-2]
    return ends[-1]


def _fits(use: Use, word: str, tail: str) -> bool:
    """Whether a term's last `word` may be followed by `tail` up to the end of the written word."""
    ending = use.ending
    if ending is Ending.VERB:
        return is_form(use.means, word + tail)
    if not tail or ending is Ending.ANY:
        return True
    return ending is Ending.BANGLA and carries(word, tail)


def _spelled(use: Use, fine: str, typed: str) -> bool:
    """Whether `typed`, which folds to `fine`, spells the romanised term of `use`."""
    term = _folded_words(use.means)
    if not spells(term, fine[: len(term)]):
        return False
    tail = fine[len(term) :]
    if tail and use.ending is Ending.NONE:
        return False
    if use.ending is Ending.BANGLA and not takes(term.rpartition(" ")[2], tail):
        return False
    if typed.startswith(use.means):
        return True
    if " " not in use.means and is_everyday(typed) and not is_everyday(use.means):
        return False
    words = zip(use.means.split(), _LATIN.findall(typed), strict=False)
    return not any(is_english(word) and not word.startswith(own) for own, word in words)


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
