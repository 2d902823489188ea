"""Texts folded for comparing what stands on a page with what was approved.

Folded away is what a platform changes or a reader does not see: the forms of letters, spaces, line ends,
signs between words, small and capital letters. No word is: an added link or hashtag is another text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

import regex

from app.bangla.normalise import safe

_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LONGEST_COMPARED = 2_000  # words: what is longer is compared by how often each occurs


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _BETWEEN.sub(" ", safe(text).casefold()).split()


def fold_of(words: Sequence[str]) -> str:
    """The SHA-256 of folded words: equal for texts that say the same. "" for no words at all."""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest() if words else ""


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of two texts is the same in the same order, 0 to 1."""
    if not one or not other:
        return 0.0
    if max(len(one), len(other)) > _LONGEST_COMPARED:
        common = sum((Counter(one) & Counter(other)).values())
        return 2 * common / (len(one) + len(other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def marks(words: Sequence[str]) -> tuple[int, ...]:
    """Eight numbers by which texts that share words find each other (least hashes of their words).

    Two texts whose words are half the same share one of them in 99.6 of 100 cases.
    """
    if not words:
        return ()
    numbers = [
        int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        for word in set(words)
    ]
    return tuple(min((number ^ salt) * _ODD & _ALL for number in numbers) for salt in _SALTS)


_ODD, _ALL = 0x9E3779B97F4A7C15, (1 << 64) - 1
_SALTS = tuple(int.from_bytes(hashlib.blake2b(bytes([n]), digest_size=8).digest(), "big") for n in range(8))
