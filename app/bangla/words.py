"""Where words and sentences begin and end in Bangla, Latin and mixed text.

Python's own `\\b` breaks Bangla words at every vowel sign; here letters, marks and numbers make a word.
The functions read the safe view (`app.bangla.normalise`), where joiners are already gone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

import regex

# A pattern of the `regex` module: Python's own has no classes of marks, without which words of Bangla, Chakma
# and their like fall apart.
WORD = r"[\p{L}\p{M}\p{N}\u200c\u200d]+"
_WORD = regex.compile(WORD)

# A dot after one of these does not end a sentence: titles, initials spelt out, units, English short forms.
_ABBREVIATIONS = frozenset(
    word
    for line in (
        "ডা ডঃ মো মোঃ মু মোসা মোছা মি মিসেস প্রফে অধ্যা ইঞ্জি অ্যাড এড লি নং খ্রি সহ অতি অব প্র লে ব্রি রেজি তাং সাং পিং",
        "এম কে এস জে আর এইচ এন ডি বি পি জি সি টি",
        "mr mrs ms dr md prof engr adv st no vs etc eg ie ltd co inc govt dept approx tk fig",
        "ass asst addl jt dy dir secy gen hon rev sr jr capt maj col lt brig supt insp mst regd",
        "jan feb mar apr jun jul aug sep sept oct nov dec",
    )
    for word in line.split()
)
_END = regex.compile(r"[।॥?!…\n]+[\"')\]]*|(?P<dot>\.)[\"')\]]*(?=\s|$)")
_BEFORE_DOT = regex.compile(r"[\p{L}\p{M}\p{N}.]*$")


@lru_cache(maxsize=4096)
def is_word_sign(sign: str) -> bool:
    """Whether one code point is part of a word: a letter, mark, number or joiner."""
    return sign in "\u200c\u200d" or unicodedata.category(sign)[0] in "LMN"


# Words and other signs of a text, and the same of texts in Bangla and plain English alone: Python's own
# patterns take half the time.
_WORD_OR_SIGN = regex.compile(rf"({WORD}|\S)")
_COMMON_SIGNS = "".join(filter(is_word_sign, map(chr, (*range(0x80), *range(0x980, 0xA00), 0x200C, 0x200D))))
_COMMON_WORD_OR_SIGN = re.compile(rf"([{_COMMON_SIGNS}]+|\S)")
_COMMON_WORD = re.compile(f"[{_COMMON_SIGNS}]+")
_UNCOMMON = re.compile("[^\x00-\x7f।॥\u0980-\u09ff\u2000-\u206f]")


def words_and_signs(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Every word, and every sign but space that belongs to none, in order: where they stand, and what."""
    pattern = _WORD_OR_SIGN if _UNCOMMON.search(text) else _COMMON_WORD_OR_SIGN
    # Space and word in turns; without a loop of Python's own over each word.
    parts: list[str] = pattern.split(text)
    ends = list(accumulate(map(len, parts)))
    return list(zip(ends[:-1:2], ends[1::2], strict=True)), parts[1::2]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every word, in order."""
    return [match.span() for match in _WORD.finditer(text)]


def written_words(text: str) -> list[str]:
    """Every word, in order."""
    return _WORD.findall(text)


def is_one_word(text: str) -> bool:
    """Whether a text is one word and nothing else."""
    return _COMMON_WORD.fullmatch(text) is not None or _WORD.fullmatch(text) is not None


def word_end(text: str, place: int) -> int:
    """Where the word running through `place` ends; `place` itself if no word goes on there."""
    match = _WORD.match(text, place)
    return match.end() if match else place


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences in order, each with its end sign; together they cover the text without gaps.

    Ended by । ॥ ? ! … and line ends, and by a full stop before a space unless it follows an abbreviation.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match["dot"] and _is_abbreviation(text, start, match.start()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    match = _BEFORE_DOT.search(text, max(start, dot - 20), dot)
    word = match.group() if match else ""
    if word.endswith("."):  # dots to trail off with
        return False
    if "." in word:  # e.g., এ.কে.এম.
        return all(len(part) <= 3 for part in word.split("."))
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
