"""Text into lines: shaped by HarfBuzz, broken at spaces, and drawn so that it can be taken out again.

Every word is drawn with its own text beside it (PDF's ActualText), for the glyphs of a conjunct say nothing
of the letters they are made of. Lengths are in points, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias, cast

import regex
from fpdf import FPDF
from fpdf.enums import PDFResourceType
from fpdf.fonts import TTFFont

from app.documents.model import Align, Text, spans
from app.documents.shaping import Shaper
from app.values import dataclass

REGULAR, BOLD = "", "B"
FAMILY = "bangla"
INK, MUTED = (23, 33, 27), (83, 97, 88)
Colour: TypeAlias = tuple[int, int, int]
_CLUSTER = regex.compile(r"\X(?:\u09cd\X)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the style it is drawn in; `spaced` where a space follows."""

    text: str
    style: str
    colour: Colour
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side; `width` is without the last word's space. `last` of its paragraph."""

    words: tuple[Word, ...]
    width: float
    last: bool


class Typesetter:
    """Measures and draws words with the fonts of one PDF.

    `marking` gives the operators that open and close the marked content that a word is, both "" for none.
    A word's ActualText stands in a span within: poppler looks for it in spans alone.
    """

    def __init__(self, pdf: FPDF, marking: Callable[[], tuple[str, str]]) -> None:
        self._pdf, self._marking = pdf, marking
        self._shapers = {style: Shaper(cast(TTFFont, pdf.fonts[FAMILY + style])) for style in (REGULAR, BOLD)}
        self.width = lru_cache(maxsize=20_000)(self._width)

    def _width(self, text: str, style: str, size: float) -> float:
        """How wide a text is."""
        return self._shapers[style].width(text, size)

    def lines(self, text: Text, size: float, room: float, colour: Colour = INK) -> list[Line]:
        """Break a text into lines no wider than `room`; a word that is wider is broken within."""
        found: list[Line] = []
        for paragraph in _paragraphs(text):
            words = [
                piece
                for part, style, ink, spaced in paragraph
                for piece in self._pieces(part, style, ink or colour, spaced, size, room)
            ]
            found += self._filled(words, size, room)
        return found

    def _pieces(
        self, part: str, style: str, ink: Colour, spaced: bool, size: float, room: float
    ) -> list[Word]:
        width = self.width(part, style, size)
        if width <= room:
            return [Word(part, style, ink, width, spaced)]
        pieces, begun = [], ""
        for cluster in _CLUSTER.findall(part):
            if begun and self.width(begun + cluster, style, size) > room:
                pieces.append(Word(begun, style, ink, self.width(begun, style, size), False))
                begun = ""
            begun += cluster
        return [*pieces, Word(begun, style, ink, self.width(begun, style, size), spaced)]

    def _filled(self, words: list[Word], size: float, room: float) -> list[Line]:
        space = self.width(" ", REGULAR, size)
        lines: list[Line] = []
        begun: list[Word] = []
        at = 0.0
        # What no space parts (a bold word and the comma after it) goes to the next line together.
        for group in _groups(words):
            width = sum(word.width for word in group)
            if begun and at + width > room + 0.01:
                lines.append(Line(tuple(begun), self._end(begun, space), last=False))
                begun, at = [], 0.0
            for word in group:
                if begun and at + word.width > room + 0.01:
                    lines.append(Line(tuple(begun), self._end(begun, space), last=False))
                    begun, at = [], 0.0
                begun.append(word)
                at += word.width + (space if word.spaced else 0.0)
        lines.append(Line(tuple(begun), self._end(begun, space), last=True))
        return lines

    @staticmethod
    def _end(words: list[Word], space: float) -> float:
        return sum(word.width + (space if word.spaced else 0.0) for word in words[:-1]) + (
            words[-1].width if words else 0.0
        )

    def draw(self, line: Line, x: float, baseline: float, size: float, room: float, align: Align) -> None:
        """Draw a line into the room that begins at `x`. Spaces of a justified line are widened."""
        gaps = sum(word.spaced for word in line.words[:-1])
        free = room - line.width
        widened = free / gaps if align == "justify" and gaps and not line.last and free > 0 else 0.0
        x += {"right": free, "center": free / 2}.get(align, 0.0)
        space = self.width(" ", REGULAR, size)
        for number, word in enumerate(line.words):
            spaced = word.spaced and number < len(line.words) - 1
            gap = space + widened if spaced else 0.0
            self._word(word, x, baseline, size, gap)
            x += word.width + gap

    def _word(self, word: Word, x: float, baseline: float, size: float, gap: float) -> None:
        """Draw one word and the space after it, `gap` wide, with the text they stand for."""
        shaper, page = self._shapers[word.style], self._pdf
        red, green, blue = (part / 255 for part in word.colour)
        actual = ("\ufeff" + word.text + (" " if gap else "")).encode("utf-16-be").hex().upper()
        page._resource_catalog.add(PDFResourceType.FONT, shaper.font.i, page.page)
        y = page.h - baseline
        space = shaper.space(x + word.width, y, size, gap) if gap else ""
        begin, end = self._marking()
        page._out(
            f"{begin} /Span <</ActualText <{actual}>>> BDC BT /F{shaper.font.i} {size:.2f} Tf "
            f"{red:.3f} {green:.3f} {blue:.3f} rg {shaper.drawn(word.text, x, y, size)}{space} ET EMC {end}"
        )


def _paragraphs(text: Text) -> list[list[tuple[str, str, Colour | None, bool]]]:
    """The words of a text, a list for each of its lines as written: word, style, colour, whether spaced."""
    found: list[list[tuple[str, str, Colour | None, bool]]] = [[]]
    for span in spans(text):
        style, ink = BOLD if span.bold else REGULAR, MUTED if span.muted else None
        for number, written in enumerate(span.text.split("\n")):
            if number:
                found.append([])
            if written[:1] == " " and found[-1]:
                found[-1][-1] = (*found[-1][-1][:3], True)
            words = written.split(" ")
            for place, word in enumerate(words):
                if word:
                    found[-1].append((word, style, ink, place < len(words) - 1))
    return found


def _groups(words: list[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    together = False
    for word in words:
        if together:
            groups[-1].append(word)
        else:
            groups.append([word])
        together = not word.spaced
    return groups
