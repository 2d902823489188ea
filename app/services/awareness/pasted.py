"""Reads a pasted list of people: one a line, the name and then the designation."""

from __future__ import annotations

import re

from app.services.awareness.views import ReaderForm

# `১. `, `2) ` and `(গ) ` in front, as lists in letters have them.
# A letter only with its bracket: “A. K. Azad” begins with no number.
_NUMBER = re.compile(r"^\s*(?:\(?[0-9০-৯]{1,4}[.)।:]|\(?[ক-হa-zA-Z]\)|[0-9০-৯]{1,4}\s(?=\D))\s*")
# A table's columns, or what stands between a name and a designation in a line of text.
_BETWEEN = re.compile(r"\t+|\s*[,;|،]\s*|\s+[–—-]\s+")


def pasted_people(text: str) -> list[ReaderForm]:
    """The people of a list; empty lines are passed over.

    Numbers in front are left out; what follows the first comma, tab or dash is the designation.
    """
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in _BETWEEN.split(_NUMBER.sub("", line), maxsplit=1)]
        name, post = parts[0], parts[1] if len(parts) > 1 else ""
        if name:
            found.append(ReaderForm(name, " ".join(post.split()).strip(",;|")))
    return found
