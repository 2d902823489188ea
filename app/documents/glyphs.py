"""What stands in print for signs that the embedded font has no glyph for.

The text that is taken out again keeps the sign itself (PDF's ActualText); only what is drawn differs.
"""

from __future__ import annotations

from collections.abc import Container

# Signs of our own sentences and of posts, by others that say the same.
_LIKE = {
    "\t": " ",
    "→": "›",
    "←": "‹",
    "№": "No",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "✓": "+",
    "✔": "+",
    "✗": "×",
    "✘": "×",
    "●": "•",
    "■": "•",
    "▲": "•",
    "○": "°",
    "‑": "-",
    "\u2009": " ",
    "\u202f": " ",
    "\ufeff": "",
    "\u2060": "",
    "\ufe0f": "",
    "৺": "\u25cc",
}
_UNKNOWN = "\u25cc"  # a dotted circle


def drawable(text: str, glyphs: Container[int]) -> str:
    """`text` with every sign that is not among `glyphs` (code points) replaced by one that is."""
    if all(ord(sign) in glyphs for sign in text):
        return text
    return "".join(sign if ord(sign) in glyphs else _LIKE.get(sign, _UNKNOWN) for sign in text)
