"""Passages of a post: parts that no term reaches across, so that each is read once and then remembered.

Whoever writes a post has it checked whenever typing pauses, and most of it is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.bangla.normalise import View
from app.checks.text.terms import Span, TermSets

# Ends a sentence of Bangla, and stands in no word.
END = "।"
# Code points that a passage has at least, since each costs some time of its own; and how many are remembered,
# and the longest of them.
_LEAST = 160
_REMEMBERED, _LONGEST = 1024, 2000


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a passage, and which term sets have a term where, as spans of its own text."""

    words: Sequence[tuple[Span, str]]
    matches: Sequence[tuple[TermSets, Span]]


class Passages:
    """Cuts safe views into passages, and remembers how these read. Safe to use from several threads."""

    def __init__(self, read: Callable[[View], Passage]) -> None:
        """`read` is given the view of a passage alone."""
        self._read = read
        # By what was typed as well: a joiner that is left out may part words.
        self._remembered: dict[tuple[str, str], Passage] = {}

    def of(self, view: View, whole: bool) -> Iterator[tuple[int, Passage]]:
        """The passages of a safe view, in order, each with where it begins; where `whole` it is but one."""
        for start, end in [(0, len(view.text))] if whole else _bounds(view.text):
            yield start, self._known(view, start, end)

    def _known(self, view: View, start: int, end: int) -> Passage:
        typed = view.typed[view.starts[start] : view.ends[end - 1]] if start < end else ""
        key = view.text[start:end], typed
        known = self._remembered.get(key)
        if known is None:
            part = View(view.typed, key[0], view.starts[start:end], view.ends[start:end])
            known = self._read(part)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered = {}
            if end - start <= _LONGEST:
                self._remembered[key] = known
        return known


def _bounds(text: str) -> Iterator[Span]:
    start = 0
    while end := text.find(END, start + _LEAST) + 1:
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
