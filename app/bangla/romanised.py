"""Bangla in Latin letters, which everyone spells as they please: bhot, vot, bhoat; shongsar, songshar.

Nothing is guessed back into Bangla script. A term of a lexicon and the words of a text are folded to one
spelling of each sound, and compared; what folds together are the spellings that people use for one sound.
The one difference kept is o beside a: অ is written either way and আ never as o, so an `o` of the term may be
an `a` in the text, but not the other way (dol, dal; but bal is not bol).

All words are lower-case ASCII letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from app.bangla.english import COMMON_WORDS
from app.bangla.normalise import View
from app.bangla.suffixes import carries

_LATIN_WORD = re.compile("[a-z]+")

# In this order: later folds see what earlier ones left. Each is tried where its signs stand, which is far
# quicker to see; without a pattern it is of these themselves.
_FOLDS = [
    (signs, re.compile(pattern) if pattern else None, sound)
    for signs, pattern, sound in (
        ("u", "[oa]u(?![aeiouy])", "ou"),  # ঔ: nouka, nauka, nowka
        ("w", "[oa]w(?![aeiouy])", "ou"),
        ("oo", "", "u"),
        ("ee", "", "i"),
        ("k", "kkh|ksh", "k"),  # ক্ষ: khomota, kkhomota, kshomota
        ("ch", "chh|ch", "c"),
        ("ph", "", "f"),
        ("zh", "", "j"),
        ("h", "([bcdfgjkprst])h", r"\1"),  # the breath that many leave out: bhalo, dhaka, shob
        ("ck", "", "k"),
        ("q", "", "k"),
        ("x", "", "ks"),
        ("v", "", "b"),
        ("z", "", "j"),
        ("y", "^y", "j"),
        ("h", "(?<=[aeiou])h(?![aeiou])", ""),  # allah, alla
        ("y", "", "i"),
        ("w", "", "o"),
    )
]
_DOUBLED = re.compile(r"(.)\1+")

_CLASSIFIERS = "(?:ta|ti|gulo|guli|gula)(?:r|ke|te|i)?"
_ENDINGS = regex.compile(rf"(?:{_CLASSIFIERS}|der(?:ke)?|e?r|e?ra|ier|iera|ke|te|e|i|ie)?[io]?")
# A short word with a bare vowel behind it is another word too often: dol, doli.
_ENDINGS_OF_SHORT = regex.compile(rf"(?:{_CLASSIFIERS}|der(?:ke)?|e?r|e?ra|ke|te)[io]?")
_SHORT, _LONG = 3, 4


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """The one spelling of a word.

    >>> fold("bhot"), fold("vot"), fold("chhatro"), fold("shoirachaar")
    ('bot', 'bot', 'catro', 'soiracar')
    """
    for signs, pattern, sound in _FOLDS:
        if signs in word:
            word = pattern.sub(sound, word) if pattern else word.replace(signs, sound)
    return _DOUBLED.sub(r"\1", word)


def folded(view: View) -> View:
    """A further view with every Latin word folded; its `typed` is the text of `view`."""
    return View.of(view.text).rewritten(_LATIN_WORD, fold)


def coarse(text: str) -> str:
    """Folded text with o and a as one, length kept: equal for all spellings of a term, and a few others."""
    return text.replace("o", "a")


def spells(term: str, text: str) -> bool:
    """Whether folded `text` is a spelling of a folded term, given that they are equal when made coarse."""
    return all(one != "a" or other == "a" for one, other in zip(term, text, strict=True))


def takes(word: str, tail: str) -> bool:
    """Whether `tail`, both folded, is a chain of endings that the romanised word may carry."""
    if not tail:
        return True
    if not tail[0].isascii():
        return carries(word, tail)
    if len(word) >= _LONG:
        return _ENDINGS.fullmatch(tail) is not None
    return len(word) == _SHORT and _ENDINGS_OF_SHORT.fullmatch(tail) is not None


def is_english(word: str) -> bool:
    """Whether a word as written is a common English one, which only looks like romanised Bangla."""
    return word in COMMON_WORDS
