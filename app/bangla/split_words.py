"""Words that were split to hide them: the gaps (signs, spaces, spaced signs) between their pieces."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from app.bangla.normalise import safe

Span = tuple[int, int]

# Letters and marks of a word in the safe view. Classes of Python's `re` are the quickest to search.
LETTER = "a-z\u0980-\u09e3\u09f0\u09f1"
WORD_SIGN = LETTER + "0-9"

# Signs that no word has within it; then those that stand between words and in short forms too.
_NEVER_WITHIN = (
    r"*~^|+=#%&•·¤§<>\\\u00d7\u00f7\u2190-\u2bff\u09f2-\u09fe\u3000-\u303f\U0001f000-\U0001faff¨¯´¸¡¿°¬¦"
)
_SELDOM_WITHIN = r"\-_.'/,:;!…()\[\]{}\"?"
_WITHIN_SIGN = _NEVER_WITHIN + _SELDOM_WITHIN

# Patterns begin with classes of rare signs and without looking behind, since that is quick to search.
_BEFORE_LETTER = re.compile(f"[{_WITHIN_SIGN}]{{1,3}}(?=[{LETTER}])")
_HYPHENS = frozenset("-_")
# Compounds that everybody writes with a hyphen; and এ, an ending that many set apart.
_COMPOUND = re.compile(
    safe(
        "মা-(?:বাবা|ছেলে|মেয়ে|বোন|শিশু)|(?:বাবা|ছেলে)-মা|স্বামী-স্ত্রী|চা-(?:শ্রমিক|বাগান)"
        "|ই-(?:পাসপোর্ট|নামজারি|মিউটেশন|জিপি|গেট|টিকিট|সেবা|কমার্স|চালান|টিন|ফাইল|নথি|লার্নিং|গভর্ন|রিটার্ন|পর্চা)"
    )
)
_ENDING_APART = "এ"
# Of two pieces of a Latin word that a hyphen parts, one is no longer.
_LATIN_PIECE = 3

# One written sign of Bangla: a letter or conjunct with its marks, or marks torn from their letter.
_CONSONANT = "\u0995-\u09b9\u09dc\u09dd\u09df"
_MARKS = "[\u0981-\u0983\u09be-\u09cd\u09d7]"
_SIGN = f"(?:[\u0985-\u0994{_CONSONANT}](?:\u09cd[{_CONSONANT}])*{_MARKS}*|{_MARKS}+)"
_ONE_SIGN = re.compile(_SIGN)
_LONE_SIGN = re.compile(f"(?<![{WORD_SIGN}]){_SIGN}(?![{WORD_SIGN}])")
# The words of one sign, which stand alone for good reasons.
_SHORT_WORDS = frozenset(
    safe(
        "ও ই এ উ না নি কি কী যে সে তা যা মা বা কে হে রে গো তো নৌ বে কু সু দু ছি ঘি চা পা গা হা জি টি টা ডা মো "
        "মে ড দ্য হ্যাঁ নো টু ফ্রি রং স্ত্রী নং মোঃ ডাঃ মিঃ ডঃ"
    ).split()
)
# Latin letters in a row, which spell something; one of them alone is a word or an initial.
_LATIN_ROW = re.compile("(?<![a-z0-9@./])[a-z](?:[^a-z\n\\d]{1,3}[a-z](?![a-z0-9@])){2,}")
_LONE_LATIN = re.compile("(?<![a-z])[a-z](?![a-z])")
_BETWEEN_LATIN = re.compile("[^a-z]+")
# Consonants alone are no romanised word: ho r tal.
_LATIN_TORN = re.compile("(?<![a-z0-9@./'])[b-df-hj-np-tv-xz]{1,3}(?![a-z0-9@'.])")

# A sign with a space on one side only is punctuation: ক. লা, ক, লা.
_GAP = re.compile(f" {{1,3}}|(?P<space> ?)[{_WITHIN_SIGN}]{{1,3}}(?P=space)")
_LONGEST_GAP = 5

_TO_THE_END = sys.maxsize


def gaps_within(text: str, first: int = 0, last: int = _TO_THE_END) -> Iterator[Span]:
    """Signs within the words of a stretch, but hyphens between two words of some length: সভা-সমাবেশ."""
    for match in _BEFORE_LETTER.finditer(text, first, last):
        start, end = match.span()
        if start == 0 or not _is_letter(text[start - 1]):
            continue
        if match[0] not in _HYPHENS or _parts_pieces(text, start, end):
            yield start, end


def _parts_pieces(text: str, start: int, end: int) -> bool:
    """Whether what a hyphen parts looks like pieces of a word: one is but a sign, or a few Latin letters."""
    before, after = _word_before(text, start), _word_after(text, end)
    if before[-1].isascii():
        return min(len(before), len(after)) <= _LATIN_PIECE
    if _COMPOUND.match(text, start - len(before)):
        return False
    ends_in_piece = after != _ENDING_APART and _ONE_SIGN.fullmatch(after)
    return bool(_ONE_SIGN.fullmatch(before) or ends_in_piece)


def torn_pieces(text: str, first: int = 0, last: int = _TO_THE_END) -> Iterator[Span]:
    """Written words of a stretch that can only be pieces of words, with others beside them."""
    for start, end in _lone_signs(text, first, last):
        if text[start:end] not in _SHORT_WORDS and (_gap_before(text, start) or _gap_after(text, end)):
            yield start, end
    for pattern in (_LATIN_ROW, _LATIN_TORN):
        yield from (match.span() for match in pattern.finditer(text, first, last))


def lone_pieces(text: str) -> Iterator[Span]:
    """What `torn_pieces` finds where it has others beside it."""
    yield from (sign for sign in _lone_signs(text) if text[slice(*sign)] not in _SHORT_WORDS)
    for pattern in (_LONE_LATIN, _LATIN_TORN):
        yield from (match.span() for match in pattern.finditer(text))


def _lone_signs(text: str, first: int = 0, last: int = _TO_THE_END) -> Iterator[Span]:
    """Written words that are but one sign."""
    return (match.span() for match in _LONE_SIGN.finditer(text, first, last))


def gaps_between(text: str, greedy: bool) -> list[Span]:
    """Spaces and spaced signs between the pieces of words taken apart, in order.

    Where several are, `greedy` takes words of one sign for such pieces too: ই সলাম হ লো. Latin letters in a
    row are a word by themselves but for `greedy`: s h i t the, h o r tal.
    """
    gaps: set[Span] = set()
    in_rows: set[int] = set()
    for match in _LATIN_ROW.finditer(text):
        in_rows.update(range(*match.span()))
        gaps.update(_narrow(text, [one.span() for one in _BETWEEN_LATIN.finditer(text, *match.span())]))
    pieces = list(_lone_signs(text))
    starts, ends = {start for start, _ in pieces}, {end for _, end in pieces}
    torn = [(start, end) for start, end in pieces if text[start:end] not in _SHORT_WORDS]
    done = 0
    for start, end in pieces if greedy and len(torn) > 1 else torn:
        if start >= done:
            before, after = _gaps_before(text, start, ends), _gaps_after(text, end, starts)
            done = after[-1][1] if after else end
            run = [*before, *after]
            if len(run) > 1 or not _are_cells(text, run):
                inner = [gap for gap in run if gap[0] in ends and gap[1] in starts]
                gaps.update({*run} - {*inner}, _narrow(text, inner))
    for match in _LATIN_TORN.finditer(text):
        if match.start() in in_rows and not greedy:
            continue
        for gap in (_gap_before(text, match.start()), _gap_after(text, match.end())):
            if gap and text[slice(*gap)].isspace() and text[gap[0] - 1].isascii() and text[gap[1]].isascii():
                gaps.add(gap)
    return sorted(gaps)


def _gaps_before(text: str, start: int, ends: set[int]) -> list[Span]:
    """The gaps from a piece back to the first word that is longer than a sign."""
    gaps: list[Span] = []
    while gap := _gap_before(text, start):
        if gap[0] not in ends:
            return [gap, *gaps] if text[slice(*gap)].isspace() else gaps
        gaps.insert(0, gap)
        start = gap[0] - len(_word_before(text, gap[0]))
    return gaps


def _gaps_after(text: str, end: int, starts: set[int]) -> list[Span]:
    gaps: list[Span] = []
    while gap := _gap_after(text, end):
        if gap[1] not in starts:
            return [*gaps, gap] if text[slice(*gap)].isspace() else gaps
        gaps.append(gap)
        end = gap[1] + len(_word_after(text, gap[1]))
    return gaps


def _are_cells(text: str, run: list[Span]) -> bool:
    """Two letters so far apart are cells of a table: ক | লা."""
    return any(text[start] == " " and text[start:end].strip() for start, end in run)


def _narrow(text: str, gaps: list[Span]) -> list[Span]:
    """The gaps, without wide spaces, which part words, where single ones part letters."""
    wide = {(start, end) for start, end in gaps if end - start > 1 and text[start:end].isspace()}
    return [gap for gap in gaps if gap not in wide] or gaps


def _gap_before(text: str, place: int) -> Span | None:
    """The gap that ends at `place`, if a word ends before it."""
    for start in range(place - 1, max(-1, place - 1 - _LONGEST_GAP), -1):
        if _is_letter(text[start]):
            gap = (start + 1, place)
            return gap if _GAP.fullmatch(text, *gap) else None
    return None


def _gap_after(text: str, place: int) -> Span | None:
    """The gap that begins at `place`, if a word begins after it."""
    for end in range(place, min(len(text), place + 1 + _LONGEST_GAP)):
        if _is_letter(text[end]):
            gap = (place, end)
            return gap if _GAP.fullmatch(text, *gap) else None
    return None


def _is_letter(sign: str) -> bool:
    return "a" <= sign <= "z" or "\u0980" <= sign <= "\u09e3"


def _word_before(text: str, place: int) -> str:
    start = place
    while start > 0 and _is_letter(text[start - 1]):
        start -= 1
    return text[start:place]


def _word_after(text: str, place: int) -> str:
    end = place
    while end < len(text) and _is_letter(text[end]):
        end += 1
    return text[place:end]
