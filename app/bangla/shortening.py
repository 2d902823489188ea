"""Long text on one line, cut between words where it can be, and marked as cut."""

from __future__ import annotations

from unicodedata import category

_JOINERS = ("\u09cd", "\u200c", "\u200d")  # hasant, ZWNJ, ZWJ: what follows belongs to the letter before


def shortened(text: str, most: int) -> str:
    """`text` on one line, of at most `most` code points and “…” where it was longer.

    A word is cut only where it alone fills more than half of the room, and then between two letters: a vowel
    sign or a conjunct cut apart would be read as another letter.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    whole = line[: most + 1].rpartition(" ")[0]
    if len(whole) > most // 2:
        return f"{whole}…"
    end = most
    while end > 1 and (
        category(line[end]).startswith("M") or line[end - 1] in _JOINERS or line[end] in _JOINERS
    ):
        end -= 1
    return f"{line[:end].rstrip()}…"
