"""All terms of a pack by their words, found in one pass.

An Aho-Corasick pass over a text finds the first words of terms; only there are the words that may follow
looked at. Whether a word may go on or be spelled as it stands there is for the caller to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from app.checks.text.terms import Ending
from app.checks.text.wording import Wording


class Use(NamedTuple):
    """That words stand for terms of some sets, and how the last of them may go on there.

    `means` is the verb with `Ending.VERB`, where the words are only what its forms begin with, and the term
    as its author spelled it where that is romanised.
    """

    ending: Ending
    means: str
    term_sets: tuple[int, ...]


# Words that stand from the first to the second place of a text, and may go on there, and their uses.
Candidate = tuple[str, int, int, list[Use]]


class Lexicon:
    """`uses`: words joined by one space → what they stand for."""

    def __init__(self, uses: dict[str, list[Use]]) -> None:
        self.uses = uses
        # Words that more may follow → the words that do.
        self._goes_on: defaultdict[str, set[str]] = defaultdict(set)
        for words in uses:
            head, space, last = words.rpartition(" ")
            while space and last not in self._goes_on[head]:
                self._goes_on[head].add(last)
                head, space, last = head.rpartition(" ")
        firsts = sorted({words.partition(" ")[0] for words in uses})
        self._automaton = ahocorasick_rs.AhoCorasick(firsts, store_patterns=False) if uses else None
        self._firsts = [(first, uses.get(first), self._following_letters(first)) for first in firsts]

    def _following_letters(self, words: str) -> frozenset[str]:
        return frozenset(word[0] for word in self._goes_on.get(words, ()))

    def __bool__(self) -> bool:
        return bool(self.uses)

    def candidates(self, wording: Wording) -> Iterator[Candidate]:
        """Every place of words of the lexicon that begins where a term may, those within others too."""
        if self._automaton is None:
            return
        text, starts = wording.text, wording.starts
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start in starts:
                words, uses, letters = self._firsts[number]
                if uses:
                    yield words, start, end, uses
                # Most words of a text are followed by another letter, which spares looking further.
                following = text[end : end + 2]
                if following[:1] in letters or (following[:1] == " " and following[1:] in letters):
                    yield from self._longer(wording, start, words, end)

    def _longer(self, wording: Wording, start: int, words: str, end: int) -> Iterator[Candidate]:
        """The candidates that begin with `words`, which stand at `start` to `end` of the text, and go on."""
        text = wording.text
        place = end + 1 if text[end : end + 1] == " " else end
        if place == end and (end == len(text) or not wording.joined(start, end)):
            return
        next_words = self._goes_on[words]
        next_space = text.find(" ", place)
        for next_end in range(place + 1, (len(text) if next_space < 0 else next_space) + 1):
            if text[place:next_end] in next_words:
                longer = f"{words} {text[place:next_end]}"
                if longer in self.uses:
                    yield longer, start, next_end, self.uses[longer]
                if longer in self._goes_on:
                    yield from self._longer(wording, start, longer, next_end)
