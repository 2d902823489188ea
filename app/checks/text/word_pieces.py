"""Which pieces of words stand in a text, of those that the patterns of a pack require (`required.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

import ahocorasick_rs

from app.checks.text.remembered import Remembered
from app.checks.text.required import NEEDS_NOTHING, Numbered, Pieces, Requirement, numbered, pieces_of

# Words whose pieces are remembered.
_REMEMBERED = 65536


class WordPieces:
    """Looks for the pieces of all these requirements."""

    def __init__(self, required: Iterable[Requirement]) -> None:
        sets = dict.fromkeys(pieces for one in required for pieces in pieces_of(one))
        self._numbers: dict[Pieces, int] = {pieces: number for number, pieces in enumerate(sets)}
        self._of_words: Remembered[str, frozenset[int]] = Remembered(self._of_word, _REMEMBERED)

    def numbered(self, requirement: Requirement) -> Numbered:
        """One of these requirements in terms of what `met` returns, for `required.holds`."""
        return numbered(requirement, self._numbers) if requirement else NEEDS_NOTHING

    def met(self, *texts: str) -> set[int]:
        """The sets of which a piece stands in a word of these texts; a word is what stands between spaces."""
        if not self._numbers:
            return set()
        words = chain.from_iterable(map(str.split, texts))
        return set().union(*map(self._of_words.__getitem__, words))

    @cached_property
    def _by_piece(self) -> dict[str, list[int]]:
        """The sets that a piece is in."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for pieces, number in self._numbers.items():
            for piece in pieces:
                found[piece].append(number)
        return found

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._by_piece, store_patterns=False)

    @cached_property
    def _by_number(self) -> list[list[int]]:
        return list(self._by_piece.values())

    def _of_word(self, word: str) -> frozenset[int]:
        """The sets that a word has a piece of."""
        found = self._automaton.find_matches_as_indexes(f" {word} ", overlapping=True)
        return frozenset().union(*(self._by_number[number] for number, _, _ in found))
