"""Tables that a spreadsheet may open: no cell can start a formula, and Bangla is read as Bangla."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's old code page
# What spreadsheets take for the start of a formula (OWASP, "CSV Injection"), wide forms included.
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST = 32_767  # characters an Excel cell holds; more would spill into the next rows


def safe_cell(value: str | int) -> str:
    """`value` as a cell of text: a leading apostrophe keeps it from being read as a formula.

    Longer text than a cell can hold ends in `…`; the archive has the whole beside it. NUL, which ends
    a file early in some programs, is left out.
    """
    if isinstance(value, int):
        return str(value)
    text = value.replace("\0", "")
    if text.lstrip(" \u00a0").startswith(_STARTERS):
        text = "'" + text
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def table(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as CSV (RFC 4180), every cell safe. New lines inside a cell stay, between quotes."""
    return BOM + "".join(map(line, rows))


def line(row: Sequence[str | int]) -> str:
    """One row of a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(cell) for cell in row])
    return out.getvalue()
