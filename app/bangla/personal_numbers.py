"""Numbers and addresses of private people in words that a citizen wrote, to be hidden on a screen.

More is hidden here than the checks of a post would block: what is hidden wrongly costs one look, what is
shown wrongly is seen by whoever stands behind. Hotlines are too short for any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from app.bangla.digits import to_latin
from app.values import dataclass

_GAP = r"[ .\-()]{0,2}"
_PHONE = re.compile(rf"(?<!\d)(?:(?:\+|00)?88{_GAP})?0{_GAP}1{_GAP}[3-9](?:{_GAP}\d){{8}}(?!\d)")
_LONG = re.compile(r"(?<!\d)\d(?:[ \-]?\d){9,16}(?!\d)")
_ID_LENGTHS = (10, 13, 17)  # of a smart card, an older card, and one with the year of birth
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
HIDDEN = "█████"


class PersonalKind(StrEnum):
    """What a number or address is that reaches or names a person."""

    PHONE = "phone"
    NID = "nid"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """Where one stands: `start`, `end` count code points of the text as given."""

    kind: PersonalKind
    start: int
    end: int


def personal_spans(text: str) -> tuple[PersonalSpan, ...]:
    """All of them in the order of the text, none within another."""
    found: list[PersonalSpan] = []
    for span in sorted(_candidates(to_latin(text)), key=lambda one: (one.start, -one.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def hidden(text: str) -> str:
    """The text with a bar for each of them.

    >>> hidden("ফোন ০১৭০০-০০০০০০, দয়া করে")
    'ফোন █████, দয়া করে'
    """
    shown, end = [], 0
    for span in personal_spans(text):
        shown += [text[end : span.start], HIDDEN]
        end = span.end
    return "".join([*shown, text[end:]])


def _candidates(text: str) -> Iterator[PersonalSpan]:
    for match in _PHONE.finditer(text):
        yield PersonalSpan(PersonalKind.PHONE, *match.span())
    for match in _LONG.finditer(text):
        if sum(sign.isdecimal() for sign in match.group()) in _ID_LENGTHS:
            yield PersonalSpan(PersonalKind.NID, *match.span())
    for match in _MAIL.finditer(text):
        yield PersonalSpan(PersonalKind.MAIL, *match.span())
