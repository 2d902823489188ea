"""Windows of a text around given places, so that only these are read a second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.bangla.normalise import View

# How far around a place the other words of its term are looked for.
_REACH = 48


def windows_around(view: View, places: Iterable[tuple[int, int]]) -> Iterator[View]:
    """Views of parts of `view.text`, in order and apart, cut between words; it is their `typed`."""
    text = view.text
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        low = text.rfind(" ", 0, max(0, start - _REACH)) + 1
        high = text.find(" ", min(len(text), end + _REACH))
        high = len(text) if high < 0 else high
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    for start, end in found:
        yield View(text, text[start:end], range(start, end), range(start + 1, end + 1))
