"""A document as an office prints it: letterhead, paragraphs, tables, charts, signatures, foot with QR code.

Values alone. `documents.pdf` and `documents.html` write the same document, each in its own way. Lengths are
in points (1/72 inch). Texts are in the language the document names, in its digits, ready to be read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from app.values import dataclass

Align = Literal["left", "right", "center", "justify"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of one look."""

    text: str
    bold: bool = False
    muted: bool = False


Text: TypeAlias = str | tuple[Span, ...]


def spans(text: Text) -> tuple[Span, ...]:
    """A text as spans."""
    return (Span(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """A text without its looks."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG image. `alt` says what is on it; `width` is in points."""

    data: bytes
    alt: str
    width: float = 56.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a letter: lines above the office's name, the name, lines below it, and its addresses.

    `mark` is what a directive wants printed in the upper right corner: a picture, or words; None for nothing.
    """

    above: tuple[str, ...]
    name: str
    below: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    logo: Picture | None = None
    mark: Picture | str | None = None


@dataclass(frozen=True, slots=True)
class MemoLine:
    """The memo number left; right the date, the Bangla calendar's above the Gregorian one."""

    label: str
    number: str
    date_label: str
    date_above: str
    date_below: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the document's title), 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words over the whole width. `space` is what is left free below; `indent` moves it to the right."""

    text: Text
    align: Align = "justify"
    size: float = 10.0
    space: float = 6.0
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts. `widths` are shares of the whole; the head is repeated on every page.

    The first cell of a row is its head where `row_heads`. Without a `head` it is a list of facts. `total`
    says that the last row adds up the others. `row_height` is the least height of a row (points), where
    something is to be written by hand; `pad` is what is left free above and below the words of one.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    row_heads: bool = False
    total: bool = False
    size: float = 9.5
    row_height: float = 0.0
    pad: float = 2.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, the sizes of its parts (one a series), and the number written at its end."""

    label: str
    parts: tuple[float, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, each of as many parts as there are series. `summary` says in words what is to be seen."""

    title: str
    summary: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Where somebody signs: lines under that place, the first in bold; `left` stands beside it."""

    lines: tuple[str, ...]
    left: tuple[Text, ...] = ()
    room: float = 34.0


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, this high."""

    height: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block: TypeAlias = (
    Letterhead | MemoLine | Heading | Paragraph | Table | BarChart | Signature | Picture | Space | PageBreak
)


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of the first page: lines (the first in bold) beside a QR code of `qr`, "" for no code.

    `pages` is a sentence with `{page}` and `{pages}`, at the right of every page; `digits` names the language
    they are written in. `running` stands at the left of the pages after the first.
    """

    lines: tuple[str, ...] = ()
    qr: str = ""
    qr_alt: str = ""
    pages: str = "{page} / {pages}"
    running: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that a document carries for other programs to read. `name` is a plain file name."""

    name: str
    media_type: str
    data: bytes
    about: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `language` is `bn` or `en`; `made_at` is aware."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    made_at: datetime
    author: str = ""
    subject: str = ""
    foot: Foot = Foot()
    attached: tuple[AttachedFile, ...] = ()
