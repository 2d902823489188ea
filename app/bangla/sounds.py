"""What a word sounds like, roughly, in Bangla script or in Latin letters: চোর and chor are one.

A key to compare words across scripts by, not to be shown: it says nothing of breath (k, kh), of long and
doubled sounds, and has o as a, since those who type Bangla in Latin letters write either.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.bangla.latin import in_latin
from app.bangla.romanised import coarse, fold

_BANGLA = re.compile("[\u0980-\u09ff]")
_LATIN = re.compile("[a-z]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """The key of a word of the safe view; the word itself where it is in neither script alone.

    >>> sound_of("chor"), sound_of("চোর"), sound_of("bhalobasha"), sound_of("ভালোবাসা")
    ('car', 'car', 'balabasa', 'balabasa')
    """
    spelled = in_latin(word) if _BANGLA.search(word) else word
    if not _LATIN.fullmatch(spelled):
        return word
    return _DOUBLED.sub(r"\1", coarse(fold(spelled)).replace("ng", "n").replace("h", "").replace("ia", "a"))
