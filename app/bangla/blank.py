"""Whether a text shows anything: signs that nobody sees are no reason, no name and no post."""

from __future__ import annotations

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
# Letters by their category that are drawn as nothing: the Hangul fillers and the empty pattern of Braille.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_blank(text: str) -> bool:
    """Whether a text is empty, or made of spaces and signs that nobody sees.

    >>> is_blank("\\u200b \\ufeff"), is_blank("না"), is_blank("")
    (True, False, True)
    """
    return not text or all(_unseen(sign) for sign in text)


def strip_blank(text: str) -> str:
    """A text without spaces and signs that nobody sees at its ends, as a copied name may have them."""
    seen = [place for place, sign in enumerate(text) if not _unseen(sign)]
    return text[seen[0] : seen[-1] + 1] if seen else ""


def _unseen(sign: str) -> bool:
    return sign in _FILLERS or "\ufe00" <= sign <= "\ufe0f" or unicodedata.category(sign) in _INVISIBLE
