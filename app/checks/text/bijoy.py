"""Posts in the old Bijoy encoding, converted to Unicode."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from app.bangla.bijoy import converted
from app.bangla.normalise import View
from app.checks.text.script import bijoy_lines

# Web addresses, mentions and tags are no Bijoy in the midst of it.
_KEPT = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,100}@\S+|[@#]\w+")


def convert(text: str) -> str:
    """The text with its lines in Bijoy in Unicode, the others as they are."""
    view = unicode_view(text)
    return text if view is None else view.text


def unicode_view(text: str) -> View | None:
    """`convert` with the way back to the text as typed; None where no line is in Bijoy."""
    parts = [part for line in bijoy_lines(text) for part in _between_addresses(text, *line)]
    return converted(text, parts) if parts else None


def _between_addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a line that are no addresses."""
    for kept in _KEPT.finditer(text, start, end):
        yield start, kept.start()
        start = kept.end()
    yield start, end


def words_at(text: str, start: int, end: int) -> str:
    """The words at a place of a text as a person reads them: as typed, but Unicode for Bijoy."""
    view = unicode_view(text)
    return text[start:end] if view is None else words_for(view, start, end)


def words_for(view: View, start: int, end: int) -> str:
    """The text of a view that `typed[start:end]` became."""
    return view.text[bisect_left(view.starts, start) : bisect_left(view.starts, end)]
