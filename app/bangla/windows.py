"""Windows of a text around given places, so that only these are read a second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.bangla.normalise import View

# How far around a place the other words of its term are looked for, and how far on a word may still end.
_REACH = 48
_LONGEST_WORD = 200


def windows_around(view: View, places: Iterable[tuple[int, int]]) -> Iterator[View]:
    """Views of parts of `view.text`, in order and apart, cut between words; it is their `typed`."""
    text = view.text
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        nearest = max(0, start - _REACH)
        low = text.rfind(" ", max(0, nearest - _LONGEST_WORD), nearest) + 1 or max(0, nearest - _LONGEST_WORD)
        farthest = min(len(text), end + _REACH)
        high = text.find(" ", farthest, farthest + _LONGEST_WORD)
        high = min(len(text), farthest + _LONGEST_WORD) if high < 0 else high
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    for start, end in found:
        yield View(text, text[start:end], range(start, end), range(start + 1, end + 1))
