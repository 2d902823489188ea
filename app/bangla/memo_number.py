"""Memo numbers of official letters: 22 digits in eight parts, and the forms that older letters have.

The Secretariat Instructions 2024 number a file by 2.2.4.3.3.2.4.2 digits: ministry, department, place,
branch, subject, class, running number and year. Letters of before have files of 18 or 19 digits in seven
parts. What may follow is the letter's own number in its file (`-29`, `.29`).
"""

from __future__ import annotations

import re

from app.bangla.digits import to_bangla, to_latin
from app.values import dataclass

WIDTHS = (2, 2, 4, 3, 3, 2, 4, 2)
_OLDER_PARTS, _OLDER_DIGITS, _OLDER_BEGIN, _OLDER_END = 7, (18, 19), (2, 2, 4), (3, 2)
_SEPARATORS = re.compile(r"\s*[.\-–/]\s*")


class BadMemoNumber(ValueError):
    """No memo number.

    `part` counts from 1 what has `found` digits instead of `wanted`; it is 0 for another mistake.
    """

    def __init__(self, part: int = 0, found: int = 0, wanted: int = 0) -> None:
        super().__init__(f"part {part}: {found} instead of {wanted} digits")
        self.part, self.found, self.wanted = part, found, wanted


@dataclass(frozen=True, slots=True)
class MemoNumber:
    """A number as its parts, Latin digits; `serial` is the letter's own number in the file, "" for none."""

    parts: tuple[str, ...]
    serial: str = ""

    @property
    def older(self) -> bool:
        """Whether it is of a form that new letters do not have any more."""
        return len(self.parts) != len(WIDTHS)

    def written(self, language: str) -> str:
        """`৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭` in the language's digits."""
        text = ".".join(self.parts) + (f"-{self.serial}" if self.serial else "")
        return to_bangla(text) if language == "bn" else text


def read_memo_number(text: str) -> MemoNumber:
    """A memo number as a person wrote it, in Bangla or Latin digits. Older forms are read too.

    >>> read_memo_number("৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭").written("en")
    '38.01.6758.000.016.14.0004.27'
    >>> read_memo_number("05.00.0000.217.16.052.17.29").older
    True

    Raises `BadMemoNumber` with the part that is wrong.
    """
    parts = _parts(text)
    if _is_older(parts):
        return MemoNumber(tuple(parts[:_OLDER_PARTS]), "".join(parts[_OLDER_PARTS:]))
    _check(parts, WIDTHS)
    if len(parts) > len(WIDTHS) + 1:
        raise BadMemoNumber
    return MemoNumber(tuple(parts[: len(WIDTHS)]), "".join(parts[len(WIDTHS) :]))


def numbered(prefix: str, number: int, year: int) -> MemoNumber:
    """The `number`-th letter of a year under an office's prefix: the six parts that all its letters share.

    >>> numbered("38.01.6758.000.016.14", 4, 2027).written("bn")
    '৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭'
    """
    return MemoNumber((*prefix.split("."), f"{number:04d}", f"{year % 100:02d}"))


def _parts(text: str) -> list[str]:
    parts = _SEPARATORS.split(to_latin(text.strip()))
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise BadMemoNumber
    return parts


def _is_older(parts: list[str]) -> bool:
    file = parts[:_OLDER_PARTS]
    return (
        len(parts) in (_OLDER_PARTS, _OLDER_PARTS + 1)
        and tuple(map(len, file[:3])) == _OLDER_BEGIN
        and tuple(map(len, file[5:])) == _OLDER_END
        and sum(map(len, file)) in _OLDER_DIGITS
    )


def _check(parts: list[str], widths: tuple[int, ...]) -> None:
    for number, (part, wanted) in enumerate(zip(parts, widths, strict=False), 1):
        if len(part) != wanted:
            raise BadMemoNumber(number, len(part), wanted)
    if len(parts) < len(widths):
        raise BadMemoNumber(len(parts) + 1, 0, widths[len(parts)])
