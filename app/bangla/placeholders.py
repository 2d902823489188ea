"""Places in a prepared text that a person still has to fill in: `{তারিখ}`, `{name}`."""

from __future__ import annotations

import re

_PLACE = re.compile(r"\{[^{}\n]{1,60}\}")


def placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Where each place to fill in stands, braces included: start and end in code points.

    >>> placeholders("{তারিখ} তারিখে আসুন")
    ((0, 7),)
    """
    return tuple(found.span() for found in _PLACE.finditer(text))


def placeholder_names(text: str) -> tuple[str, ...]:
    """Each of them once, with its braces, in the order of the text."""
    return tuple(dict.fromkeys(found.group() for found in _PLACE.finditer(text)))
