"""A quarter's report into a file: the place looked at first, then counted and kept, then written."""

from __future__ import annotations

from pathlib import Path

from app.bangla.workdays import Quarter
from app.documents.model import Picture
from app.models.tables import Office
from app.new_files import refuse_taken, write_new
from app.services.base.desk import Desk
from app.services.office.letterhead import logo
from app.services.office.memo import new_memo
from app.services.record.export_signer import export_signer
from app.services.reports.content import Content
from app.services.reports.files import kind_of, report_bytes
from app.services.reports.making import KeptReport, make


def make_report(
    desk: Desk,
    quarter: Quarter,
    out: Path,
    language: str,
    by: int | None,
    memo: str = "",
    *,
    unsigned: bool = False,
) -> KeptReport:
    """Make a quarter's report and write it to `out`, which is not there yet. `unsigned`: see `make`.

    Raises what `make` does, and `Refusal` for a name no report can have, one that is taken, and a memo
    number that is none; `MissingEnvironment` where the file cannot be written: the report is kept then.
    """
    kind_of(out)
    refuse_taken(out)
    made = make(desk, quarter, by, new_memo(memo), unsigned=unsigned)
    write_report(desk, made, out, language)
    return made


def write_report(desk: Desk, report: KeptReport, out: Path, language: str) -> None:
    """Write a kept report to `out`. Raises like `make_report`."""
    write_new(out, bytes_of(desk, report, kind_of(out), language))


def bytes_of(desk: Desk, report: KeptReport, kind: str, language: str) -> bytes:
    """A kept report as a file of that kind (a suffix)."""
    return content_bytes(desk, report.content, kind, language, signed=report.signed)


def content_bytes(
    desk: Desk, content: Content, kind: str, language: str, *, signed: bool, unsigned: bool = False
) -> bytes:
    """A report as a file of that kind; `signed` where it was kept so.

    Raises `MissingEnvironment` like `export_signer` unless `unsigned` will do: a file without the signature
    that the kept report has is refused where many are added up.
    """
    signer = export_signer(desk, unsigned=unsigned) if signed else None
    return report_bytes(content, kind, language, signer, _logo(desk, content, language))


def _logo(desk: Desk, content: Content, language: str) -> Picture | None:
    with desk.store.read():
        office = Office.get_or_none()
        sha256 = str(office.logo) if office is not None else ""
    return logo(desk, sha256, content.office.name(language))
