"""The safe view of a text: one chosen form for each letter, with the way back to the text as typed.

Posts write the same word in several ways that look alike: ড় as one code point or two, ো as ে+া, joiners
inside words, Bangla or Latin digits. Matching is done on the safe view; highlights need the typed text.
Only what looks the same to a reader is folded, so clean text hardly changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Seen by nobody: joiners, zero-width spaces, soft hyphen, direction marks, BOM, variation selectors.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_JOINERS = "\u200c\u200d"

_NUKTA, _HASANTA, _KHANDA_TA, _TA = "\u09bc", "\u09cd", "\u09ce", "\u09a4"
# ৎ is taken apart, so that it equals ত্ with or without a joiner, its older spelling.
_LOOSEN = re.compile(f"[{_UNSEEN}]+|{_KHANDA_TA}")
_UNSEEN_REPEATED = re.compile(f"[{_UNSEEN}][?*](?![^\\[]*\\])")

# Marks typed in another order than they are kept in: ঁ before its vowel sign, hasanta before nukta.
_CANDRABINDU = "\u0981"
_VOWEL_SIGNS = "\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7"
_REORDER = re.compile(
    f"{_CANDRABINDU}[{_CANDRABINDU}{_VOWEL_SIGNS}]*[{_VOWEL_SIGNS}]|[{_NUKTA}{_HASANTA}]*{_HASANTA}{_NUKTA}[{_NUKTA}{_HASANTA}]*"
)

# Two code points that are one letter to a reader. NFC would take ড় ঢ় য় apart; a single code point lets a
# rule's pattern use them in a character class.
_COMPOSED = {
    "\u09a1" + _NUKTA: "\u09dc",  # ড়
    "\u09a2" + _NUKTA: "\u09dd",  # ঢ়
    "\u09af" + _NUKTA: "\u09df",  # য়
    "\u09ac" + _NUKTA: "\u09b0",  # ব with a dot is র, as old converters wrote it
    "\u09c7\u09be": "\u09cb",  # ে + া
    "\u09c7\u09d7": "\u09cc",  # ে + ৗ
    "\u0985\u09be": "\u0986",  # অ + া
    "İ": "i",  # the only letter whose lower case is longer
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},  # ﬀ … ﬆ
}
_COMPOSE = re.compile("|".join(map(re.escape, _COMPOSED)))
_COMPOSE_LATIN = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")


def _one_to_one() -> dict[int, str]:
    """Folds that keep the length: digits, look-alikes within the script, typographic signs, wide forms."""
    folds = {
        "ৰ": "র",
        "ৱ": "ব",
        "৷": "।",
        **{chr(0x09E6 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "),
    }
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)):  # fullwidth; mathematical letters
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain.isascii():
            folds[chr(code)] = plain
    return {ord(letter): plain for letter, plain in folds.items()}


_FOLDS = _one_to_one()


@dataclass(frozen=True, slots=True)
class View:
    """A folded text and, for each of its code points, where it stands in the typed text.

    `starts[i]` and `ends[i]` bound the typed code points that became `text[i]`.
    """

    typed: str
    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> View:
        """The view that changes nothing."""
        places = list(range(len(text) + 1))
        return cls(text, text, places[:-1], places[1:])

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the typed text behind `text[start:end]` (0 ≤ start ≤ end ≤ length of `text`).

        Widened to whole written signs: marks and joiners that belong to the first or last letter are in.
        """
        if start == end:
            place = self.starts[start] if start < len(self.starts) else len(self.typed)
            return place, place
        first, last = self.starts[start], self.ends[end - 1]
        while first > 0 and _belongs_to_previous(self.typed[first]):
            first -= 1
        while last < len(self.typed) and _belongs_to_previous(self.typed[last]):
            last += 1
        return first, last

    def changes(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` reads otherwise than what was typed."""
        return self.text[start:end] != self.slice(start, end)

    def slice(self, start: int, end: int) -> str:
        """The typed text behind `text[start:end]`."""
        first, last = self.origin(start, end)
        return self.typed[first:last]

    def recast(self, text: str) -> View:
        """A further view with other text, code point for code point."""
        return View(self.typed, text, self.starts, self.ends)

    def rewritten(self, pattern: re.Pattern[str], replace: Callable[[str], str]) -> View:
        """A further view with every match replaced; each new code point stands for the whole match."""
        return self.replaced((*match.span(), replace(match.group())) for match in pattern.finditer(self.text))

    def without(self, spans: Iterable[tuple[int, int]]) -> View:
        """A further view with spans of its text, in order and apart, left out."""
        return self.replaced((start, end, "") for start, end in spans)

    def replaced(self, changes: Iterable[tuple[int, int, str]]) -> View:
        """A further view with new text for spans, in order and apart; it stands for the whole of its span."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in changes:
            pieces += (self.text[done:start], new)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            starts += [self.starts[start]] * len(new)
            ends += [self.ends[end - 1]] * len(new)
            done = end
        if not done:
            return self
        pieces.append(self.text[done:])
        return View(self.typed, "".join(pieces), starts + self.starts[done:], ends + self.ends[done:])


def _belongs_to_previous(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter).startswith("M")


def _loosen(match: str) -> str:
    return _TA + _HASANTA if match == _KHANDA_TA else ""


def _reorder(match: str) -> str:
    if match[0] == _CANDRABINDU:
        return match.replace(_CANDRABINDU, "") + _CANDRABINDU * match.count(_CANDRABINDU)
    return "".join(sorted(match))


def _compose_latin(match: str) -> str:
    return unicodedata.normalize("NFC", match)


def safe_view(typed: str | View) -> View:
    """The safe view of a text as typed, or of another view of it; any text is accepted."""
    view = typed if isinstance(typed, View) else View.of(typed)
    view = view.recast(view.text.translate(_FOLDS))
    view = view.rewritten(_LOOSEN, _loosen)
    view = view.rewritten(_REORDER, _reorder)
    view = view.rewritten(_COMPOSE_LATIN, _compose_latin)
    view = view.rewritten(_COMPOSE, _COMPOSED.__getitem__)
    return view.recast(view.text.lower())


def safe(typed: str) -> str:
    """The safe view's text alone."""
    return safe_view(typed).text


def safe_pattern(pattern: str) -> str:
    """A regular expression with its letters in the safe view's forms, its escapes (`\\S`) untouched."""
    # A typographic dash would turn into a range inside a character class.
    folded = re.sub("[‐‑‒–—―−]", r"\\-", pattern).translate(_FOLDS)
    # What is unseen goes with its quantifier: left alone, that would be about the sign before.
    seen = _UNSEEN_REPEATED.sub("", folded)
    loosened = _LOOSEN.sub(lambda match: _loosen(match.group()), seen)
    return _COMPOSE.sub(lambda match: _COMPOSED[match.group()], loosened)
