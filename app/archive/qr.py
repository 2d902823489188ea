"""QR codes of short texts, as modules that whoever draws or prints them makes squares of."""

from __future__ import annotations

QUIET = 4  # modules of white that the standard wants on every side


def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the code, True for black, without the quiet zone. A seventh of it may be unreadable.

    Raises `ValueError` for a text that no code can hold (more than some 2,000 bytes).
    """
    import segno  # only where one is shown or printed

    code = segno.make(text, error="m", micro=False, encoding="utf-8")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
