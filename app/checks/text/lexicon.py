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
    """That words stand for a term of a set, and how the last of them may go on there.

    `means` is the verb with `Ending.VERB`, where the words are only what its forms begin with, and the term
    as its author spelled it where that is romanised.
    """

    term_set: int
    ending: Ending
    means: str = ""


class Candidate(NamedTuple):
    """Words that stand from `start` to `end` of a wording's text, and may go on there, and their uses."""

    words: str
    start: int
    end: int
    uses: list[Use]


class Lexicon:
    """`uses`: words joined by one space → what they stand for."""

    def __init__(self, uses: dict[str, list[Use]]) -> None:
        self.uses = uses
        # Words that more may follow → the letters that those begin with, which spares most looking further.
        self._goes_on: dict[str, set[str]] = defaultdict(set)
        for words in uses:
            head, space, last = words.rpartition(" ")
            while space and last[0] not in self._goes_on[head]:
                self._goes_on[head].add(last[0])
                head, space, last = head.rpartition(" ")
        self._firsts = sorted({words.partition(" ")[0] for words in uses})
        self._automaton = ahocorasick_rs.AhoCorasick(self._firsts, store_patterns=False) if uses else None

    def __bool__(self) -> bool:
        return bool(self.uses)

    def candidates(self, wording: Wording) -> Iterator[Candidate]:
        """Every place of words of the lexicon that begins where a term may, those within others too."""
        if self._automaton is None:
            return
        for number, start, end in self._automaton.find_matches_as_indexes(wording.text, overlapping=True):
            if wording.begins(start):
                first = self._firsts[number]
                if first in self.uses:
                    yield Candidate(first, start, end, self.uses[first])
                if first in self._goes_on:
                    yield from self._going_on(wording, start, first, end)

    def _going_on(self, wording: Wording, start: int, words: str, end: int) -> Iterator[Candidate]:
        """The candidates that begin with `words`, which stand at `start` to `end` of the text, and go on."""
        text = wording.text
        place = end + 1 if text[end : end + 1] == " " else end
        if text[place : place + 1] not in self._goes_on[words]:
            return
        if place == end and not wording.joined(start, end):
            return
        next_space = text.find(" ", place)
        for next_end in range(place + 1, (len(text) if next_space < 0 else next_space) + 1):
            longer = f"{words} {text[place:next_end]}"
            if longer in self.uses:
                yield Candidate(longer, start, next_end, self.uses[longer])
            if longer in self._goes_on:
                yield from self._going_on(wording, start, longer, next_end)
