"""Words with stars for some of their letters (ভ*ট, f**k): which words of a lexicon they may stand for."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import regex

from app.bangla.suffixes import carries

WordsByLetter = dict[str, list[str]]

_STARS = regex.compile(r"\*+")
# A star stands for a letter with its marks, for marks alone, or for nothing.
_BANGLA_STAR = r"(?:\p{L}\p{M}*|\p{M}+)"
_LATIN_STAR = "[a-z]"
_LEAST_SEEN = 2


def by_letter(words: Iterable[str]) -> WordsByLetter:
    """Words by their first code point, each once."""
    found: WordsByLetter = defaultdict(list)
    for word in dict.fromkeys(words):
        found[word[0]].append(word)
    return found


def completions(starred: str, words: WordsByLetter) -> list[str]:
    """What a word that begins and ends with letters may be, endings included, the shortest first.

    Nothing where fewer than two letters are seen, or fewer than there are stars.
    """
    seen = sum(unicodedata.category(sign) == "Lo" or "a" <= sign <= "z" for sign in starred)
    if seen < max(_LEAST_SEEN, starred.count("*")):
        return []
    head, end = starred.rsplit("*", 1)
    star = _LATIN_STAR if starred[0].isascii() else _BANGLA_STAR
    parts = _STARS.split(head + "*")
    runs = [len(run) for run in _STARS.findall(head + "*")]
    hidden = "".join(f"{regex.escape(part)}{star}{{0,{run}}}" for part, run in zip(parts, runs, strict=False))
    # The last word of a term may end within what follows the last star, and an ending begin there.
    ends = "|".join(regex.escape(end[:length]) for length in range(len(end), 0, -1))
    pattern = regex.compile(f"{hidden}(?P<end>{ends})")
    found: list[str] = []
    for word in words.get(starred[0], ()):
        match = pattern.fullmatch(word)
        if match and carries(word, end[len(match["end"]) :]):
            found.append(word + end[len(match["end"]) :])
    return sorted(found, key=lambda word: (len(word), word))
