"""Where the terms of every rule of a pack stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from app.bangla.normalise import View
from app.bangla.romanised import coarse, fold, folded, is_english, spells, takes
from app.bangla.starred import WordsByLetter, by_letter, completions
from app.bangla.suffixes import alternants, carries
from app.bangla.unhidden import unhidden
from app.bangla.verbs import is_form, starts
from app.checks.text.lexicon import Lexicon, Use
from app.checks.text.terms import Ending, Span, Term
from app.checks.text.wording import LooseWording, Wording

_LATIN = re.compile("[a-z]+")


class TermTable:
    """Collects the term sets of all rules; `build` makes the index."""

    def __init__(self) -> None:
        self._sets: dict[frozenset[Term], int] = {}

    def add(self, terms: Iterable[Term]) -> int:
        """The number of this set of terms in the index."""
        return self._sets.setdefault(frozenset(terms), len(self._sets))

    def build(self) -> TermIndex:
        plain: dict[str, list[Use]] = defaultdict(list)
        romanised: dict[str, list[Use]] = defaultdict(list)
        for terms, number in self._sets.items():
            for term in terms:
                if term.romanised:
                    written = " ".join(term.words)
                    romanised[coarse(_folded_words(written))].append(Use(number, term.ending, written))
                else:
                    _register(term, number, plain)
        return TermIndex(Lexicon(dict(plain)), Lexicon(dict(romanised)))


def _register(term: Term, number: int, uses: dict[str, list[Use]]) -> None:
    *before, last = term.words
    verb = last if term.ending is Ending.VERB else ""
    for spelling in _spellings(last, term.ending):
        uses[" ".join((*before, spelling))].append(Use(number, term.ending, verb))


def _spellings(word: str, ending: Ending) -> tuple[str, ...]:
    """What a term's last word may begin with in a text."""
    if ending is Ending.VERB:
        return starts(word)
    return (word, *alternants(word)) if ending is Ending.BANGLA else (word,)


class TermIndex:
    """Finds the places of every term set of a pack."""

    def __init__(self, plain: Lexicon, romanised: Lexicon) -> None:
        self._plain = plain
        self._romanised = romanised

    @property
    def lexicons(self) -> tuple[Lexicon, Lexicon]:
        """Plain and romanised terms."""
        return self._plain, self._romanised

    def find(self, view: View) -> dict[int, list[Span]]:
        """Term set → places in `view.text`, sorted, none inside another. Sets not found are absent."""
        return _by_set(self._matches(Wording(view)))

    def find_hidden(self, view: View) -> dict[int, list[Span]]:
        """The same of the terms that a safe view only has when hiding is undone."""
        return _by_set(
            (term_set, reading.origin(*place))
            for reading in unhidden(view, self._completions)
            for term_set, place in self._matches(LooseWording(reading))
            if reading.text[slice(*place)] != reading.typed[slice(*reading.origin(*place))]
        )

    def _matches(self, wording: Wording) -> Iterator[tuple[int, Span]]:
        for candidate in self._plain.candidates(wording):
            last = candidate.words.rpartition(" ")[2]
            ends = wording.tail_ends(candidate.end)
            for use in candidate.uses:
                for end in ends:
                    if _fits(use, last, wording.text[candidate.end : end]):
                        yield use.term_set, wording.origin(candidate.start, end)
                        break
        if self._romanised and _LATIN.search(wording.text):
            yield from self._romanised_matches(folded(wording.view))

    def _romanised_matches(self, view: View) -> Iterator[tuple[int, Span]]:
        """Matches in a folded view, as places of the text it is a view of."""
        fine = Wording(view)
        for candidate in self._romanised.candidates(fine.recast(coarse)):
            (end,) = fine.tail_ends(candidate.end)
            place = view.origin(*fine.origin(candidate.start, end))
            for use in candidate.uses:
                if _spelled(use, fine.text[candidate.start : end], view.typed[slice(*place)]):
                    yield use.term_set, place

    def _completions(self, starred: str) -> list[str]:
        return completions(starred, self._words)

    @cached_property
    def _words(self) -> WordsByLetter:
        return by_letter(word for words in self._plain.uses for word in words.split(" "))


def _by_set(matches: Iterable[tuple[int, Span]]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for term_set, place in matches:
        found[term_set].append(place)
    return {number: outermost(places) for number, places in found.items()}


def _fits(use: Use, word: str, tail: str) -> bool:
    """Whether a term's last `word` may be followed by `tail` up to the end of the written word."""
    if use.ending is Ending.VERB:
        return is_form(use.means, word + tail)
    if not tail or use.ending is Ending.ANY:
        return True
    return use.ending is Ending.BANGLA and carries(word, tail)


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
    words = zip(use.means.split(), _LATIN.findall(typed), strict=False)
    return not any(is_english(word) and not word.startswith(own) for own, word in words)


def _folded_words(written: str) -> str:
    return " ".join(map(fold, written.split()))


def outermost(places: list[Span]) -> list[Span]:
    """The places sorted, those inside a longer one left out."""
    kept: list[Span] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
