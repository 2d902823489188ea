"""Draws lying bars with their labels and numbers, and a legend where bars have parts."""

from __future__ import annotations

from app.documents.canvas import LEADING, MARGIN, Canvas
from app.documents.model import BarChart, Span
from app.documents.typesetting import Colour

SERIES: tuple[Colour, ...] = (
    (0, 106, 78),
    (36, 90, 140),
    (192, 138, 30),
    (120, 80, 140),
    (150, 60, 50),
    (90, 110, 100),
)
_SIZE, _BAR = 9.0, 9.0
_LABELS = 0.34


def draw_chart(canvas: Canvas, chart: BarChart) -> None:
    """Draw the chart where the canvas has got to; it stays on one page unless it is higher."""
    row = _SIZE * LEADING + 1.5
    labels = canvas.width * _LABELS
    laid = [canvas.lines(bar.label, _SIZE, labels - 6) for bar in chart.bars]
    height = row * sum(max(1, len(lines)) for lines in laid) + 3 * row
    canvas.need(min(height, canvas.pdf.h / 2))
    with canvas.tagged("P"):
        title = canvas.lines((Span(chart.title, bold=True),), _SIZE + 0.5, canvas.width)
        canvas.draw_lines(title, MARGIN, canvas.y, _SIZE + 0.5, canvas.width, "left")
    canvas.y += row * len(title)
    most = max((sum(bar.parts) for bar in chart.bars), default=0.0) or 1.0
    numbers = [canvas.lines(bar.shown, _SIZE, labels) for bar in chart.bars]
    wide = max((lines[0].width for lines in numbers), default=0.0) + 8
    room = canvas.width - labels - wide
    with canvas.tagged("Figure", chart.summary):
        for bar, lines, shown in zip(chart.bars, laid, numbers, strict=True):
            canvas.need(row * len(lines))
            canvas.draw_lines(lines, MARGIN, canvas.y, _SIZE, labels - 6, "left")
            with canvas.marked():
                x = MARGIN + labels
                for number, part in enumerate(bar.parts):
                    width = room * part / most
                    if width:
                        top = canvas.y + (row - _BAR) / 2
                        canvas.fill(x, top, width, _BAR, SERIES[number % len(SERIES)])
                    x += width
            canvas.draw_lines(shown, x + 4, canvas.y, _SIZE, wide, "left")
            canvas.y += row * max(1, len(lines))
        if len(chart.series) > 1:
            _legend(canvas, chart)
    canvas.y += 8


def _legend(canvas: Canvas, chart: BarChart) -> None:
    start, row = MARGIN + canvas.width * _LABELS, _SIZE * LEADING
    x = start
    for number, name in enumerate(chart.series):
        lines = canvas.lines(name, _SIZE - 1, canvas.width)
        if x > start and x + lines[0].width + 24 > MARGIN + canvas.width:
            x, canvas.y = start, canvas.y + row
        with canvas.marked():
            canvas.fill(x, canvas.y + 4, 7, 7, SERIES[number % len(SERIES)])
        canvas.draw_lines(lines, x + 11, canvas.y, _SIZE - 1, lines[0].width + 1, "left")
        x += lines[0].width + 26
    canvas.y += row
