"""The sum of many offices' reports as a document and as a workbook."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from app.archive.keys import grouped
from app.bangla.dates import long
from app.documents.model import Align, Block, Document, Foot, Heading, Paragraph, Span, Table, Text, plain
from app.i18n import Translator
from app.services.reports.files import kind_of
from app.services.reports.merging import Merged
from app.services.reports.naming import fiscal_quarter, fiscal_year, label, written
from app.services.reports.sheet import write_rows

_COLUMNS = (
    "posts.approved",
    "posts.published",
    "findings.blocks",
    "responses.in_time",
    "responses.late",
    "awareness.activities",
)


def merged_bytes(merged: Merged, out: Path, language: str) -> bytes:
    """The sum as the file that `out` names. Raises `Refusal` for another suffix than a report has."""
    kind = kind_of(out)
    if kind == ".xlsx":
        return _workbook(merged, language)
    if kind == ".pdf":
        from app.documents.pdf import pdf_bytes

        return pdf_bytes(merged_document(merged, language))
    from app.documents.html import html_bytes

    return html_bytes(merged_document(merged, language))


def merged_document(merged: Merged, language: str) -> Document:
    """Sums, then each office's own figures, then whose signature each report bears."""
    words = Translator(language)
    named = {"year": fiscal_year(merged.quarter, language), "quarter": fiscal_quarter(merged.quarter, words)}
    title = words("report_merged.title", **named)
    at = long(merged.at, language)
    blocks: list[Block] = [
        Heading(title, 1),
        Paragraph(words("report_merged.about", n=len(merged.reports), at=at), align="left"),
        Heading(words("report_merged.sums")),
        _sums(merged, words),
        Heading(words("report_merged.offices")),
        _offices(merged, words),
        Heading(words("report_merged.signatures")),
        _signatures(merged, words),
    ]
    foot = Foot(pages=words("report_paper.page", page="{page}", pages="{pages}"), running=title)
    return Document(title, language, tuple(blocks), merged.at, subject=title, foot=foot)


def _sums(merged: Merged, words: Translator) -> Table:
    content = merged.reports[0].content
    rows: list[tuple[Text, ...]] = [
        (
            label(one.key, content, words),
            (Span(written(None, words), muted=True),) if one.value is None else words.number(one.value),
            words.number(one.offices),
        )
        for one in merged.sums
    ]
    head = (words("report_paper.what"), words("report_merged.sum"), words("report_merged.with_data"))
    return Table(head, tuple(rows), (4, 1, 1.2), ("left", "right", "right"), row_heads=True)


def _offices(merged: Merged, words: Translator) -> Table:
    rows: list[tuple[Text, ...]] = []
    for report in merged.reports:
        content = report.content
        cells = (written(content.value(key), words) for key in _COLUMNS)
        rows.append((content.office.name(words.language), *cells))
    total = (written(merged.value(key), words) for key in _COLUMNS)
    rows.append((words("report_paper.annex.total"), *total))
    content = merged.reports[0].content
    head = (words("report_merged.office"), *(label(key, content, words) for key in _COLUMNS))
    right: Align = "right"
    return Table(
        head,
        tuple(rows),
        (3, *(1.1 for _ in _COLUMNS)),
        ("left", *(right for _ in _COLUMNS)),
        row_heads=True,
        total=True,
        size=8.5,
    )


def _signatures(merged: Merged, words: Translator) -> Table:
    rows: list[tuple[Text, ...]] = [
        (
            report.content.office.name(words.language),
            report.name,
            long(report.content.made_at, words.language),
            grouped(report.fingerprint) if report.fingerprint else words("report_merged.unsigned"),
        )
        for report in merged.reports
    ]
    head = ("office", "file", "made", "fingerprint")
    return Table(
        tuple(words(f"report_merged.{name}") for name in head), tuple(rows), (3, 2, 2.4, 4), size=8.0
    )


def _workbook(merged: Merged, language: str) -> bytes:
    from openpyxl import Workbook  # only where a workbook is written

    words = Translator(language)
    content = merged.reports[0].content
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = words("report_merged.sums")[:31]
    head = (words("report_paper.what"), words("report_paper.annex.key"))
    write_rows(first, [(*head, words("report_merged.sum"), words("report_merged.with_data"))])
    no_data = words("report_paper.no_data")
    write_rows(
        first,
        [
            (
                label(one.key, content, words),
                one.key,
                no_data if one.value is None else one.value,
                one.offices,
            )
            for one in merged.sums
        ],
    )
    offices = book.create_sheet(words("report_merged.offices")[:31])
    keys = [one.key for one in merged.sums]
    write_rows(offices, [(words("report_merged.office"), *(label(key, content, words) for key in keys))])
    for report in merged.reports:
        values = [report.content.value(key) for key in keys]
        shown = [no_data if value is None else value for value in values]
        write_rows(offices, [(report.content.office.name(language), *shown)])
    signatures = book.create_sheet(words("report_merged.signatures")[:31])
    table = _signatures(merged, words)
    write_rows(signatures, [table.head, *(tuple(map(plain, row)) for row in table.rows)])
    written_ = BytesIO()
    book.save(written_)
    return written_.getvalue()
