"""Hashtags read as the words they are put together of: #ChorMontri, #চোর_মন্ত্রী."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.bangla.normalise import View

_HASHTAG = re.compile(r"#\w[^\s#]*")
# A word ends before a capital behind a small letter, and before the last of several capitals. Pieces of one
# letter are short forms that belong together: #iPhone, #eSheba.
_LAST_OF_WORD = re.compile("(?<=[a-z])[a-z](?=[A-Z][A-Za-z])|(?<=[A-Z])[A-Z](?=[A-Z][a-z][a-z])")


def hashtags_in_words(text: str | View) -> View:
    """A view of a text, or a further one of a view, with the words of each hashtag apart.

    The sign stays where capitals do not show the words, since it tells that several may be written as one.

    >>> hashtags_in_words("#ChorMP, #joybangla ও #চোর_মন্ত্রী").text
    'Chor MP, #joybangla ও #চোর মন্ত্রী'
    """
    view = text if isinstance(text, View) else View.of(text)
    if "#" not in view.text:
        return view
    view = view.recast(_HASHTAG.sub(lambda tag: tag[0].replace("_", " "), view.text))
    return view.replaced(_apart(view.text))


def _apart(text: str) -> Iterator[tuple[int, int, str]]:
    """The changes that write hashtags in capitals and small letters as words."""
    for tag in _HASHTAG.finditer(text):
        ends = list(_LAST_OF_WORD.finditer(text, *tag.span()))
        if ends:
            yield tag.start(), tag.start() + 1, ""
        yield from ((*end.span(), f"{end[0]} ") for end in ends)
