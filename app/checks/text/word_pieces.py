"""Which pieces of words stand in a text, of those that the patterns of a pack require (`required.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import ahocorasick_rs

from app.checks.text.bits import joined
from app.checks.text.remembered import Remembered
from app.checks.text.required import NEEDS_NOTHING, Numbered, Pieces, Requirement, numbered, pieces_of

# Words whose pieces are remembered.
_REMEMBERED = 65536


class WordPieces:
    """Looks for the pieces of all these requirements."""

    def __init__(self, required: Iterable[Requirement]) -> None:
        sets = dict.fromkeys(pieces for one in required for pieces in pieces_of(one))
        self._bits: dict[Pieces, int] = {pieces: 1 << number for number, pieces in enumerate(sets)}
        self._of_words: Remembered[str, int] = Remembered(self._of_word, _REMEMBERED)

    def numbered(self, requirement: Requirement) -> Numbered:
        """One of these requirements in terms of what `met` returns, for `required.holds`."""
        return numbered(requirement, self._bits) if requirement else NEEDS_NOTHING

    def met(self, text: str) -> int:
        """The sets of which a piece stands in a word of a text; a word is what stands between spaces."""
        return joined(map(self._of_words.__getitem__, text.split())) if self._bits else 0

    @cached_property
    def _by_piece(self) -> dict[str, int]:
        """The sets that a piece is in."""
        found: defaultdict[str, int] = defaultdict(int)
        for pieces, bit in self._bits.items():
            for piece in pieces:
                found[piece] |= bit
        return found

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._by_piece, store_patterns=False)

    @cached_property
    def _by_number(self) -> list[int]:
        return list(self._by_piece.values())

    def _of_word(self, word: str) -> int:
        """The sets that a word has a piece of."""
        found = self._automaton.find_matches_as_indexes(f" {word} ", overlapping=True)
        return joined(self._by_number[number] for number, _, _ in found)
