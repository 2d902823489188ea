"""A .csv or .xlsx as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING
from xml.sax.handler import ContentHandler

from app.errors import Refusal
from app.intake.limits import CALENDAR_COLUMNS, CALENDAR_ROWS, HEADER_WITHIN, XML_BYTES
from app.intake.markup import BadXml, walk
from app.intake.texts import decode
from app.intake.zips import open_office

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

Cell = str | datetime | date | time
_DELIMITERS = (",", ";", "\t")
# Characters of a cell: the csv module's own limit, which a page's download lifts for the whole process.
_CELL = 131_072

# BadXml, and what openpyxl raises on well-formed XML that is no sound workbook: none is a bug of ours.
# SyntaxError is what its XML parsers raise.
_BROKEN = (
    BadXml,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` from the first row on, blank ones included, so that the person finds them by number.

    `title` is "" where the file has but one sheet.
    """

    title: str
    rows: Sequence[Sequence[Cell]]


def read_csv(data: bytes, name: str, fit: Callable[[Sequence[Sequence[Cell]]], int]) -> Sheet:
    """Rows of a .csv. Of the delimiters , ; and tab the one is taken whose first rows `fit` rates highest.

    Quotes are taken strictly: an open one would swallow every following row into one post. Raises
    `intake.calendar_line` naming the line, `intake.calendar_long_cell` for a cell that no text can fill.
    """
    text = decode(data, name)
    delimiter = max(_DELIMITERS, key=lambda candidate: fit(_preview(text, candidate)))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in lines:
            if any(len(cell) > _CELL for cell in row):
                raise Refusal("intake.calendar_long_cell", name=name, line=lines.line_num)
            rows.append(row)
            if len(rows) > CALENDAR_ROWS:
                raise Refusal("intake.calendar_rows", name=name, most=CALENDAR_ROWS)
    except csv.Error as problem:
        long = "field limit" in str(problem)
        key = "intake.calendar_long_cell" if long else "intake.calendar_line"
        raise Refusal(key, name=name, line=lines.line_num) from None
    return Sheet("", rows)


def _preview(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEADER_WITHIN))
    except csv.Error:
        return []


def read_xlsx(data: bytes, name: str) -> list[Sheet]:
    """All sheets of an .xlsx, formulas as the values last seen, dates as dates, numbers as text.

    Raises `Refusal` if it is no .xlsx (or one with a password), or is damaged or crafted.
    """
    import openpyxl  # delayed: 60 ms that only a spreadsheet needs

    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions it leaves out. The cells are all we want.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(
                _sanitised(data, name), read_only=True, data_only=True, keep_links=False
            )
            pages = [page for page in book.worksheets if page.sheet_state == "visible"]
            sheets = [Sheet(page.title, list(_rows(page, name))) for page in pages]
        except _BROKEN:
            raise Refusal("intake.office_broken", name=name) from None
    return sheets if len(sheets) > 1 else [Sheet("", sheet.rows) for sheet in sheets]


def _rows(page: ReadOnlyWorksheet, name: str) -> Iterator[tuple[Cell, ...]]:
    page.reset_dimensions()  # what the file says of its size may be wrong
    cells = page.iter_rows(max_col=CALENDAR_COLUMNS, values_only=True)  # type: ignore[misc]  # stubs: Worksheet
    for number, row in enumerate(cells, start=1):
        if number > CALENDAR_ROWS:
            raise Refusal("intake.calendar_rows", name=name, most=CALENDAR_ROWS)
        yield tuple(_cell(value) for value in row)


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime | date | time):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # Excel writes a pasted carriage return as this escape.
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _sanitised(data: bytes, name: str) -> io.BytesIO:
    """The workbook's XML parts, each within our limits and no bomb, in a new zip for openpyxl."""
    package = open_office(data, name)
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as rebuilt:
        for member in package.names():
            if member.endswith((".xml", ".rels")):
                part = package.read(member, XML_BYTES)
                walk(part, ContentHandler())
                rebuilt.writestr(member, part)
    return clean
