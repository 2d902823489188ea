"""Bangla words in plain Latin letters, always the same way, for places that take ASCII only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_VOWELS = _table("অ o আ a ই i ঈ i উ u ঊ u ঋ ri এ e ঐ oi ও o ঔ ou")
_SIGNS = _table("া a ি i ী i ু u ূ u ৃ ri ে e ৈ oi ো o ৌ ou")
_CONSONANTS = _table(
    "ক k খ kh গ g ঘ gh ঙ ng চ ch ছ chh জ j ঝ jh ঞ n ট t ঠ th ড d ঢ dh ণ n ত t থ th দ d ধ dh ন n "
    "প p ফ f ব b ভ bh ম m য j র r ল l শ sh ষ sh স s হ h"
)
_DOTTED = _table("ড r ঢ rh য y")  # with a dot below
_OTHER = {"ং": "ng", "ৎ": "t", "ঃ": "", "ঁ": ""}
_NO_CONSONANTS = _VOWELS | _OTHER
_OPEN = ("a", "e", "i", "o", "u")
_HASANTA, _DOT = "\u09cd", "\u09bc"
_LETTER = re.compile(f"(.)({_DOT})?({_HASANTA}|[{''.join(_SIGNS)}])?", re.DOTALL)


def in_latin(word: str) -> str:
    """A word as Latin letters, the way Bangladesh mostly writes names.

    The vowel that no letter shows is o: silent at the end of a word, and where a vowel stands before the
    consonant and a syllable with a vowel of its own follows. Signs that are no Bangla letters stay.

    >>> in_latin("শাপলা"), in_latin("নদী"), in_latin("গল্প"), in_latin("পাহাড়"), in_latin("বই")
    ('shapla', 'nodi', 'golpo', 'pahar', 'boi')
    """
    written, joined = "", False
    letters = _LETTER.findall(unicodedata.normalize("NFC", word))
    for place, (letter, dot, sign) in enumerate(letters, start=1):
        consonant = _CONSONANTS.get(letter)
        if consonant is None:
            written += _NO_CONSONANTS.get(letter, letter) + _SIGNS.get(sign, "")
            joined = False
            continue
        if sign:
            vowel = _SIGNS.get(sign, "")
        else:
            vowel = "" if not joined and _silent(letters[place : place + 1], written) else "o"
        if dot and letter in _DOTTED:
            consonant = _DOTTED[letter]
        elif joined and letter == "য":
            consonant = "y"
        written += consonant + vowel
        joined = sign == _HASANTA
    return written


def _silent(following: Sequence[tuple[str, str, str]], before: str) -> bool:
    """Whether a consonant without a vowel sign between what is written and a letter is spoken without one."""
    if not following:
        return True
    letter, _, sign = following[0]
    return sign in _SIGNS and letter in _CONSONANTS and before[-1:] in _OPEN
