"""`length`: the post is longer than its platform takes (clause 6.1.g)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.vocabulary import Scope

FIELDS: tuple[str, ...] = ()

# X counts every link as so many characters; the others take so much text that their links do not tell.
_LINK_COUNTS = 23
# Code points X counts once (twitter-text's configuration, version 3); Bangla is among them.
_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_LINK = re.compile(r"https?://\S+")


def counted(text: str, platform: str) -> int:
    """How many characters a platform counts in a text: one each, on X 23 for a link and two for an emoji."""
    if platform != "x":
        return len(text)
    bare = _LINK.sub("", text)
    twice = sum(not any(first <= ord(sign) <= last for first, last in _SINGLE) for sign in bare)
    return len(_LINK.findall(text)) * _LINK_COUNTS + len(bare) + twice


@dataclass(frozen=True, slots=True)
class LengthFinder:
    placeholders: frozenset[str] = frozenset({"text", "n"})
    needs: tuple[int, ...] = ()
    required: Requirement = NOTHING

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document) -> Iterator[Hit]:
        """One hit on what is too much, `{n}` characters. Silent where the platform's limit is not known."""
        limit, typed = document.facts.text_limit, document.view.typed
        if limit is None or len(typed) <= limit:
            return
        spared = sum(max(0, len(link) - _LINK_COUNTS) for link in _LINK.findall(typed))
        over = len(typed) - spared - limit
        start = bisect_left(document.view.starts, len(typed) - over)
        if over > 0 and start < len(document.text):
            yield Hit((start, len(document.text)), count=over)


def read(rule: Entry, scope: Scope) -> LengthFinder:
    return LengthFinder()
