"""A text laid out for finding terms in it: where words begin, go on and may be joined."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy

from app.bangla.normalise import View
from app.bangla.words import is_word_sign, starts_word, word_end

_LONE_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
_RUN_OF_SPACES = re.compile(" {2,}")


class Wording:
    """`text` is a view's text with whatever may stand between the words of a term as one space."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._words = _spaced(view.text)
        self.text = self._words.text

    def recast(self, change: Callable[[str], str]) -> Wording:
        """The same wording with its text changed sign by sign, so that places stay."""
        other = copy(self)
        other.text = change(self.text)
        return other

    def begins(self, start: int) -> bool:
        """Whether a term may begin at `start`."""
        return starts_word(self.text, start)

    def tail_ends(self, end: int) -> tuple[int, ...]:
        """Where the word may end whose first letters, up to `end`, are a term's last word, nearest first."""
        return (word_end(self.text, end) if is_word_sign(self.text[end - 1]) else end,)

    def joined(self, start: int, seam: int) -> bool:
        """Whether two words may stand together at `seam`: a joiner was typed there, or it is a hashtag."""
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


class LooseWording(Wording):
    """Of a reading with hiding undone: words may also begin and end where something was left out."""

    def begins(self, start: int) -> bool:
        return super().begins(start) or self._left_out(start)

    def tail_ends(self, end: int) -> tuple[int, ...]:
        (last,) = super().tail_ends(end)
        return (*filter(self._left_out, range(end, last)), last)


def _spaced(text: str) -> View:
    spaced = text.replace("-", " ").replace("_", " ").replace("\t", " ")
    spaced = _LONE_LINE_END.sub(" ", spaced)
    return View.of(text).recast(spaced).rewritten(_RUN_OF_SPACES, lambda _: " ")
