"""Is the institution's name on a banner (6.1.a)? Found, not found, or could not read: never a guess.

A name is found only where each of its words was read, in order, none of them further off than reading
errors go: "মধুখালী" is not "মধুপুর".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from app.bangla.words import word_spans
from app.checks.photo.reader import Reading

# Of a word's letters that may be misread; shorter words than `_SHORT` must be read exactly.
_MISREAD = 0.25
_SHORT = 4
# A word this near to one of the name's may be part of it, badly read.
_RESEMBLES = 0.5
# So many words read for sure, none of them like the name's: then the name does not stand there.
_ENOUGH = 6


class Answer(StrEnum):
    """Whether a name stands on a banner; `UNREAD` where too little could be read to say no."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNREAD = "unread"


def look_for(names: Sequence[str], readings: Sequence[Reading]) -> Answer:
    """Look for any of an institution's names (Bangla, English) in what was read on a banner, way by way."""
    ways = [[word for one in read for word in _words(one.text)] for read in readings]
    wanted = [words for name in names if (words := _words(name))]
    if any(_follow(words, there) for words in wanted for there in ways):
        return Answer.FOUND
    if not wanted:
        return Answer.UNREAD
    long = {part for words in wanted for part in words if len(part) >= _SHORT}
    resembling = (_off(part, word) <= _RESEMBLES for part in long for there in ways for word in there)
    if any(len(there) >= _ENOUGH for there in ways) and not any(resembling):
        return Answer.NOT_FOUND
    return Answer.UNREAD


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text).casefold()
    return [text[start:end] for start, end in word_spans(text)]


def _follow(name: Sequence[str], there: Sequence[str]) -> bool:
    """Whether the name's words stand in a row somewhere, with at most one stray word between two of them."""
    for start in range(len(there)):
        at, missing = start, list(name)
        strays = 0
        while missing and at < len(there) and strays <= 1:
            if _read_as(missing[0], there[at]):
                missing.pop(0)
                strays = 0
            elif at == start:
                break
            else:
                strays += 1
            at += 1
        if not missing:
            return True
    return False


def _read_as(wanted: str, word: str) -> bool:
    return wanted == word if len(wanted) < _SHORT else _off(wanted, word) <= _MISREAD


def _off(wanted: str, word: str) -> float:
    """Edits from one word to the other (Levenshtein), as a share of the wanted word's length."""
    row = list(range(len(word) + 1))
    for i, letter in enumerate(wanted, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(word, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1] / len(wanted)
