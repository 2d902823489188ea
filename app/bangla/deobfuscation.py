"""Deobfuscation: hidden spellings undone, such as signs within words, spaced letters, look-alikes and stars.

Undoing everything changes a third of clean news passages, so the results are variants beside the safe view:
only words that read otherwise there count, and they deserve less trust. Only the surroundings of a word that
looks hidden are read a second time, since most of a text is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.bangla.lookalikes import in_plain_letters
from app.bangla.normalise import View, safe_pattern
from app.bangla.split_words import LETTER, WORD_SIGN, Span, gaps_between, gaps_within, torn_pieces
from app.bangla.suspicion import ADDRESS, BANGLA, suspicious_spans
from app.bangla.windows import windows_around

# Takes a word with stars, figures or letters of another script in it to the words it may stand for, the
# likeliest first.
Complete = Callable[[str], Sequence[str]]

# How many readings are tried where signs may stand for several letters, and where stars stand for any.
_WAYS, _WAYS_OF_STARS = 3, 8

# Latin words with figures or signs for letters.
_FIGURED = re.compile(r"(?<![\w@:/])[a-z0-9@$(€£][a-z0-9@$!|+€£]*[a-z0-9@$](?![\w@:/])")
_FOR_LETTERS = str.maketrans("0345@$78+€£(", "oeasastbtelc")
# What each of the readings takes the signs for that may be either letter.
_EITHER = tuple(str.maketrans("1!|69", letters) for letters in ("lllgg", "iiibg", "iiijg"))

# A word in which stars, figures or letters of the other script stand for letters.
_MIXED = re.compile(
    f"(?<![{WORD_SIGN}*])(?:"
    rf"[{LETTER}]+(?:\*{{1,3}}[{LETTER}]+)+"
    f"|[{BANGLA}]+(?:(?:\\d{{1,2}}|[a-z]+)[{BANGLA}]+)+"
    f"|[{BANGLA}]{{2,}}[a-z]+"
    f"|(?:\\d|[a-z]+)[\u09be-\u09cd][{BANGLA}]+"
    f"|[a-z]+[{BANGLA}]{{3,}}"
    f")(?![{WORD_SIGN}*])"
)
# A bar or the like within a Bangla word may be its sign for আ.
_BAR = re.compile("(?<=[ক-হ\u09dc\u09dd\u09df])[|!](?=[\u0985-\u09b9\u09dc\u09dd\u09df])")
# A vowel drawn out by its own letter behind its sign.
_DRAWN_OUT = {"া": "আ", "ি": "ইঈ", "ী": "ঈই", "ু": "উঊ", "ূ": "ঊউ", "ে": "এ", "ো": "ওঅ", "ৌ": "ঔ"}
_REPEATED = re.compile(
    f"([{LETTER}])\\1\\1+|([\u0981-\u0983\u09be-\u09cd])\\2+|"
    + "|".join(f"{sign}+[{letters}]{{2,}}" for sign, letters in _DRAWN_OUT.items())
)
# Vowel signs in the order of the eye, as typewriters had them: before their consonant.
_CONSONANT = "[ক-হ\u09dc\u09dd\u09df]"
_EYE_ORDER = re.compile(
    f"(?<![{LETTER}])([\u09bf\u09c7\u09c8])({_CONSONANT}(?:\u09cd{_CONSONANT})*)([\u09be\u09d7]?)"
)
_AROUND = {("\u09c7", "\u09be"): "\u09cb", ("\u09c7", "\u09d7"): "\u09cc"}

# Where it may stand for several letters.
_AMBIGUOUS = re.compile(
    r"[*|!@$+]|[0-9][a-z\u0980-\u09e3]|[a-z\u0980-\u09e3][0-9]|([a-z])\1\1|[a-z][\u0980-\u09e3]|[\u0980-\u09e3][a-z]"
)

# Initials are no words taken apart: এ.কে.এম., B.N.P. Four Latin letters in a row spell something: F U C K.
_LETTER_NAME = safe_pattern(
    "(?:এ|বি|সি|ডি|ই|এফ|জি|এইচ|আই|জে|কে|এল|এম|এন|ও|পি|কিউ|আর|এস|টি|ইউ|ভি|ডব্লিউ|এক্স|ওয়াই|জেড)"
)
_INITIALS = re.compile(
    f"(?<![{LETTER}])(?<![{LETTER}][.-])"
    rf"(?:{_LETTER_NAME}(?:[. -]+{_LETTER_NAME})+"
    r"|(?<!(?<![a-z])[a-z][. -])(?P<latin>[a-z](?:[. -]+[a-z]){1,2})(?![. -]+[a-z](?![a-z])))"
    f"(?![.-]?[{LETTER}])"
)


# How much of a text is read a second time. A post has some dozens of such signs, rarely hundreds.
MOST_SIGNS = 6000


def hidden_parts(view: View) -> tuple[list[View], bool]:
    """The parts of a safe view that look hidden, up to `MOST_SIGNS`, and whether these are all."""
    parts: list[View] = []
    left = MOST_SIGNS
    for part in windows_around(view, suspicious_spans(view.text)):
        if len(part.text) > left:
            return [*parts, part.beginning(left)] if left else parts, False
        parts.append(part)
        left -= len(part.text)
    return parts, True


def deobfuscated(parts: Iterable[View], view: View, complete: Complete) -> Iterator[View]:
    """Ways to read `hidden_parts` of a safe view with hiding undone, none where nothing is hidden.

    Their `typed` is the text of `view`, so that places lead back to it. `complete` is asked what words with
    signs for letters stand for.
    """
    for plain in parts:
        part = in_plain_letters(plain.recast(_without_addresses(view, plain)))
        known = {plain.text}
        for way in range(_ways(part.text)):
            reading = _read(part, way, complete)
            if reading.text not in known:
                known.add(reading.text)
                yield reading


def _ways(text: str) -> int:
    """How many readings of a part may differ."""
    if _MIXED.search(text):
        return _WAYS_OF_STARS
    return _WAYS if _AMBIGUOUS.search(text) or len(list(torn_pieces(text))) > 1 else 1


def _without_addresses(view: View, part: View) -> str:
    """The part's text with line ends for addresses and initials, which no term reaches across."""
    text = ADDRESS.sub(_blank, part.text)
    return _INITIALS.sub(lambda match: _blank(match) if _is_initials(view, part, match) else match[0], text)


def _blank(match: re.Match[str]) -> str:
    return "\n" * len(match[0])


def _is_initials(view: View, part: View, match: re.Match[str]) -> bool:
    """Latin initials are capitals as typed."""
    if match["latin"] is None:
        return True
    letters = view.slice(*part.origin(*match.span()))
    return letters == letters.upper()


def _read(view: View, way: int, complete: Complete) -> View:
    reading = view.rewritten(_MIXED, lambda word: _completed(word, way, complete))
    reading = reading.rewritten(_BAR, lambda bar: "া" if way == 1 else bar)
    reading = reading.without(
        gap for gap in gaps_within(reading.text) if way > 1 or not _may_be_letter(reading.text, gap)
    )
    reading = reading.rewritten(_FIGURED, lambda word: _letters_for(word, way))
    reading = reading.without(gaps_within(reading.text))
    reading = reading.without(gaps_between(reading.text, greedy=way == 1))
    reading = reading.rewritten(_REPEATED, lambda run: run[0] * (2 if way == 1 and run[0].isascii() else 1))
    return reading.replaced(
        (*match.span(), match[2] + _AROUND.get((match[1], match[3]), match[1] + match[3]))
        for match in _EYE_ORDER.finditer(reading.text)
    )


def _may_be_letter(text: str, gap: Span) -> bool:
    """Whether a sign within a Latin word may be meant as a letter itself: m!nister, ma|ik."""
    start, end = gap
    return text[start:end] in ("!", "|", "+") and text[start - 1].isascii() and text[end].isascii()


def _letters_for(word: str, way: int) -> str:
    """A Latin word with letters for its figures, the word itself where it has too few letters to be one."""
    letters = sum(sign.isalpha() for sign in word)
    if not letters or letters == len(word) or 4 * letters < len(word):
        return word
    return word.translate(_FOR_LETTERS).translate(_EITHER[way % len(_EITHER)])


def _completed(word: str, way: int, complete: Complete) -> str:
    known = complete(word)
    return known[way] if way < len(known) else word
