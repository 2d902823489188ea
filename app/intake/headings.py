"""Which row of a sheet holds its headings, and what each column holds, in Bangla or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Generic, TypeVar

from app.intake.limits import HEADER_WITHIN
from app.intake.sheets import Cell

C = TypeVar("C")


class Headings(Generic[C]):
    """The headings by which the columns of one kind of sheet are known.

    `words` are the headings of each column, with commas between them. A row without a column of `needed` is
    no header, whatever else it holds.
    """

    def __init__(self, words: Mapping[C, str], needed: Collection[C]) -> None:
        self._columns = {_folded(word): column for column, line in words.items() for word in line.split(",")}
        self._needed = needed

    def column(self, cell: Cell) -> C | None:
        """The column that a heading names, None for a heading that is not known."""
        return self._columns.get(_folded(cell))

    def header(self, rows: Sequence[Sequence[Cell]]) -> int | None:
        """Which of the first rows holds the headings: the one with most of them; None if none can."""
        fits = [self.fit([row]) for row in rows[:HEADER_WITHIN]]
        return fits.index(max(fits)) if any(fits) else None

    def fit(self, rows: Sequence[Sequence[Cell]]) -> int:
        """How many headings the best of the first rows holds; 0 if none can be a header."""
        best = 0
        for row in rows[:HEADER_WITHIN]:
            found = [column for cell in row if (column := self.column(cell)) is not None]
            if any(column in self._needed for column in found):
                best = max(best, len(found))
        return best


def _folded(cell: Cell) -> str:
    """A heading without what does not tell one from another: case, remarks in brackets, numbers, marks."""
    text = unicodedata.normalize("NFC", str(cell)).casefold().replace("_", " ")
    return " ".join(re.sub(r"\(.*?\)|[\d:*#.।]", " ", text).split())
