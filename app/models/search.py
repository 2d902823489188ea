"""Full-text search over drafts, by the engine of the store that is open."""

from __future__ import annotations

import unicodedata

from peewee import Expression, Field

from app.models.transaction import current

MOST_FOUND = 2_000  # drafts that a search finds

_JOINERS = str.maketrans("", "", "\u200c\u200d")


def remember(draft_id: int, *parts: str) -> None:
    """Make a draft findable by the words in `parts`, instead of what it was findable by before."""
    transaction = current()
    transaction.engine.search.remember(transaction.database, draft_id, _folded(" ".join(parts)))


def matching(draft_id: Field, query: str) -> Expression | None:
    """The condition that a draft has all of a person's words, each as a beginning; None for no word.

    It holds for `MOST_FOUND` drafts at most, the newest: nobody reads on through more.
    """
    words = words_of(_folded(query)) if query else []
    if not words:
        return None
    transaction = current()
    return transaction.engine.search.matching(transaction.database, draft_id, words, MOST_FOUND)


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters, marks and digits."""
    import regex  # takes as long to import as the database, and most lists are read without a search

    return regex.findall(r"[\p{L}\p{M}\p{N}]+", text)


def _folded(text: str) -> str:
    # NFC and no joiners on both sides, or the two spellings of ড় and ক্ষ do not meet (measured 15 of 16).
    return unicodedata.normalize("NFC", text).translate(_JOINERS)
