"""Other common spellings of the words of a term: joined and split compounds, and everyday dialect forms.

All words are in the safe view's forms (`app.bangla.normalise`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.bangla.normalise import safe
from app.bangla.suffixes import carries

# Written onto their word, or wrongly apart from it: দুর্নীতিবাজ, দুর্নীতি বাজ, দুর্নীতি-বাজ.
_BOUND = tuple(map(safe, ("কারী", "কারি", "বাজ", "বাজি", "খোর", "খোরি", "গিরি", "পন্থী", "পন্থি", "বাদী", "ওয়ালা")))
_LEAST_LETTERS = 2

# What much of the country says, and writes in comments, for the standard word. Left out is what is another
# word too: পোলা (পোলাও), ব্যাটা (ব্যাটার at cricket), হালি (four of a kind).
_DIALECT = {
    safe(standard): tuple(safe(spoken).split())
    for standard, spoken in (
        ("মেয়ে", "মাইয়া মাইয়্যা"),
        ("শালা", "হালা"),
        ("বেটা", "ব্যাডা"),
        ("বেটি", "বেডি ব্যাডি"),
        ("টাকা", "ট্যাকা"),
        ("মানুষ", "মাইনষ"),
    )
}
_STANDARD = tuple(_DIALECT)


def respellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a term with one of them spelled otherwise, each such spelling once."""
    for place, word in enumerate(words):
        if word not in _BOUND and not _others(word):
            continue
        before, after = words[:place], words[place + 1 :]
        if before and word in _BOUND:
            yield (*before[:-1], before[-1] + word, *after)
        for other in _others(word):
            yield (*before, *other, *after)


@lru_cache(maxsize=32768)  # the terms of a pack have far fewer different words than words
def _others(word: str) -> tuple[tuple[str, ...], ...]:
    return (*_split(word), *((spoken,) for spoken in _spoken(word)))


def _split(word: str) -> Iterator[tuple[str, str]]:
    for bound in _BOUND:
        stem = word.removesuffix(bound)
        if stem != word and _letters(stem) >= _LEAST_LETTERS:
            yield stem, bound


def _spoken(word: str) -> Iterator[str]:
    if not word.startswith(_STANDARD):
        return
    for standard, dialect in _DIALECT.items():
        tail = word.removeprefix(standard)
        if word.startswith(standard) and carries(standard, tail):
            yield from (spoken + tail for spoken in dialect)


def _letters(word: str) -> int:
    return sum(unicodedata.category(sign) == "Lo" for sign in word)
