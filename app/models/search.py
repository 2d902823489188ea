"""Full-text search over drafts, letters and responses, by the engine of the store that is open."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import cache

from peewee import SQL, Expression, Field

from app.models.transaction import current

MOST_FOUND = 2_000  # rows that a search finds
NOTHING = SQL("1 = 0")  # the condition for a search of signs alone, in which there is no word
_MOST_WORDS = 50

_JOINERS = "\u200c", "\u200d"
_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


class Searched(StrEnum):
    """What is searched: each has a table `<it>_search` of its own."""

    DRAFT = "draft"
    LETTER = "letter"
    RESPONSE = "response"


SEARCHES = tuple(f"{of}_search" for of in Searched)  # their tables


def remember(of: Searched, id_: int, *parts: str) -> None:
    """Make a row findable by the words in `parts`, instead of what it was findable by before."""
    transaction = current()
    transaction.engine.search.remember(transaction.database, of, id_, folded(of, " ".join(parts)))


def remember_new(of: Searched, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Make many rows, by id and texts, findable that nothing finds yet."""
    transaction = current()
    texts = ((id_, folded(of, " ".join(parts))) for id_, parts in rows)
    transaction.engine.search.remember_new(transaction.database, of, texts)


def matching(of: Searched, id_: Field, query: str) -> Expression | None:
    """The condition that a row has all of a person's words, each as a beginning; None for no word.

    It holds for `MOST_FOUND` rows at most, the newest: nobody reads on through more.
    """
    # A whole page may be pasted by mistake: each word more makes the search slower.
    words = list(dict.fromkeys(words_of(folded(of, query))))[:_MOST_WORDS] if query else []
    if not words:
        return None
    transaction = current()
    return transaction.engine.search.matching(transaction.database, of, id_, words, MOST_FOUND)


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters, marks and digits."""
    return _find_words()(text)


@cache
def _find_words() -> Callable[[str], list[str]]:
    import regex  # takes as long to import as the database, and most lists are read without a search

    return regex.compile(r"[\p{L}\p{M}\p{N}]+").findall


def folded(of: Searched, text: str) -> str:
    """A text as it is kept for the search, and looked for."""
    # NFC and no joiners on both sides, or the two spellings of ড় and ক্ষ do not meet (measured 15 of 16).
    folded = unicodedata.normalize("NFC", text)
    for joiner in _JOINERS:  # `str.translate` takes twenty times as long
        folded = folded.replace(joiner, "")
    # Numbers of letters and complaints are typed in either kind of digits.
    return folded if of is Searched.DRAFT else folded.translate(_DIGITS)
