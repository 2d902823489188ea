"""A report as a workbook: the sums, charts beside their tables, every figure with the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from app.documents.model import BarChart, Block, Heading, Paragraph, Table, plain
from app.i18n import Translator
from app.services.base.enums import PURPOSES
from app.services.reports.annex import annex
from app.services.reports.content import Content
from app.services.reports.naming import (
    account_name,
    fiscal_quarter,
    fiscal_year,
    label,
    period,
    purpose_name,
)
from app.services.reports.sums import sums

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_CHUNK = 30_000  # signs of a cell, of which it holds 32,767
_WIDTHS = (46, 18, 18, 18, 18, 30)
_MOST_IDS = 2_000  # a cell names


def workbook_bytes(content: Content, language: str, *, data: str = "") -> bytes:
    """The report as an .xlsx. `data`, where given, is kept on a last sheet for other programs to read."""
    from openpyxl import Workbook  # only where a workbook is written
    from openpyxl.styles import Font

    words = Translator(language)
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = words("report_paper.annex.summary")
    _summary(first, content, words)
    _months(book, content, words)
    _purposes(book, content, words)
    _annex(book, content, words)
    _all(book, content, words)
    if data:
        sheet = book.create_sheet(DATA_SHEET)
        for start in range(0, len(data), _CHUNK):
            _row(sheet, [data[start : start + _CHUNK]])
    for sheet in book.worksheets:
        for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    book.properties.title = words("report_paper.title")
    book.properties.creator = content.office.name(language)
    book.properties.created = book.properties.modified = content.made_at.replace(tzinfo=None)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


DATA_SHEET = "anumodon"


def write_rows(sheet: Worksheet, rows: Iterable[Iterable[str | int | float | None]]) -> None:
    """Rows at a sheet's end. A text stays one, whatever it begins with: none becomes a formula."""
    for row in rows:
        _row(sheet, row)


def _row(sheet: Worksheet, cells: Iterable[str | int | float | None]) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(cells, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = _printable(value)
            if cell.value:
                cell.data_type = "s"
        else:
            cell.value = value


def _printable(text: str) -> str:
    """Without the signs that a workbook's XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or sign >= " ")


def _summary(sheet: Worksheet, content: Content, words: Translator) -> None:
    language = words.language
    year, quarter = fiscal_year(content.quarter, language), fiscal_quarter(content.quarter, words)
    _row(sheet, [content.office.name(language)])
    _row(sheet, [words("report_paper.subject", year=year, quarter=quarter)])
    _row(sheet, [period(content.quarter, language)])
    _row(sheet, [""])
    table = sums(content, words)
    _row(sheet, table.head[1:])
    for row in table.rows:
        _row(sheet, [plain(cell) for cell in row[1:]])


def _months(book: Workbook, content: Content, words: Translator) -> None:
    from openpyxl.chart import BarChart as Chart
    from openpyxl.chart import Reference

    from app.bangla.dates import month_name

    sheet = book.create_sheet(_title(words("report_paper.annex.months")))
    names = [month_name(content.quarter.begins.month + n, words.language) for n in range(3)]
    _row(sheet, [words("report_paper.annex.account"), *names, words("report_paper.annex.total")])
    lines = [line for line in content.accounts if line.months is not None]
    for line in lines:
        months = line.months or (0, 0, 0)
        _row(sheet, [account_name(line.key, content, words), *months, sum(months)])
    if not lines:
        return
    chart = Chart()
    chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
    chart.title = words("report_paper.annex.months")
    rows = len(lines) + 1
    chart.add_data(
        Reference(sheet, min_col=1, max_col=4, min_row=2, max_row=rows), from_rows=True, titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=2, max_col=4, min_row=1, max_row=1))
    sheet.add_chart(chart, f"A{rows + 3}")


def _purposes(book: Workbook, content: Content, words: Translator) -> None:
    from openpyxl.chart import BarChart as Chart
    from openpyxl.chart import Reference

    sheet = book.create_sheet(_title(words("report_paper.annex.purposes")))
    _row(sheet, [words("report_paper.annex.purpose"), words("report_paper.annex.posts")])
    for purpose in PURPOSES:
        value = content.value(f"posts.published.purpose.{purpose}")
        shown = words("report_paper.no_data") if value is None else value
        _row(sheet, [purpose_name(purpose, words), shown])
    chart = Chart()
    chart.type = "bar"
    chart.title = words("report_paper.annex.purposes")
    chart.legend = None
    rows = len(PURPOSES) + 1
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=rows), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows))
    sheet.add_chart(chart, f"A{rows + 3}")


def _annex(book: Workbook, content: Content, words: Translator) -> None:
    sheet = book.create_sheet(_title(words("report_paper.annex.title")))
    for block in annex(content, words):
        _block(sheet, block)


def _block(sheet: Worksheet, block: Block) -> None:
    match block:
        case Heading():
            _row(sheet, [""] if sheet.max_row > 1 else [])
            _row(sheet, [block.text])
        case Paragraph():
            _row(sheet, [plain(block.text)])
        case Table():
            _row(sheet, block.head)
            for row in block.rows:
                _row(sheet, [plain(cell) for cell in row])
        case BarChart():
            pass  # the sheets before have charts of the program's own
        case _:
            raise AssertionError("an annex is made of these")


def _all(book: Workbook, content: Content, words: Translator) -> None:
    """Every figure as a number, with the ids it was counted from."""
    sheet = book.create_sheet(_title(words("report_paper.annex.all")))
    heads = ("report_paper.what", "report_paper.annex.key", "report_paper.value", "report_paper.annex.rows")
    _row(sheet, [words(head) for head in heads])
    for key, value in content.figures.items():
        of, ids = content.rows.get(key, ("", ()))
        shown = words("report_paper.no_data") if value is None else value
        _row(sheet, [label(key, content, words), key, shown, _ids(of, ids)])


def _ids(of: str, ids: Sequence[int]) -> str:
    if not ids:
        return ""
    more = " …" if len(ids) > _MOST_IDS else ""
    return f"{of}: {', '.join(map(str, ids[:_MOST_IDS]))}{more}"


def _title(text: str) -> str:
    """A name that a sheet may bear: 31 signs, and none of those that formulas use."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in text)[:31].strip()
