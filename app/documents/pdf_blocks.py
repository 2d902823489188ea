"""Draws each kind of block of a document on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.canvas import LEADING, MARGIN, RULE, TOP, Canvas, picture_size
from app.documents.model import (
    Align,
    BarChart,
    Block,
    Heading,
    Letterhead,
    MemoLine,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Space,
    Span,
    Table,
    Text,
)
from app.documents.pdf_charts import draw_chart
from app.documents.pdf_tables import draw_table
from app.documents.typesetting import Line

_HEADING_SIZES = {1: 14.0, 2: 11.5, 3: 10.5}


def draw_block(canvas: Canvas, block: Block, rest: Sequence[Block]) -> None:
    """Draw one block where the canvas has got to; `rest` follows it.

    A heading stays with what follows, and a signature with the last two lines of the words before it.
    """
    match block:
        case Letterhead():
            _letterhead(canvas, block)
        case MemoLine():
            _memo(canvas, block)
        case Heading():
            _heading(canvas, block, rest[0] if rest else None)
        case Paragraph():
            _paragraph(canvas, block, _signed_below(canvas, rest))
        case Table():
            draw_table(canvas, block)
        case BarChart():
            draw_chart(canvas, block)
        case Signature():
            _signature(canvas, block)
        case Picture():
            _picture(canvas, block)
        case Space():
            canvas.y += block.height
        case PageBreak():
            canvas.new_page()


def _letterhead(canvas: Canvas, head: Letterhead) -> None:
    top = canvas.y
    side = 96.0 if head.mark is not None else head.logo.width + 10 if head.logo is not None else 0.0
    bottom = top
    if head.logo is not None:
        with canvas.tagged("Figure", head.logo.alt), canvas.marked():
            bottom = max(bottom, top + canvas.picture(head.logo, MARGIN, top))
    lines = [
        *((Span(text), 9.5) for text in head.above),
        (Span(head.name, bold=True), 14.0),
        *((Span(text), 9.5) for text in head.below),
    ]
    y = top
    for span, size in lines:
        y = _centred(canvas, (span,), y, size, side)
    if head.links:
        y = _centred(canvas, " · ".join(head.links), y + 1, 8.5, 0.0 if y > bottom else side)
    if head.mark is not None:
        bottom = max(bottom, _mark(canvas, head.mark, top, side))
    canvas.y = max(y, bottom) + 7
    with canvas.artifact():
        canvas.rule(MARGIN, canvas.y, MARGIN + canvas.width, canvas.y, 1.1, (23, 33, 27))
    canvas.y += 10


def _centred(canvas: Canvas, text: Text, y: float, size: float, side: float) -> float:
    room = canvas.width - 2 * side
    lines = canvas.lines(text, size, room)
    with canvas.tagged("P"):
        canvas.draw_lines(lines, MARGIN + side, y, size, room, "center")
    return y + size * LEADING * len(lines)


def _mark(canvas: Canvas, mark: Picture | str, top: float, side: float) -> float:
    """The slot of a directive's mark, in the upper right corner; its bottom."""
    x = MARGIN + canvas.width - side + 8
    if isinstance(mark, Picture):
        with canvas.tagged("Figure", mark.alt), canvas.marked():
            return top + canvas.picture(mark, MARGIN + canvas.width - mark.width, top)
    room = side - 16
    lines = canvas.lines(mark, 8.0, room)
    height = 8.0 * LEADING * len(lines) + 10
    with canvas.artifact():
        canvas.pdf.set_draw_color(*RULE)
        canvas.pdf.set_line_width(0.7)
        canvas.pdf.rect(x, top, side - 8, height)
    with canvas.tagged("P"):
        canvas.draw_lines(lines, x + 4, top + 5, 8.0, room, "center")
    return top + height


def _memo(canvas: Canvas, memo: MemoLine) -> None:
    size = 10.0
    height = size * LEADING
    canvas.need(2 * height + 10)
    dates = [text for text in (memo.date_above, memo.date_below) if text]
    laid = [canvas.lines(text, size, canvas.width) for text in dates]
    wide = max((line.width for lines in laid for line in lines), default=0.0) + 8
    x = MARGIN + canvas.width - wide
    middle = canvas.y + height * (len(dates) - 1) / 2
    number: Text = (Span(f"{memo.label}: "), Span(memo.number, bold=True))
    room = canvas.width * 0.66
    with canvas.tagged("P"):
        canvas.draw_lines(canvas.lines(number, size, room), MARGIN, middle, size, room, "left")
    with canvas.tagged("P"):
        label = canvas.lines(f"{memo.date_label}:", size, canvas.width)
        canvas.draw_lines(label, x - label[0].width - 6, middle, size, label[0].width + 1, "left")
        for number_, lines in enumerate(laid):
            canvas.draw_lines(lines, x, canvas.y + height * number_, size, wide, "center")
    if len(dates) == 2:
        with canvas.artifact():
            canvas.rule(x, canvas.y + height, x + wide, canvas.y + height, 0.6, (23, 33, 27))
    canvas.y += height * len(dates) + 8


def _heading(canvas: Canvas, heading: Heading, following: Block | None) -> None:
    size = _HEADING_SIZES.get(heading.level, 10.5)
    lines = canvas.lines((Span(heading.text, bold=True),), size, canvas.width)
    height = size * LEADING * len(lines)
    canvas.need(height + (110.0 if isinstance(following, Table | BarChart) else 40.0))
    canvas.y += 4
    with canvas.tagged(f"H{heading.level}"):
        align: Align = "center" if heading.level == 1 else "left"
        canvas.draw_lines(lines, MARGIN, canvas.y, size, canvas.width, align)
    canvas.y += height + 3


def _paragraph(canvas: Canvas, paragraph: Paragraph, below: float) -> None:
    """`below` is the height that has to stay on the page of its last lines."""
    size, room = paragraph.size, canvas.width - paragraph.indent
    height = size * LEADING
    lines = canvas.lines(paragraph.text, size, room)
    below += paragraph.space if below else 0.0
    while lines:
        whole = height * len(lines) + below
        if below and height * len(lines) <= canvas.left + 0.01 < whole and canvas.y > TOP:
            # Two lines go over with what is below; where fewer than two would stay, all of them do.
            here, lines = (lines[:-2], lines[-2:]) if len(lines) > 3 else ([], lines)
            _lines(canvas, paragraph, here)
            canvas.new_page()
            continue
        # At least two lines stay together, at a page's end as at the next one's beginning.
        fit = int((canvas.left + 0.01) // height)
        if fit < min(2, len(lines)):
            canvas.new_page()
            fit = max(2, int((canvas.left + 0.01) // height))
        fit = fit - 1 if len(lines) - fit == 1 and fit > 2 else fit
        here, lines = lines[:fit], lines[fit:]
        _lines(canvas, paragraph, here)
    canvas.y += paragraph.space


def _lines(canvas: Canvas, paragraph: Paragraph, lines: list[Line]) -> None:
    if not lines:
        return
    size, room = paragraph.size, canvas.width - paragraph.indent
    with canvas.tagged("P"):
        canvas.draw_lines(lines, MARGIN + paragraph.indent, canvas.y, size, room, paragraph.align)
    canvas.y += size * LEADING * len(lines)


def _signed_below(canvas: Canvas, rest: Sequence[Block]) -> float:
    """The height of a signature that follows a paragraph, with the one line that may stand between; or 0."""
    height, between = 0.0, 0
    for block in rest:
        match block:
            case Signature():
                return height + _signature_size(canvas, block)
            case Space():
                height += block.height
            case Paragraph():
                lines = len(canvas.lines(block.text, block.size, canvas.width - block.indent))
                between += lines
                if between > 1:
                    return 0.0
                height += lines * block.size * LEADING + block.space
            case _:
                return 0.0
    return 0.0


_SIGNATURE_SIZE, _SIGNATURE_ROOM = 10.0, 210.0


def _signature_lines(canvas: Canvas, signature: Signature) -> tuple[list[list[Line]], list[Line]]:
    """The lines under the place to sign, and those beside it."""
    size, room = _SIGNATURE_SIZE, _SIGNATURE_ROOM
    laid = [
        canvas.lines((Span(text, bold=number == 0),), size, room)
        for number, text in enumerate(signature.lines)
    ]
    left_room = canvas.width - room - 20
    return laid, [line for text in signature.left for line in canvas.lines(text, size, left_room)]


def _signature_size(canvas: Canvas, signature: Signature) -> float:
    laid, beside = _signature_lines(canvas, signature)
    height = _SIGNATURE_SIZE * LEADING
    return max(signature.room + height * sum(map(len, laid)), height * len(beside))


def _signature(canvas: Canvas, signature: Signature) -> None:
    size, room = _SIGNATURE_SIZE, _SIGNATURE_ROOM
    height, left_room = size * LEADING, canvas.width - room - 20
    laid, beside = _signature_lines(canvas, signature)
    whole = _signature_size(canvas, signature)
    canvas.need(whole)
    x, y = MARGIN + canvas.width - room, canvas.y + signature.room
    if beside:
        with canvas.tagged("P"):
            canvas.draw_lines(beside, MARGIN, canvas.y, size, left_room, "left")
    with canvas.artifact():
        canvas.rule(x, y - 2, x + room, y - 2, 0.5)
    for lines in laid:
        with canvas.tagged("P"):
            canvas.draw_lines(lines, x, y, size, room, "center")
        y += height * len(lines)
    canvas.y += whole + 8


def _picture(canvas: Canvas, picture: Picture) -> None:
    width, height = picture_size(picture)
    canvas.need(height)
    free = canvas.width - width
    x = MARGIN + {"right": free, "center": free / 2}.get(picture.align, 0.0)
    with canvas.tagged("Figure", picture.alt), canvas.marked():
        canvas.picture(picture, x, canvas.y)
    canvas.y += height + 6
