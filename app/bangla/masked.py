"""Words with stars, figures or letters of another script for some of their letters (ভ*ট, f**k, ভ0ট, রাজাkar):
which words of a lexicon they may stand for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import regex

from app.bangla.normalise import safe_pattern
from app.bangla.suffixes import carries

WordsByLetter = dict[str, list[str]]

# A star stands for a letter with its marks, for marks alone, or for nothing.
_BANGLA_STAR = r"(?:\p{L}\p{M}*|\p{M}+)"
_LATIN_STAR = "[a-z]"
_LEAST_SEEN = 2

# Bangla letters for a Latin one within a Bangla word. An h may be the breath of the letter before it.
_VOWEL = "(?:[অ-ঔা-ৌওহ]|য়){0,2}"
_SOUNDS = {
    **dict.fromkeys("aeiouy", _VOWEL),
    **{
        sounds[0]: safe_pattern(f"[{sounds[1:]}]") + "্?"
        for sounds in (
            *("bবভ", "cচছকস", "dদধডঢ", "fফ", "gগঘঙং", "jজঝয", "kকখ", "lল", "mমং", "nনণঙঞং"),
            *("pপফ", "qকখ", "rরড়", "sসশষ", "tটঠতথ", "vভব", "wওব", "xক", "zজযঝ"),
        )
    },
    "h": "হ?",
}
# … and for a figure: what it looks like, or what its name begins with.
_LOOKS = {
    sounds[0]: f"[{sounds[1:]}]" for sounds in ("0ো০", "1ািী", "3ওোে", "5চস", "6ডভউ", "7ণবগ", "8ঃট", "9নণ")
}
_RUN = re.compile(r"\*+|\d+|[a-z]+|[^*\da-z]+")


def by_letter(words: Iterable[str]) -> WordsByLetter:
    """Words by their first code point, each once."""
    found: WordsByLetter = defaultdict(list)
    for word in dict.fromkeys(words):
        found[word[0]].append(word)
    return found


def completions(hidden: str, words: WordsByLetter) -> list[str]:
    """What a word may be of which some letters are hidden, endings included, the shortest first.

    Nothing where fewer than two letters are seen, or too few beside those hidden.
    """
    latin = hidden.replace("*", "").isascii()
    seen = sum(_is_seen(sign, latin) for sign in hidden)
    unseen = sum(sign.isascii() for sign in hidden) - (seen if latin else 0)
    if seen < max(_LEAST_SEEN, hidden.count("*"), unseen - 1):
        return []
    runs = _RUN.findall(hidden)
    end = runs.pop() if _is_shown(runs[-1], latin) else ""
    body = "".join(regex.escape(run) if _is_shown(run, latin) else _pattern(run, latin) for run in runs)
    # The last word of a term may end within what follows the last hidden letter, and an ending begin there.
    ends = "|".join(regex.escape(end[:length]) for length in range(len(end), 0, -1))
    pattern = regex.compile(f"{body}(?P<end>{ends})")
    initials = [hidden[0]] if _is_shown(runs[0], latin) else list(words)
    found: list[str] = []
    for word in (word for initial in initials for word in words.get(initial, ())):
        match = pattern.fullmatch(word)
        if match and carries(word, end[len(match["end"]) :]):
            found.append(word + end[len(match["end"]) :])
    return sorted(set(found), key=lambda word: (len(word), word))


def _is_seen(sign: str, latin: bool) -> bool:
    return "a" <= sign <= "z" if latin else unicodedata.category(sign) == "Lo"


def _is_shown(run: str, latin: bool) -> bool:
    """Whether a run of like signs stands for itself."""
    return run[0] != "*" if latin else not run[0].isascii()


def _pattern(run: str, latin: bool) -> str:
    """What a run of signs that hide letters may stand for, as a regular expression."""
    if run[0] == "*":
        return f"{_LATIN_STAR if latin else _BANGLA_STAR}{{0,{len(run)}}}"
    return "".join(_LOOKS.get(sign, r"\p{L}?") if sign.isdigit() else _SOUNDS[sign] for sign in run)
