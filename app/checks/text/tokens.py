"""A text split into words for term search, with every place traced back to the text it is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from copy import copy
from functools import cached_property

from app.bangla.normalise import View
from app.bangla.words import is_word_sign, word_end, words_and_signs
from app.checks.text.terms import Span

# Begins with the sign itself: looking behind first, it would be tried at every sign of the text.
_LONE_LINE_END = re.compile(r"\n(?<!\n\n)(?!\n)")
_LONGEST_TAIL = 24  # signs of endings behind a word
_RUN_OF_SPACES = re.compile(" {2,}")


class TokenisedText:
    """`text` is a view's text in which whatever may separate the words of a term is one space."""

    # Whether a word may begin within a written one.
    begin_within = False

    def __init__(self, view: View) -> None:
        self.view = view
        self._words = _spaced(view.text)
        self.text = self._words.text

    def of(self, folded: View) -> TokenisedText:
        """The tokens of a view of this text in which words are spelled otherwise."""
        return TokenisedText(folded)

    def recast(self, change: Callable[[str], str]) -> TokenisedText:
        """The same tokens with the text changed sign by sign, so that places stay valid."""
        other = copy(self)
        other.text = change(self.text)
        return other

    @cached_property
    def parts(self) -> tuple[list[Span], list[str]]:
        """Spans and texts of each word and of each sign outside words. A term may begin at any of them."""
        return words_and_signs(self.text)

    @property
    def in_place(self) -> bool:
        """Whether every sign stands where it does in the view's text."""
        return len(self.text) == len(self.view.text)

    def words(self) -> list[tuple[Span, str]]:
        """The words of the view's text, in order, with their places there."""
        spans, written = self.parts
        if not self.in_place:
            spans = [self.origin(*span) for span in spans]
        found = zip(spans, written, strict=True)
        return [(span, word) for span, word in found if len(word) > 1 or is_word_sign(word)]

    @cached_property
    def starts(self) -> Set[int]:
        """Where each word, and each sign of none, begins."""
        return self.ends.keys()

    def tail_ends(self, start: int, end: int) -> tuple[int, ...]:
        """Where the written word may end whose part `start` to `end` is a term's last word, nearest first."""
        last = self.ends.get(start, 0)
        if last < end:  # the term's last word begins or ends within a written one
            last = word_end(self.text, end) if is_word_sign(self.text[end - 1]) else end
        return (last,)

    @cached_property
    def ends(self) -> dict[int, int]:
        """Where each word, and each sign of none, begins and ends."""
        return dict(self.parts[0])

    def joined(self, start: int, seam: int) -> bool:
        """Whether two words may be joined at `seam`: a joiner was typed there, or it is a hashtag."""
        if start > 0 and self.text[start - 1] == "#":
            return True
        return self._left_out(seam)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the view's text behind `text[start:end]`."""
        return self._words.starts[start], self._words.ends[end - 1]

    def _left_out(self, place: int) -> bool:
        """Whether the view left out what was typed between the signs before and after `place`."""
        before, after = self._words.ends[place - 1] - 1, self._words.starts[place]
        return self.view.ends[before] < self.view.starts[after]


class LooselyTokenisedText(TokenisedText):
    """Tokens of a deobfuscated variant, where words may also begin and end at signs that were left out.

    `view` is the variant, or a view of its text.
    """

    begin_within = True

    def __init__(self, view: View, variant: View) -> None:
        super().__init__(view)
        self._variant = variant

    def of(self, folded: View) -> TokenisedText:
        return LooselyTokenisedText(folded, self._variant)

    def _left_out(self, place: int) -> bool:
        return place in self._seams

    @cached_property
    def starts(self) -> Set[int]:
        return self._seams.union(self.ends)

    def tail_ends(self, start: int, end: int) -> tuple[int, ...]:
        (last,) = super().tail_ends(start, end)
        near = range(end, min(last, end + _LONGEST_TAIL))
        return (*(place for place in near if place in self._seams), last)

    @cached_property
    def _seams(self) -> frozenset[int]:
        """The places where something was left out before a sign."""
        starts, ends = self._words.starts, self._words.ends
        for view in (self.view,) if self.view is self._variant else (self.view, self._variant):
            starts, ends = [view.starts[start] for start in starts], [view.ends[end - 1] for end in ends]
        behind = enumerate(zip(ends, starts[1:], strict=False), start=1)
        return frozenset(place for place, (end, start) in behind if end < start)


def _spaced(text: str) -> View:
    spaced = text.replace("-", " ").replace("_", " ").replace("\t", " ")
    spaced = _LONE_LINE_END.sub(" ", spaced)
    view = View.of(text).recast(spaced)
    return view.rewritten(_RUN_OF_SPACES, lambda _: " ") if "  " in spaced else view
