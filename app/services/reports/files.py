"""Reports as files that carry their own signed content: written as PDF, HTML or workbook, and read back.

The signature covers the content and the digest of the whole file, taken with zeros where digest and signature
stand. In a workbook, which other programs write anew when they save it, the digest is of its cells.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from app.archive.keys import fingerprint_of
from app.archive.minisign import PublicKey, Signer, key_id_of
from app.canonical import canonical
from app.documents.model import AttachedFile, Picture
from app.errors import Refusal
from app.files import read_regular
from app.i18n import Translator
from app.services.reports.content import BadContent, Content, read_content
from app.values import dataclass

SUFFIXES = (".pdf", ".html", ".xlsx")
_NAME, _MEDIA_TYPE = "anumodon-report.json", "application/json"
_SIGNED = b"anumodon report file 1\n"
_NO_DIGEST, _NO_SIGNATURE = "0" * 64, "0" * 88
_BEGIN = b'{"anumodon_report":1,'
_LINK = re.compile(rb'href="data:application/json;base64,([A-Za-z0-9+/=]+)"')
_MOST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report of a file. `fingerprint` is of the key that signed it, "" where nobody did."""

    name: str
    content: Content
    fingerprint: str


def kind_of(out: Path) -> str:
    """The suffix of a file to be written. Raises `Refusal` for another than `SUFFIXES`."""
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refusal("report.bad_suffix", name=out.name)
    return suffix


def report_bytes(
    content: Content, kind: str, language: str, signer: Signer | None, logo: Picture | None = None
) -> bytes:
    """The report as a file of that kind, signed where `signer` holds the key that the content names."""
    if signer is not None and fingerprint_of(signer.public_key) != content.key:
        signer = None
    key = base64.b64encode(signer.public_key).decode() if signer is not None else ""
    empty = _Envelope(content.document(), _NO_DIGEST, key, _NO_SIGNATURE)
    if kind == ".xlsx":
        from app.services.reports.sheet import workbook_bytes

        digest = cells_digest(workbook_bytes(content, language), "")
        return workbook_bytes(content, language, data=empty.sealed(digest, signer).written().decode())
    from app.services.reports.paper import document  # what prints, only where something is printed

    about = Translator(language)("report_paper.foot.data")
    attached = AttachedFile(_NAME, _MEDIA_TYPE, empty.written(), about)
    paper = document(content, language, signed=signer is not None, logo=logo, attached=(attached,))
    if kind == ".pdf":
        from app.documents.pdf import pdf_bytes

        data = pdf_bytes(paper, plain_attachments=True)
        sealed = empty.sealed(hashlib.sha256(data).hexdigest(), signer)
        return data.replace(empty.written(), sealed.written())
    from app.documents.html import html_bytes

    data = html_bytes(paper)
    sealed = empty.sealed(hashlib.sha256(data).hexdigest(), signer)
    return data.replace(base64.b64encode(empty.written()), base64.b64encode(sealed.written()))


def read_report(path: Path) -> ReadReport:
    """The report in a file, proven. Raises `Refusal` that names the file: for none, and for a changed one."""
    try:
        data = read_regular(path, _MOST)
    except OSError as problem:
        raise Refusal("report.unreadable", name=path.name) from problem
    try:
        envelope, digest = _found(data, path.name)
        content = read_content(envelope.report)
    except (BadContent, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise Refusal("report.no_report", name=path.name) from problem
    if envelope.digest != digest:
        raise Refusal("report.tampered", name=path.name)
    if not envelope.key:
        return ReadReport(path.name, content, "")
    if not envelope.holds() or envelope.fingerprint != content.key:
        raise Refusal("report.tampered", name=path.name)
    return ReadReport(path.name, content, envelope.fingerprint)


def cells_digest(book: bytes, name: str) -> str:
    """The digest of what stands in the cells of a workbook, the sheet of its signed data aside."""
    from app.intake.sheets import read_xlsx
    from app.services.reports.sheet import DATA_SHEET

    sheets = [
        [sheet.title, [[str(cell) for cell in row] for row in _trimmed(sheet.rows)]]
        for sheet in read_xlsx(book, name)
        if sheet.title != DATA_SHEET
    ]
    return hashlib.sha256(canonical(sheets)).hexdigest()


def _trimmed(rows: Any) -> list[list[object]]:
    """Rows without the empty cells and rows at their ends, which programs add and leave out as they like."""
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] in ("", None):
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


@dataclass(frozen=True, slots=True)
class _Envelope:
    """A report's content as files carry it."""

    report: Any
    digest: str
    key: str
    signature: str

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(base64.b64decode(self.key, validate=True)) if self.key else ""

    def written(self) -> bytes:
        return canonical(
            {
                "anumodon_report": 1,
                "digest": self.digest,
                "key": self.key,
                "report": self.report,
                "signature": self.signature,
            }
        )

    def emptied(self) -> bytes:
        """As it was written before the file's digest was known."""
        return _Envelope(self.report, _NO_DIGEST, self.key, _NO_SIGNATURE).written()

    def sealed(self, digest: str, signer: Signer | None) -> _Envelope:
        signature = _NO_SIGNATURE
        if signer is not None:
            signature = base64.b64encode(signer.sign(self._covered(digest))).decode()
        return _Envelope(self.report, digest, self.key, signature)

    def holds(self) -> bool:
        """Whether the key signed this content for a file of this digest."""
        try:
            key = base64.b64decode(self.key, validate=True)
            signature = base64.b64decode(self.signature, validate=True)
            return PublicKey(key_id_of(key), key).verifies(signature, self._covered(self.digest))
        except (binascii.Error, ValueError):
            return False

    def _covered(self, digest: str) -> bytes:
        return _SIGNED + canonical({"digest": digest, "report": self.report})


def _found(data: bytes, name: str) -> tuple[_Envelope, str]:
    """What a file carries, and the digest that it should name. Raises `ValueError` and its like for none."""
    if data.startswith(b"PK"):
        return _in_workbook(data, name)
    if data.startswith(b"%PDF-"):
        start = data.index(_BEGIN)
        raw = data[start : data.index(b"\nendstream", start)]
        envelope = _read(raw)
        return envelope, hashlib.sha256(data.replace(raw, envelope.emptied())).hexdigest()
    links = _LINK.findall(data)
    if len(links) != 1:
        raise ValueError("no report")
    envelope = _read(base64.b64decode(links[0], validate=True))
    emptied = base64.b64encode(envelope.emptied())
    return envelope, hashlib.sha256(data.replace(links[0], emptied)).hexdigest()


def _in_workbook(data: bytes, name: str) -> tuple[_Envelope, str]:
    from app.intake.sheets import read_xlsx
    from app.services.reports.sheet import DATA_SHEET

    (sheet,) = [sheet for sheet in read_xlsx(data, name) if sheet.title == DATA_SHEET]
    raw = "".join(str(row[0]) for row in sheet.rows if row)
    return _read(raw.encode()), cells_digest(data, name)


def _read(raw: bytes) -> _Envelope:
    document = json.loads(raw)
    envelope = _Envelope(document["report"], document["digest"], document["key"], document["signature"])
    if envelope.written() != raw:
        raise ValueError("not as it is written")
    return envelope
