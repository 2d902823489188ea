"""The word lists in `resources/wordlists`: one word a line, lines with # are comments."""

from __future__ import annotations

import unicodedata
from functools import cache

from app.paths import resources


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of `resources/wordlists/<name>.txt` in their order, in Unicode's composed form."""
    text = (resources() / "wordlists" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (unicodedata.normalize("NFC", line.strip()) for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
