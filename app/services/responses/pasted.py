"""Many responses out of one pasted text, as they are copied from a page."""

from __future__ import annotations

import re

from app.services.base.enums import ResponseKind
from app.services.responses.views import ResponseForm

_BLANK = re.compile(r"\n[ \t\u00a0\u200b]*\n+")
_LONGEST_NAME = 80


def pasted_responses(
    text: str, account_id: int, kind: ResponseKind, *, named: bool = False
) -> list[ResponseForm]:
    """One response for each stretch between empty lines; `named`: its first line is who wrote it.

    A stretch of one line, or with a first line too long to be a name, has no name.
    """
    forms = []
    for stretch in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        words = stretch.strip()
        first, _, rest = words.partition("\n")
        if named and rest.strip() and len(first.strip()) <= _LONGEST_NAME:
            forms.append(ResponseForm(account_id, kind, rest.strip(), author=first.strip()))
        elif words:
            forms.append(ResponseForm(account_id, kind, words))
    return forms
