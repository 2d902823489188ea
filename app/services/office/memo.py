"""Memo numbers of this office's new letters, as people type them."""

from __future__ import annotations

from app.bangla.memo_number import BadMemoNumber, read_memo_number
from app.errors import Refusal


def new_memo(written: str) -> str:
    """A memo number for a new letter, with Latin digits; "" for none.

    Raises `Refusal` that names the part which is wrong, and for the form of an older letter.
    """
    if not written.strip():
        return ""
    try:
        number = read_memo_number(written)
    except BadMemoNumber as problem:
        if problem.part:
            raise Refusal(
                "report.bad_memo_part", part=problem.part, wanted=problem.wanted, found=problem.found
            ) from problem
        raise Refusal("report.bad_memo", written=written.strip()) from problem
    if number.older:
        raise Refusal("report.old_memo", written=written.strip())
    return number.written("en")
