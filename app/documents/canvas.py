"""The pages of one PDF while they are filled: fonts, tags, the place reached, and page breaks.

Declares PDF/A-3U as far as fpdf2 enforces it: embedded fonts, a colour profile, metadata, no encryption.
Lengths are in points, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from fpdf import FPDF
from fpdf.fonts import TTFFont
from PIL import Image

from app.archive.qr import QUIET, qr_rows
from app.documents.model import Align, Picture, Text
from app.documents.structure import Structure
from app.documents.typesetting import BOLD, FAMILY, INK, REGULAR, Colour, Line, Typesetter
from app.paths import resources

MARGIN, TOP, BOTTOM = 51.0, 40.0, 46.0  # 18 mm left and right; the foot stands within the bottom margin
LEADING = 1.55  # of the size: Bangla has marks above and below
RULE: Colour = (120, 130, 124)
_FILES = {REGULAR: "NotoSansBengali_400Regular.ttf", BOLD: "NotoSansBengali_700Bold.ttf"}
_LAYOUT_TABLES = {"GDEF", "GPOS", "GSUB"}  # of a font: shaping is done by the time they are written


class Canvas:
    """What blocks are drawn on. `y` is the top of what comes next."""

    def __init__(self, foot_height: float) -> None:
        self.pdf = FPDF(unit="pt", format="A4", enforce_compliance="PDF/A-3U")
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(0)
        for style, file in _FILES.items():
            self.pdf.add_font(FAMILY, style, resources() / "fonts" / file)
        self.structure = Structure()
        self.pdf.struct_builder = self.structure
        self._tag: str | None = None  # of the innermost element; None within an artifact
        self.type = Typesetter(self.pdf, self._marking)
        self.width = self.pdf.w - 2 * MARGIN
        self._foot_height = foot_height
        self.y = 0.0
        self.new_page()

    def spare_layout_tables(self) -> None:
        """Take out of the fonts what fpdf2 leaves out of the file, once everything is drawn.

        fontTools would first read all of them, which takes longer than the rest of a page.
        """
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                for table in _LAYOUT_TABLES & set(font.ttfont.keys()):
                    del font.ttfont[table]

    @property
    def bottom(self) -> float:
        """Where the page's body ends."""
        first = self._foot_height if self.pdf.page == 1 else 0.0
        return float(self.pdf.h) - BOTTOM - first

    @property
    def left(self) -> float:
        """How much height is free on this page."""
        return self.bottom - self.y

    def new_page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a page where this one has no room of that height, unless it is empty."""
        if height > self.left and self.y > TOP:
            self.new_page()

    @contextmanager
    def tagged(self, tag: str, alt: str = "") -> Iterator[None]:
        """What is drawn within belongs to an element of that tag."""
        outer, self._tag = self._tag, tag
        self.structure.open(tag, self.pdf.page, self.pdf.pages[self.pdf.page], alt)
        yield
        self.structure.close()
        self._tag = outer

    def _marking(self) -> tuple[str, str]:
        """The operators around content of the innermost element."""
        if self._tag is None:
            return "", ""
        number, page = self.structure.mark(self.pdf.page)
        self.pdf.pages[self.pdf.page].struct_parents = page
        return f"/{self._tag} <</MCID {number}>> BDC", "EMC"

    @contextmanager
    def marked(self) -> Iterator[None]:
        """What is drawn within, other than words, is content of the innermost element, on one page."""
        begin, end = self._marking()
        self.pdf._out(begin)
        yield
        self.pdf._out(end)

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is no part of the text: rules, page numbers."""
        outer, self._tag = self._tag, None
        self.pdf._out("/Artifact BMC")
        yield
        self.pdf._out("EMC")
        self._tag = outer

    def lines(self, text: Text, size: float, room: float, colour: Colour = INK) -> list[Line]:
        """A text broken into lines."""
        return self.type.lines(text, size, room, colour)

    def draw_lines(
        self, lines: list[Line], x: float, y: float, size: float, room: float, align: Align
    ) -> None:
        """Draw lines one below the other, the first's top at `y`. Within an element, or an artifact."""
        for number, line in enumerate(lines):
            baseline = y + size * LEADING * (number + 0.5) + size * 0.33
            self.type.draw(line, x, baseline, size, room, align)

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, width: float = 0.6, colour: Colour = RULE
    ) -> None:
        """A straight line."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        self.pdf.line(x, y, to_x, to_y)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle. fpdf2 leaves out a colour that it set last, and words set others since."""
        red, green, blue = (part / 255 for part in colour)
        place = f"{x:.2f} {self.pdf.h - y - height:.2f} {width:.2f} {height:.2f}"
        self.pdf._out(f"q {red:.3f} {green:.3f} {blue:.3f} rg {place} re f Q")

    def picture(self, picture: Picture, x: float, y: float) -> float:
        """Draw an image, and return its height. The caller has tagged it."""
        width, height = picture_size(picture)
        self.pdf.image(BytesIO(picture.data), x, y, width, height)
        return height

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """Draw a QR code with the white around it."""
        rows = qr_rows(text)
        module = side / (len(rows) + 2 * QUIET)
        self.fill(x, y, side, side, (255, 255, 255))
        for down, row in enumerate(rows):
            start = None
            for across, black in enumerate([*row, False]):
                if black and start is None:
                    start = across
                elif not black and start is not None:
                    place = x + module * (QUIET + start), y + module * (QUIET + down)
                    # A hair more than a module, so that no white shows between two.
                    self.fill(*place, module * (across - start) + 0.05, module + 0.05, (0, 0, 0))
                    start = None


def picture_size(picture: Picture) -> tuple[float, float]:
    """Width and height in points."""
    with Image.open(BytesIO(picture.data)) as image:
        return picture.width, picture.width * image.height / image.width
