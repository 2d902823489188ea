"""Writes a document as one HTML file that needs no other, printed as the PDF is by its own style.

There is no script in it. Attached files are links that hold them (`data:`), to be saved or read by programs.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from app.archive.qr import QUIET, qr_rows
from app.documents.model import (
    BarChart,
    Block,
    Document,
    Heading,
    Letterhead,
    MemoLine,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Space,
    Table,
    Text,
    spans,
)
from app.paths import resources

_COLOURS = ("#006a4e", "#245a8c", "#c08a1e", "#78508c", "#963c32", "#5a6e64")


def html_bytes(document: Document) -> bytes:
    """The document as an HTML file, UTF-8. Raises `ValueError` for a QR text that no code can hold."""
    body = "\n".join(_block(block) for block in document.blocks)
    files = "".join(_files(document))
    style = (resources() / "styles" / "document.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(document.title)}</title><style>{style}</style></head>\n"
        f"<body>\n{body}\n{_foot(document)}{files}</body>\n</html>\n"
    ).encode()


def _block(block: Block) -> str:
    match block:
        case Letterhead():
            return _letterhead(block)
        case MemoLine():
            dates = " ".join(  # a space for whoever copies the text: what the style makes two lines
                f"<span>{escape(day)}</span>" for day in (block.date_above, block.date_below) if day
            )
            return (
                f'<div class="memo"><span>{escape(block.label)}: <b>{escape(block.number)}</b></span>'
                f'<span>{escape(block.date_label)}: <span class="dates">{dates}</span></span></div>'
            )
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            indent = f' style="margin-left:{block.indent * 1.33:.0f}px"' if block.indent else ""
            return f'<p class="{block.align}"{indent}>{_text(block.text)}</p>'
        case Table():
            return _table(block)
        case BarChart():
            return _chart(block)
        case Signature():
            left = "".join(f"<p>{_text(line)}</p>" for line in block.left)
            right = "".join(f"<p>{escape(line)}</p>" for line in block.lines)
            return f'<div class="sign"><div>{left}</div><div>{right}</div></div>'
        case Picture():
            return f'<p class="{block.align}">{_picture(block)}</p>'
        case Space():
            return f'<div style="height:{block.height * 1.33:.0f}px"></div>'
        case PageBreak():
            return '<div class="break"></div>'


def _text(text: Text) -> str:
    def shown(words: str) -> str:
        return escape(words).replace("\n", "<br>")

    parts = []
    for span in spans(text):
        words = shown(span.text)
        words = f"<b>{words}</b>" if span.bold else words
        parts.append(f'<span class="muted">{words}</span>' if span.muted else words)
    return "".join(parts)


def _picture(picture: Picture) -> str:
    kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(picture.data).decode()
    width = f"{picture.width * 1.33:.0f}"
    return f'<img src="data:image/{kind};base64,{data}" alt="{escape(picture.alt)}" width="{width}">'


def _letterhead(head: Letterhead) -> str:
    lines = [
        *(f"<p>{escape(line)}</p>" for line in head.above),
        f'<p class="name">{escape(head.name)}</p>',
        *(f"<p>{escape(line)}</p>" for line in head.below),
    ]
    if head.links:
        lines.append(f'<p class="links">{escape(" · ".join(head.links))}</p>')
    logo = _picture(head.logo) if head.logo is not None else ""
    mark = head.mark
    shown = (
        _picture(mark) if isinstance(mark, Picture) else f'<p class="mark">{escape(mark)}</p>' if mark else ""
    )
    return f'<header><div class="left">{logo}</div><div>{"".join(lines)}</div><div>{shown}</div></header>'


def _table(table: Table) -> str:
    def align(number: int) -> str:
        return f' class="{table.aligns[number]}"' if number < len(table.aligns) else ""

    head = "".join(
        f'<th scope="col"{align(number)}>{escape(text)}</th>' for number, text in enumerate(table.head)
    )
    rows = []
    for place, row in enumerate(table.rows):
        cells = []
        for number, cell in enumerate(row):
            tag, scope = ("th", ' scope="row"') if table.row_heads and number == 0 else ("td", "")
            cells.append(f"<{tag}{scope}{align(number)}>{_text(cell)}</{tag}>")
        last = ' class="total"' if table.total and place == len(table.rows) - 1 else ""
        tall = f' style="height:{table.row_height * 1.33:.0f}px"' if table.row_height else ""
        rows.append(f"<tr{last}{tall}>{''.join(cells)}</tr>")
    columns = ""
    if table.widths:
        shares = (100 * width / sum(table.widths) for width in table.widths)
        cols = "".join(f'<col style="width:{share:.1f}%">' for share in shares)
        columns = f"<colgroup>{cols}</colgroup>"
    above = f"<thead><tr>{head}</tr></thead>" if table.head else ""
    return f"<table>{columns}{above}<tbody>{''.join(rows)}</tbody></table>"


def _chart(chart: BarChart) -> str:
    most = max((sum(bar.parts) for bar in chart.bars), default=0.0) or 1.0
    rows = []
    for bar in chart.bars:
        parts = "".join(
            f'<i style="width:{85 * part / most:.1f}%;background:{_COLOURS[number % len(_COLOURS)]}"></i>'
            for number, part in enumerate(bar.parts)
            if part
        )
        rows.append(
            f'<span>{escape(bar.label)}</span><span class="bar">{parts}<b>{escape(bar.shown)}</b></span>'
        )
    legend = ""
    if len(chart.series) > 1:
        names = (
            f'<i style="background:{_COLOURS[number % len(_COLOURS)]}"></i>{escape(name)}'
            for number, name in enumerate(chart.series)
        )
        legend = f'<p class="legend">{"".join(names)}</p>'
    return (
        f'<figure aria-label="{escape(chart.summary)}"><figcaption>{escape(chart.title)}</figcaption>'
        f'<div class="bars">{"".join(rows)}</div>{legend}</figure>'
    )


def _foot(document: Document) -> str:
    foot = document.foot
    if not (foot.lines or foot.qr):
        return ""
    first, *rest = foot.lines or ("",)
    lines = "".join([f"<p><b>{escape(first)}</b></p>", *(f"<p>{escape(line)}</p>" for line in rest)])
    return f"<footer>{_qr(foot.qr, foot.qr_alt) if foot.qr else ''}<div>{lines}</div></footer>\n"


def _qr(text: str, alt: str) -> str:
    rows = qr_rows(text)
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{QUIET + across} {QUIET + down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, black in enumerate(row)
        if black
    )
    return (
        f'<svg viewBox="0 0 {side} {side}" role="img" aria-label="{escape(alt)}" '
        'shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )


def _files(document: Document) -> Iterator[str]:
    for file in document.attached:
        data = base64.b64encode(file.data).decode()
        yield (
            f'<p class="files"><a download="{escape(file.name)}" '
            f'href="data:{escape(file.media_type)};base64,{data}">{escape(file.about)}</a></p>\n'
        )
