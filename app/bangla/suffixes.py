"""Bangla inflection endings and their chains, anchored to a known word.

No stemming: a stemmer makes সরক of সরকার. The question here is only whether what follows a word of a
lexicon, up to the end of the written word, is an ending that word may carry. Endings depend on the word's
last letter (নৌকার, but দলের), so that বাল does not reach into বালা or বালক.

Both words and endings are in the safe view's forms (`app.bangla.normalise`).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from app.bangla.normalise import safe, safe_pattern


def _chain(endings: str) -> regex.Pattern[str]:
    return regex.compile(safe_pattern(endings))


_VOWEL_SIGNS = "ািীুূৃেৈোৌ"
_TAKES_RA = safe("রটড়")
_VOWELS = "অআইঈউঊঋএঐওঔ"

# Case endings after a vowel, and after a consonant.
_AFTER_VOWEL = "র|য়|তে|কে|রে"
_AFTER_CONSONANT = "ের|ে|কে|েরে"

# Classifiers and collectives, each with the case endings that may follow it.
_CLASSIFIERS = (
    f"(?:টি|টা|ডা|ডি|টুকু|টুকুন|খান|খানা|খানি|গুলো|গুলি|গুলা|গুলান|গুলিন|গুইন)(?:{_AFTER_VOWEL})?"
    f"|(?:সমূহ|গণ|বৃন্দ|বর্গ|মণ্ডল|সমাজ|মহল)(?:{_AFTER_CONSONANT})?"
    f"|মণ্ডলী(?:{_AFTER_VOWEL})?"
    "|দের(?:কে|রে|টা)?|দেরে|গো(?:রে|র|কে)?|দিগ(?:কে|ের)|রার(?:ে)?"
)
_EMPHASIS = "(?:ই|ও)?"

_VOWEL_CHAIN = f"(?:{_CLASSIFIERS}|রা|{_AFTER_VOWEL}|য়ে|য়ের|য়েরা|য়েদের(?:কে)?|এর|এরা)?{_EMPHASIS}"
_CONSONANT_CHAIN = f"(?:{_CLASSIFIERS}|েরা|েদের(?:কে)?|{_AFTER_CONSONANT}|এর|এরা|এ)?{_EMPHASIS}"

_ENDINGS = {
    "vowel": _chain(_VOWEL_CHAIN),
    "consonant": _chain(_CONSONANT_CHAIN),
    # -রা beside -েরা: শিক্ষকরা, রাজাকাররা, মূর্খরা, ছোটরা; not after short words (কাম and কামরা). -রে is dialect.
    "plural in রা": _chain(f"র[াে]{_EMPHASIS}|{_CONSONANT_CHAIN}"),
    # ং, ঁ and ঃ take either kind: মিটিংয়ের, মিটিংএর; and so do words in Latin letters: BNPর, Facebookের.
    "either": _chain(f"{_VOWEL_CHAIN}|{_CONSONANT_CHAIN}"),
    # One letter and an ending make another word too often: মা and মাটি, পা and পাতে.
    "short": _chain(f"(?:কে|য়ের|য়েরা|য়েদের(?:কে)?){_EMPHASIS}"),
}

# Romanised endings. Those that make English words of English ones (-e, -r after e, -o and -i after a
# consonant) are left out: vote + r, human + e.
_ROMAN_CLASSIFIERS = "(?:ta|ti|gulo|guli|gula)(?:r|ke|te|y)?|der(?:ke)?"
_ROMAN_VOWEL = _chain(f"(?:{_ROMAN_CLASSIFIERS}|r|ke|te|ra|y|ye|yer|yera)?[io]?")
_ROMAN_CONSONANT = _chain(f"(?:(?:{_ROMAN_CLASSIFIERS}|er|ke|era)[io]?)?")
_ROMAN_AFTER_E = _chain(f"(?:(?:{_ROMAN_CLASSIFIERS}|ke|ra)[io]?)?")
_ROMAN_SHORTEST = 4


@lru_cache(maxsize=16384)
def carries(word: str, tail: str) -> bool:
    """Whether `tail`, the rest of the written word after the lexicon's `word`, is a chain of endings.

    An empty tail is the bare word and always fits.
    """
    if not tail:
        return True
    if not word:
        return False
    if "a" <= tail[0] <= "z":
        return _carries_roman(word, tail)
    return _ENDINGS[_kind(word)].fullmatch(tail) is not None


def alternants(word: str) -> tuple[str, ...]:
    """Other shapes the word's stem takes before an ending that begins with a vowel: ভবিষ্যৎ, ভবিষ্যতের.

    ৎ is ত্ in the safe view and loses its hasanta; a final ং may be ঙ (রং, রঙের).
    """
    if word.endswith("ত্"):
        return (word[:-1],)
    if word.endswith("ং") and len(word) > 1:
        return (word[:-1] + "ঙ",)
    return ()


@lru_cache(maxsize=8192)
def _kind(word: str) -> str:
    last = word[-1]
    if last.isascii() or last in "ংঁঃ":
        return "either"
    letters = sum(unicodedata.category(sign) == "Lo" for sign in word)
    if letters < 2:
        return "short"
    if last in _VOWEL_SIGNS or last in _VOWELS:
        return "vowel"
    if letters > 2 or last in _TAKES_RA or word[-2:-1] == "্":
        return "plural in রা"
    return "consonant"


def _carries_roman(word: str, tail: str) -> bool:
    last = word[-1]
    if not ("a" <= last <= "z") or len(word) < _ROMAN_SHORTEST:
        return False
    if last == "e":
        return _ROMAN_AFTER_E.fullmatch(tail) is not None
    if last in "aiouy":
        return _ROMAN_VOWEL.fullmatch(tail) is not None
    return _ROMAN_CONSONANT.fullmatch(tail) is not None
