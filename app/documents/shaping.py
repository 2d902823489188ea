"""Shapes words with HarfBuzz: which glyphs of the embedded font stand where.

fpdf2 shapes too, but lets HarfBuzz put a dotted circle before a vowel sign that follows a Latin word
(Facebookের), and takes a word to be of one script.
"""

from __future__ import annotations

from functools import lru_cache

import regex
import uharfbuzz as hb
from fpdf.fonts import TTFFont

from app.documents.glyphs import drawable
from app.values import dataclass

_BANGLA = r"\u0980-\u09ff\u0964\u0965\u200c\u200d\u25cc"
_RUNS = regex.compile(f"[{_BANGLA}]+|[^{_BANGLA}]+")


@dataclass(frozen=True, slots=True)
class Shaped:
    """A glyph by its number in the font, and how far it moves what follows, in thousandths of the size.

    `across` and `up` are where it stands from there. `letters` are the code points it is made of, () where an
    earlier glyph has them.
    """

    glyph: int
    letters: tuple[int, ...]
    advance: float
    across: float
    up: float


class Shaper:
    """Shapes with one font of a PDF."""

    def __init__(self, font: TTFFont) -> None:
        self.font = font
        self._scale = font.scale
        self.shaped = lru_cache(maxsize=20_000)(self._shaped)

    def width(self, text: str, size: float) -> float:
        """How wide a text is at a size in points."""
        return sum(glyph.advance for glyph in self.shaped(text)) * size / 1000

    def _shaped(self, text: str) -> tuple[Shaped, ...]:
        return tuple(
            glyph for run in _RUNS.findall(drawable(text, self.font.glyph_ids)) for glyph in self._run(run)
        )

    def _run(self, run: str) -> list[Shaped]:
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(run)
        buffer.guess_segment_properties()
        buffer.flags = hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
        hb.shape(self.font.hbfont, buffer, {})
        clusters = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(clusters, [*clusters[1:], len(run)], strict=True))
        found = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            letters = tuple(map(ord, run[info.cluster : ends.pop(info.cluster, info.cluster)]))
            scale = self._scale
            found.append(
                Shaped(
                    info.codepoint,
                    letters,
                    place.x_advance * scale,
                    place.x_offset * scale,
                    place.y_offset * scale,
                )
            )
        return found

    def drawn(self, text: str, x: float, y: float, size: float) -> str:
        """The operators that draw a text from `x`, `y` (upwards from the page's foot), in points."""
        parts, run, ahead = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"], "", False
        for glyph in self.shaped(text):
            if ahead or glyph.across or glyph.up:
                parts += [f"({run}) Tj"] if run else []
                run = ""
                across, up = x + glyph.across * size / 1000, y + glyph.up * size / 1000
                parts.append(f"1 0 0 1 {across:.2f} {up:.2f} Tm")
            sign, own = self._sign(glyph)
            run += sign
            x += glyph.advance * size / 1000
            # A glyph that stands elsewhere, or moves what follows by other than its width, is placed alone.
            ahead = bool(glyph.across or glyph.up) or round(glyph.advance) != own
        return " ".join([*parts, *([f"({run}) Tj"] if run else [])])

    def space(self, x: float, y: float, size: float, gap: float) -> str:
        """A space stretched to `gap`: readers would take a gap behind a narrow one for a second space."""
        (glyph,) = self.shaped(" ")
        stretched = 100 * gap / (glyph.advance * size / 1000)
        return f" {stretched:.2f} Tz 1 0 0 1 {x:.2f} {y:.2f} Tm ({self._sign(glyph)[0]}) Tj 100 Tz"

    def _sign(self, glyph: Shaped) -> tuple[str, int]:
        """The glyph as the font's subset in the file names it, and its own width."""
        font = self.font
        name = font.ttfont.getGlyphName(glyph.glyph)
        width = round(self._scale * font.ttfont["hmtx"].metrics[name][0])
        subset = font.subset
        kept = subset.get_glyph(glyph=glyph.glyph, unicode=glyph.letters, glyph_name=name, glyph_width=width)
        sign = subset.pick_glyph(kept)
        return ("" if sign is None else font.escape_text(chr(sign))), width
