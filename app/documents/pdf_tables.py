"""Draws a table: rows kept whole, and the head again on every page."""

from __future__ import annotations

from app.documents.canvas import LEADING, MARGIN, RULE, Canvas
from app.documents.model import Align, Span, Table, Text, spans
from app.documents.typesetting import Colour, Line

_PAD_X = 5.0
_HEAD_FILL: Colour = (241, 244, 242)


def draw_table(canvas: Canvas, table: Table) -> None:
    """Draw the table where the canvas has got to, over as many pages as it takes."""
    widths = _widths(canvas, table)
    with canvas.tagged("Table"):
        if table.head:
            head = tuple((Span(text, bold=True),) for text in table.head)
            first = _laid(canvas, table, widths, table.rows[0]) if table.rows else []
            canvas.need(_height(table, _laid(canvas, table, widths, head)) + _height(table, first))
            _row(canvas, table, widths, head, is_head=True)
        for number, row in enumerate(table.rows):
            last = table.total and number == len(table.rows) - 1
            shown = tuple(_bold(cell) for cell in row) if last else row
            height = _height(table, _laid(canvas, table, widths, shown))
            if height > canvas.left:
                canvas.new_page()
                if table.head:
                    _row(canvas, table, widths, head, is_head=True)
            _row(canvas, table, widths, shown, is_head=False)
    canvas.y += 8


def _widths(canvas: Canvas, table: Table) -> list[float]:
    columns = len(table.head) or max((len(row) for row in table.rows), default=1)
    shares = table.widths or (1.0,) * columns
    return [canvas.width * share / sum(shares) for share in shares]


def _bold(text: Text) -> Text:
    return tuple(Span(span.text, bold=True) for span in spans(text))


def _laid(canvas: Canvas, table: Table, widths: list[float], row: tuple[Text, ...]) -> list[list[Line]]:
    return [
        canvas.lines(cell, table.size, width - 2 * _PAD_X) for cell, width in zip(row, widths, strict=True)
    ]


def _height(table: Table, cells: list[list[Line]]) -> float:
    wanted = max((len(lines) for lines in cells), default=0) * table.size * LEADING + 2 * table.pad
    return max(wanted, table.row_height)


def _row(canvas: Canvas, table: Table, widths: list[float], row: tuple[Text, ...], *, is_head: bool) -> None:
    """One row; a row higher than a page goes on on the next ones."""
    cells = _laid(canvas, table, widths, row)
    line_height = table.size * LEADING
    while True:
        fit = max(1, int((canvas.left - 2 * table.pad + 0.01) // line_height))
        here = [lines[:fit] for lines in cells]
        cells = [lines[fit:] for lines in cells]
        _part(canvas, table, widths, here, is_head=is_head)
        if not any(cells):
            return
        canvas.new_page()


def _part(
    canvas: Canvas, table: Table, widths: list[float], cells: list[list[Line]], *, is_head: bool
) -> None:
    height, x = _height(table, cells), MARGIN
    with canvas.artifact():
        if is_head:
            canvas.fill(MARGIN, canvas.y, canvas.width, height, _HEAD_FILL)
        canvas.pdf.set_draw_color(*RULE)
        canvas.pdf.set_line_width(0.5)
        for width in widths:
            canvas.pdf.rect(x, canvas.y, width, height)
            x += width
    x = MARGIN
    with canvas.tagged("TR"):
        for number, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            align: Align = table.aligns[number] if number < len(table.aligns) else "left"
            tag = "TH" if is_head or (table.row_heads and number == 0) else "TD"
            with canvas.tagged(tag):
                canvas.draw_lines(
                    lines, x + _PAD_X, canvas.y + table.pad, table.size, width - 2 * _PAD_X, align
                )
            x += width
    canvas.y += height
