"""All terms of a pack by their words, found in one pass.

An Aho-Corasick pass over a text finds the first words of terms; only there are the words that may follow,
word boundaries and inflection looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ahocorasick_rs

from app.bangla.suffixes import alternants, carries
from app.bangla.verbs import is_form, starts
from app.checks.text.terms import Ending, Term
from app.checks.text.wording import Wording


class Use(NamedTuple):
    """That words stand for a term of a set, and how the last of them may go on there.

    With `Ending.VERB` the last word is only what forms of `verb` begin with.
    """

    term_set: int
    ending: Ending
    verb: str = ""

    def fits(self, word: str, tail: str) -> bool:
        """Whether the term's last `word` may be followed by `tail` up to the end of the written word."""
        if self.ending is Ending.VERB:
            return is_form(self.verb, word + tail)
        if not tail or self.ending is Ending.ANY:
            return True
        return self.ending is Ending.BANGLA and carries(word, tail)


class Match(NamedTuple):
    """A term of a set from `start` to `end` of a wording's text."""

    term_set: int
    start: int
    end: int


class Lexicon:
    """Words joined by one space → what they stand for."""

    def __init__(self, uses: dict[str, list[Use]]) -> None:
        self._uses = uses
        # Words that more may follow → the letters that those begin with, which spares most looking further.
        self._goes_on: dict[str, set[str]] = defaultdict(set)
        for words in uses:
            space = words.find(" ")
            while space >= 0:
                self._goes_on[words[:space]].add(words[space + 1])
                space = words.find(" ", space + 1)
        self._firsts = sorted({words.partition(" ")[0] for words in uses})
        self._automaton = ahocorasick_rs.AhoCorasick(self._firsts, store_patterns=False) if uses else None

    def matches(self, wording: Wording) -> Iterator[Match]:
        """Every term in the text, those that lie within others too."""
        if self._automaton is None:
            return
        for first, start, end in self._automaton.find_matches_as_indexes(wording.text, overlapping=True):
            if wording.begins(start):
                yield from self._going_on(wording, start, self._firsts[first], end)

    def _going_on(self, wording: Wording, start: int, words: str, end: int) -> Iterator[Match]:
        """The terms that begin with `words`, which stand at `start` to `end` of the text."""
        text = wording.text
        if words in self._uses:
            last = words.rpartition(" ")[2]
            tail_end = wording.tail_end(end)
            for use in self._uses[words]:
                if use.fits(last, text[end:tail_end]):
                    yield Match(use.term_set, start, tail_end)
        if words not in self._goes_on:
            return
        place = end + 1 if text[end : end + 1] == " " else end
        if text[place : place + 1] not in self._goes_on[words]:
            return
        if place == end and not wording.joined(start, end):
            return
        next_space = text.find(" ", place)
        for next_end in range(place + 1, (len(text) if next_space < 0 else next_space) + 1):
            longer = f"{words} {text[place:next_end]}"
            if longer in self._uses or longer in self._goes_on:
                yield from self._going_on(wording, start, longer, next_end)


def gather(term_sets: Iterable[Iterable[Term]]) -> Lexicon:
    """The lexicon of term sets, which are numbered in order from 0."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for number, terms in enumerate(term_sets):
        for term in terms:
            *before, last = term.words
            verb = last if term.ending is Ending.VERB else ""
            for spelling in _spellings(last, term.ending):
                uses[" ".join((*before, spelling))].append(Use(number, term.ending, verb))
    return Lexicon(dict(uses))


def _spellings(word: str, ending: Ending) -> tuple[str, ...]:
    """What a term's last word may begin with in a text."""
    if ending is Ending.VERB:
        return starts(word)
    return (word, *alternants(word)) if ending is Ending.BANGLA else (word,)
