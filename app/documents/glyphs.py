"""What stands in print for signs that the embedded font has no glyph for.

The text that is taken out again keeps the sign itself (PDF's ActualText); only what is drawn differs.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import groupby

import regex

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
    "\u20e3": "",
    "৺": "\u25cc",
}
# Emoji, with what joins and colours them, as citizens write several in a row.
_EMOJI = regex.compile(
    "(?:[\\p{Extended_Pictographic}\U0001f1e6-\U0001f1ff][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*)+"
)
_LEFT_OUT = "[…]"  # as in any quotation


def drawable(text: str, glyphs: Container[int]) -> str:
    """`text` with every sign that is not among `glyphs` (code points) replaced by one that is.

    Emoji in a row, or words of another script, become one mark of what is left out.
    """
    if all(ord(sign) in glyphs for sign in text):
        return text
    like = "".join(sign if ord(sign) in glyphs else _LIKE.get(sign, sign) for sign in text)
    shown = _EMOJI.sub(lambda run: run[0] if ord(run[0][0]) in glyphs else _LEFT_OUT, like)
    runs = groupby(shown, lambda sign: ord(sign) in glyphs)
    return "".join("".join(run) if known else _LEFT_OUT for known, run in runs)
