"""Writes a document as PDF: Bangla that can be searched and copied, headings and tables tagged, PDF/A-3U.

What fpdf2 does not check of PDF/A nobody has checked: the file *declares* it.
"""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

from app import VERSION
from app.bangla.digits import to_bangla
from app.documents.canvas import LEADING, MARGIN, Canvas
from app.documents.model import Document, Span
from app.documents.pdf_blocks import draw_block
from app.documents.typesetting import MUTED

_QR_SIDE, _FOOT_SIZE = 68.0, 7.5


def pdf_bytes(document: Document, *, plain_attachments: bool = False) -> bytes:
    """The document as a PDF file. Raises `ValueError` for a QR text that no code can hold.

    With `plain_attachments` the bytes of attached files stand in the file as they are, not compressed.
    """
    canvas = Canvas(_foot_height(document))
    pdf = canvas.pdf
    pdf.set_title(document.title)
    pdf.set_lang("bn-BD" if document.language == "bn" else "en-GB")
    pdf.set_author(document.author)
    pdf.set_subject(document.subject)
    pdf.set_creator(f"Anumodon {VERSION}")
    pdf.set_creation_date(document.made_at.astimezone(UTC))
    for number, block in enumerate(document.blocks):
        draw_block(canvas, block, document.blocks[number + 1 :])
    _feet(canvas, document)
    for file in document.attached:
        pdf.embed_file(
            bytes=file.data,
            basename=file.name,
            mime_type=file.media_type,
            desc=file.about,
            compress=not plain_attachments,
            modification_date=document.made_at,
            associated_file_relationship="Data",
        )
    canvas.spare_layout_tables()
    written = BytesIO()
    pdf.output(written)
    return written.getvalue()


def _foot_height(document: Document) -> float:
    foot = document.foot
    lines = len(foot.lines) * _FOOT_SIZE * LEADING
    return max(lines, _QR_SIDE if foot.qr else 0.0) + (14.0 if foot.lines or foot.qr else 0.0)


def _feet(canvas: Canvas, document: Document) -> None:
    """Foot and page number on every page, now that it is known how many there are."""
    pages, foot = canvas.pdf.pages_count, document.foot
    for page in range(1, pages + 1):
        canvas.pdf.page = page
        if page == 1 and (foot.lines or foot.qr):
            _first_foot(canvas, document)
        baseline = canvas.pdf.h - 28
        with canvas.artifact():
            counted = foot.pages.format(page=page, pages=pages)
            _small(canvas, to_bangla(counted) if document.language == "bn" else counted, baseline, right=True)
            if page > 1 and foot.running:
                _small(canvas, foot.running, baseline, right=False)


def _first_foot(canvas: Canvas, document: Document) -> None:
    foot, top = document.foot, canvas.bottom + 6
    with canvas.artifact():
        canvas.rule(MARGIN, top, MARGIN + canvas.width, top)
    x = MARGIN
    if foot.qr:
        with canvas.tagged("Figure", foot.qr_alt), canvas.marked():
            canvas.qr(foot.qr, x, top + 4, _QR_SIDE)
        x += _QR_SIDE + 8
    y = top + 6
    for number, text in enumerate(foot.lines):
        room = MARGIN + canvas.width - x
        first = number == 0
        span = Span(text, bold=first, muted=not first)
        lines = canvas.lines((span,), _FOOT_SIZE, room)
        with canvas.tagged("P"):
            canvas.draw_lines(lines, x, y, _FOOT_SIZE, room, "left")
        y += _FOOT_SIZE * LEADING * len(lines)


def _small(canvas: Canvas, text: str, baseline: float, *, right: bool) -> None:
    size = 8.0
    words = canvas.lines(text, size, canvas.width, MUTED)
    for line in words:
        canvas.type.draw(line, MARGIN, baseline, size, canvas.width, "right" if right else "left")
