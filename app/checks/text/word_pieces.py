"""Which pieces of words stand in a text, of those that the patterns of a pack require (`required.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import ahocorasick_rs

from app.checks.text.required import Pieces, Requirement, pieces_of

# Words whose pieces are remembered: posts are made of the same few thousand.
_REMEMBERED = 65536


class WordPieces:
    """Looks for the pieces of all these requirements."""

    def __init__(self, required: Iterable[Requirement]) -> None:
        self._sets = {pieces for one in required for pieces in pieces_of(one)}
        self._of_words: dict[str, frozenset[Pieces]] = {}

    @cached_property
    def _by_piece(self) -> dict[str, list[Pieces]]:
        """The sets that a piece is in."""
        found: defaultdict[str, list[Pieces]] = defaultdict(list)
        for pieces in self._sets:
            for piece in pieces:
                found[piece].append(pieces)
        return found

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._by_piece, store_patterns=False)

    @cached_property
    def _by_number(self) -> list[list[Pieces]]:
        return list(self._by_piece.values())

    def met(self, text: str) -> frozenset[Pieces]:
        """The sets of which a piece stands in a word of a text; a word is what stands between spaces."""
        if not self._sets:
            return frozenset()
        of_words = self._of_words
        return frozenset().union(*(of_words.get(word) or self._of_word(word) for word in set(text.split())))

    def _of_word(self, word: str) -> frozenset[Pieces]:
        """The sets that a word has a piece of, remembered for the next time."""
        known = self._of_words.get(word)
        if known is None:
            found = self._automaton.find_matches_as_indexes(f" {word} ", overlapping=True)
            known = frozenset(pieces for number, _, _ in found for pieces in self._by_number[number])
            if len(self._of_words) >= _REMEMBERED:
                self._of_words.clear()
            self._of_words[word] = known
        return known
