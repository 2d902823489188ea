"""Places in a text as Qt needs them.

Findings count code points; Qt counts UTF-16 units, so one emoji shifts everything after it. Findings overlap;
a document wants pieces one after another. Both are settled here, without Qt.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from app.values import dataclass


class Utf16:
    """Code-point positions of one text to UTF-16 positions, and back. Positions are 0 … length."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, letter in enumerate(text) if ord(letter) > 0xFFFF]
        self._wide_units = [index + before for before, index in enumerate(self._wide)]

    def units(self, points: int) -> int:
        return points + bisect_left(self._wide, points)

    def points(self, units: int) -> int:
        """The code point at a UTF-16 position; the middle of a pair belongs to its letter."""
        return units - bisect_left(self._wide_units, units)


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding's place in the text: code points `start` to `end`, and its number."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text covered by the same findings.

    `start`, `length` are UTF-16 units of the shown document, where the numbers of the findings that end with
    this piece (`ending`) stand right after it as `label`.
    """

    text: str
    covering: tuple[int, ...]
    ending: tuple[int, ...]
    label: str
    start: int
    length: int


def pieces(text: str, marks: Sequence[Mark], digits: dict[int, str]) -> tuple[Piece, ...]:
    """Cut `text` where findings begin and end. `digits` gives each finding's number as it is shown.

    Cuts are moved outwards to whole letters (grapheme clusters), since half a conjunct cannot be drawn. Marks
    that are empty or lie outside the text are left out.
    """
    edges = _edges(text) if marks else []
    whole = [
        Mark(mark.number, _edge_before(edges, mark.start), _edge_after(edges, mark.end))
        for mark in marks
        if 0 <= mark.start < mark.end <= len(text)
    ]
    cuts = sorted({0, len(text), *(mark.start for mark in whole), *(mark.end for mark in whole)})
    found: list[Piece] = []
    at = 0
    for start, end in pairwise(cuts):
        covering = tuple(mark.number for mark in whole if mark.start <= start and end <= mark.end)
        ending = tuple(mark.number for mark in whole if mark.end == end)
        label = ",".join(digits[number] for number in ending)
        length = _units(text[start:end])
        found.append(Piece(text[start:end], covering, ending, label, at, length))
        at += length + _units(label)
    return tuple(found)


def _edges(text: str) -> list[int]:
    import regex  # takes 20 ms, and many a post has no mark

    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


def _edge_before(edges: list[int], position: int) -> int:
    index = bisect_left(edges, position)
    return edges[index] if edges[index] == position else edges[index - 1]


def _edge_after(edges: list[int], position: int) -> int:
    return edges[bisect_left(edges, position)]


def _units(text: str) -> int:
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)
