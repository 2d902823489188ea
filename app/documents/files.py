"""A document as a file: PDF or HTML, by the suffix of its name."""

from __future__ import annotations

from pathlib import Path

from app.documents.model import Document
from app.errors import Refusal

SUFFIXES = (".pdf", ".html")


def kind_of(out: Path) -> str:
    """The suffix of a document's file. Raises `Refusal` for another than `SUFFIXES`."""
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refusal("document.bad_suffix", name=out.name)
    return suffix


def document_bytes(document: Document, kind: str) -> bytes:
    """The document as a file of that suffix."""
    if kind == ".pdf":
        from app.documents.pdf import pdf_bytes  # what prints, only where something is printed

        return pdf_bytes(document)
    from app.documents.html import html_bytes

    return html_bytes(document)
