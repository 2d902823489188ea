"""Words that look as if they hid something: they tell `deobfuscation` which parts to read a second time.

Looking for every kind of disguise takes longer than anything else that is done to a clean text, and hardly a
word of one looks hidden. So each word (what stands between spaces) is examined once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.bangla.lookalikes import FOREIGN
from app.bangla.split_words import LETTER, Span, gaps_within, lone_pieces, torn_pieces

BANGLA = "\u0980-\u09e3"
# Nothing is read in an address.
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@])@[\w.]+"
    r"|[\w.+@-]{1,80}\.(?:com|org|net|gov|edu|info|bd|int|io|pdf|docx?|xlsx?|jpe?g|png)\b(?:/\S*)?"
)

# `split_words` looks for gaps within words and between their pieces.
_PATTERNS = (
    re.compile(f"([{LETTER}])\\1\\1|([\u0981-\u0983\u09be-\u09cd])\\2"),
    re.compile("([আইঈউঊএওঅঔ])\\1|ইঈ|উঊ|ওঅ"),
    re.compile(f"(?:^|[^{LETTER}])[\u0981-\u0983\u09be-\u09cd]"),
    re.compile(f"(?<![0-9])[0-9]+(?=[\u09be-\u09cd])|(?<=[{BANGLA}])[0-9]+(?=[{BANGLA}])"),
    re.compile(r"[@$!|0-9+][a-z]|[a-z][@$|0-9+]"),
    re.compile(f"[a-z][{BANGLA}]|[{BANGLA}][a-z]"),
    re.compile(f"[*{FOREIGN}]"),
)
# Most words by far: signs of Bangla as they ought to stand, two at least, and no vowel beside another; or
# Latin letters that are no torn piece; and a mark behind them. Nothing in these looks hidden but letters
# repeated.
_CONSONANT = "[\u0995-\u09b9\u09dc\u09dd\u09df]"
_SIGN = f"{_CONSONANT}(?:\u09cd{_CONSONANT})*[\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc]?[\u0981-\u0983]?"
_VOWEL = "[\u0985-\u0994]?"
_ORDINARY = re.compile(
    f"(?:{_VOWEL}{_SIGN}(?:{_VOWEL}{_SIGN})+{_VOWEL}|[a-z]{{4,}}|[a-z]{{0,2}}[aeiouy][a-z]|[a-z][aeiouy])"
    "[।,;:.!?)]?"
)
_REPEATED = _PATTERNS[0]
# Words in which nothing looked hidden: posts are made of the same few thousand.
_innocent: set[str] = set()
_REMEMBERED = 65536
# Pieces of a word taken apart stand no farther from one another.
_FARTHEST = 3


def suspicious_spans(text: str) -> Iterator[Span]:
    """The places in the text of a safe view that look hidden, unsorted."""
    words = text.split()
    doubtful = {word for word in set(words) - _innocent if not _is_innocent(word)}
    if not doubtful:
        return
    stretches: list[Span] = []
    end = 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        if word in doubtful:
            if stretches and start - stretches[-1][1] <= _FARTHEST:
                start, _ = stretches.pop()
            stretches.append((start, end))
    for start, end in stretches:
        for pattern in _PATTERNS:
            # The space before a word is part of some.
            yield from (match.span() for match in pattern.finditer(text, max(0, start - 1), end))
        yield from gaps_within(text, start, end)
        yield from torn_pieces(text, start, end)


def _is_innocent(word: str) -> bool:
    """Whether nothing in a word looks hidden, whatever stands beside it; which is remembered."""
    if not (_ORDINARY.fullmatch(word) and not _REPEATED.search(word)) and _looks_hidden(word):
        return False
    if len(_innocent) >= _REMEMBERED:
        _innocent.clear()
    _innocent.add(word)
    return True


def _looks_hidden(word: str) -> bool:
    return not ADDRESS.fullmatch(word) and (
        any(pattern.search(word) for pattern in _PATTERNS) or any(gaps_within(word)) or any(lone_pieces(word))
    )
