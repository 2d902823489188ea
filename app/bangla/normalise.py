"""The safe view of a text: one chosen form for each letter, with the way back to the text as typed.

Posts write the same word in several ways that look alike: ড় as one code point or two, ো as ে+া, joiners
inside words, Bangla or Latin digits. Matching is done on the safe view; highlights need the typed text.
Only what looks the same to a reader is folded, so clean text hardly changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Seen by nobody: soft hyphen, joiners, zero-width spaces, direction marks, variation selectors, BOM; first
# and last of each range. All are folded to the first zero-width space, which is then left out.
_UNSEEN_RANGES = (
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F)),
    *((0x202A, 0x202E), (0x2060, 0x2069), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
)
_UNSEEN = "\u200b"
_JOINERS = "\u200c\u200d"

_NUKTA, _HASANTA, _KHANDA_TA, _TA = "\u09bc", "\u09cd", "\u09ce", "\u09a4"
_UNSEEN_REPEATED = re.compile(f"{_UNSEEN}[?*](?![^\\[]*\\])")

# Marks typed in another order than they are kept in: ঁ before its vowel sign, hasanta before nukta.
_CANDRABINDU = "\u0981"
_VOWEL_SIGNS = "\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7"
_CANDRABINDU_BEFORE = re.compile(f"{_CANDRABINDU}[{_CANDRABINDU}{_VOWEL_SIGNS}]*[{_VOWEL_SIGNS}]")
_HASANTA_BEFORE = re.compile(f"{_HASANTA}+{_NUKTA}[{_NUKTA}{_HASANTA}]*")

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


_MATHEMATICAL = range(0x1D400, 0x1D800)


def _one_to_one() -> dict[int, str]:
    """Folds that keep the length: digits, look-alikes within the script, typographic signs, wide forms, and
    what is unseen."""
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
    for code in (*range(0xFF01, 0xFF5F), *_MATHEMATICAL):  # fullwidth; mathematical letters
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain.isascii():
            folds[chr(code)] = plain
    unseen = (code for first, last in _UNSEEN_RANGES for code in range(first, last + 1))
    return {ord(letter): plain for letter, plain in folds.items()} | dict.fromkeys(unseen, _UNSEEN)


_FOLDS = _one_to_one()
# Few signs of a text have a fold. A class finds them far quicker than a look into the table for each sign,
# as long as it does not list what is beyond 16 bits one by one.
_FOLDED = re.compile(
    f"[{''.join(re.escape(chr(code)) for code in _FOLDS if code <= 0xFFFF)}"
    f"{chr(_MATHEMATICAL[0])}-{chr(_MATHEMATICAL[-1])}]"
)


# Places to copy from: to slice a list takes a fifth of making the numbers of a range anew.
_PLACES = list(range(16384))


@dataclass(frozen=True, slots=True)
class View:
    """A folded text and, for each of its code points, where it stands in the typed text.

    `starts[i]` and `ends[i]` bound the typed code points that became `text[i]`.
    """

    typed: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> View:
        """The view that changes nothing."""
        return cls(text, text, range(len(text)), range(1, len(text) + 1))

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

    def changed_stretch(self) -> tuple[int, int]:
        """A stretch of `text` before and behind which nothing reads otherwise than what was typed."""
        typed = self.typed[self.starts[0] : self.ends[-1]] if self.text else ""
        before = _alike(self.text, typed)
        behind = len(self.text) - _alike(self.text[::-1], typed[::-1])
        # Where letters repeat, both reach over what was left out; a sign more, for marks that belong to it.
        return min(before, behind) - 1, max(before, behind) + 1

    def slice(self, start: int, end: int) -> str:
        """The typed text behind `text[start:end]`."""
        first, last = self.origin(start, end)
        return self.typed[first:last]

    def beginning(self, length: int) -> View:
        """The view of its first code points alone."""
        return View(self.typed, self.text[:length], self.starts[:length], self.ends[:length])

    def recast(self, text: str) -> View:
        """A further view with other text, code point for code point."""
        return View(self.typed, text, self.starts, self.ends)

    def rewritten(self, pattern: re.Pattern[str], replace: Callable[[str], str]) -> View:
        """A further view with every match replaced; each new code point stands for the whole match."""
        return self.replaced((*match.span(), replace(match.group())) for match in pattern.finditer(self.text))

    def replacing(self, sign: str, new: str) -> View:
        """A further view with `new` for one sign wherever it stands."""
        if sign not in self.text:
            return self
        return self.replaced((*match.span(), new) for match in re.finditer(re.escape(sign), self.text))

    def without(self, spans: Iterable[tuple[int, int]]) -> View:
        """A further view with spans of its text, in order and apart, left out."""
        return self.replaced((start, end, "") for start, end in spans)

    def replaced(self, changes: Iterable[tuple[int, int, str]]) -> View:
        """A further view with new text for spans, in order and apart; it stands for the whole of its span."""
        changed = list(changes)
        if not changed:
            return self
        text, old_starts, old_ends = self.text, _listed(self.starts), _listed(self.ends)
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in changed:
            pieces += (text[done:start], new)
            starts += old_starts[done:start]
            ends += old_ends[done:start]
            starts += [old_starts[start]] * len(new)
            ends += [old_ends[end - 1]] * len(new)
            done = end
        pieces.append(text[done:])
        starts += old_starts[done:]
        ends += old_ends[done:]
        return View(self.typed, "".join(pieces), starts, ends)


def _listed(places: Sequence[int]) -> Sequence[int]:
    """The same places, as a list where they are a range that `_PLACES` has."""
    if isinstance(places, range) and places.stop <= len(_PLACES):
        return _PLACES[places.start : places.stop]
    return places


def _alike(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (sign, its) in pairs if sign != its), min(len(one), len(other)))


def _belongs_to_previous(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter).startswith("M")


def _fold(match: re.Match[str]) -> str:
    return _FOLDS.get(ord(match[0]), match[0])


def _candrabindu_last(match: str) -> str:
    return match.replace(_CANDRABINDU, "") + _CANDRABINDU * match.count(_CANDRABINDU)


def _nukta_first(match: str) -> str:
    return "".join(sorted(match))


def _compose_latin(match: str) -> str:
    return unicodedata.normalize("NFC", match)


def safe_view(typed: str | View) -> View:
    """The safe view of a text as typed, or of another view of it; any text is accepted."""
    view = typed if isinstance(typed, View) else View.of(typed)
    view = view.recast(_FOLDED.sub(_fold, view.text))
    # Looking for given signs costs next to nothing, and most texts have few of these.
    view = view.replacing(_UNSEEN, "")
    # ৎ is taken apart, so that it equals ত্ with or without a joiner, its older spelling.
    view = view.replacing(_KHANDA_TA, _TA + _HASANTA)
    view = view.rewritten(_CANDRABINDU_BEFORE, _candrabindu_last)
    if _HASANTA + _NUKTA in view.text:
        view = view.rewritten(_HASANTA_BEFORE, _nukta_first)
    view = view.rewritten(_COMPOSE_LATIN, _compose_latin)
    view = view.rewritten(_COMPOSE, _COMPOSED.__getitem__)
    # A dot below a letter that has none in Bangla: ম় reads as ম.
    view = view.replacing(_NUKTA, "")
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
    loosened = seen.replace(_UNSEEN, "").replace(_KHANDA_TA, _TA + _HASANTA)
    return _COMPOSE.sub(lambda match: _COMPOSED[match.group()], loosened)
