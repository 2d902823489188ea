"""Bangla and Latin digits, and numbers as Bangladesh writes them (12,34,567)."""

from __future__ import annotations

_TO_BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_TO_LATIN = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


def to_bangla(text: str) -> str:
    """Latin digits to Bangla digits; all else unchanged."""
    return text.translate(_TO_BANGLA)


def to_latin(text: str) -> str:
    """Bangla digits to Latin digits, one for one, so offsets stay."""
    return text.translate(_TO_LATIN)


def number(value: int | float, language: str) -> str:
    """A number with lakh grouping, in the language's digits; a whole one without a point, of whatever type.

    >>> number(1234567, "en"), number(1234567, "bn")
    ('12,34,567', '১২,৩৪,৫৬৭')
    >>> number(2.5, "en"), number(2.0, "en")
    ('2.5', '2')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    whole, dot, rest = str(abs(value)).partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [tail]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    written = ("-" if value < 0 else "") + ",".join(groups) + dot + rest
    return to_bangla(written) if language == "bn" else written
