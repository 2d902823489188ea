"""Whether an official page's name is a person's, where it should be the institution's (clause 6.1.a)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby


def _words(text: str) -> list[str]:
    """The words of a name, without signs and case. `bangla.words` would cost `due` a library."""
    folded = unicodedata.normalize("NFC", text).casefold()
    runs = groupby(folded, lambda sign: unicodedata.category(sign)[0] in "LMN")
    return ["".join(run) for of_a_word, run in runs if of_a_word]


# What stands before a person's name.
_TITLES = frozenset(
    title
    for titles in (
        "মোঃ মো মোহাম্মদ মুহাম্মদ মোছাঃ মোছা মোসাঃ মোসাম্মৎ জনাব জনাবা",
        "ডাঃ ডা ড প্রফেসর অধ্যাপক ইঞ্জিনিয়ার প্রকৌশলী",
        "md mr mrs ms dr prof professor engr",
    )
    for title in _words(titles)
)


def names_a_person(page_name: str, members: Iterable[str], office_names: Iterable[str]) -> bool:
    """Whether `page_name` is or holds the name of one of `members`, or begins with a person's title.

    A page that shares a word with one of `office_names` is never told by a title alone: schools and hospitals
    are named after people. Of a member whose name is one word (or one beside a title) only the whole name
    counts, since places and institutions hold such words too.
    """
    page = _words(page_name)
    for member in members:
        name = _words(member)
        called = [word for word in name if word not in _TITLES]
        if page in (name, called) or (len(called) > 1 and (_holds(page, name) or _holds(page, called))):
            return True
    offices = {word for name in office_names for word in _words(name)} - _TITLES
    return len(page) > 1 and page[0] in _TITLES and offices.isdisjoint(page)


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    """Whether `part` stands in `words`, one word after another."""
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))
