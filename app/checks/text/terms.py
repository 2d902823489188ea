"""Terms as a rule author writes them.

A term is one or more words; `=` before it forbids endings, `*` after it allows any, and braces expand as in
a shell.
"""

from __future__ import annotations

import re
from enum import IntEnum, auto
from typing import NamedTuple

from app.bangla.normalise import safe

Span = tuple[int, int]

# A guard against a slip of the pen, far above what a person writes on purpose.
MOST_EXPANSIONS = 2000

_INNERMOST_BRACES = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = re.compile(r"[\s_-]+")


class BadTerm(ValueError):
    """A term that cannot be read; `key` names the sentence `error.rulepack.<key>`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Ending(IntEnum):
    """How the last word of a term may go on."""

    BANGLA = auto()
    NONE = auto()
    ANY = auto()


# A named tuple: a pack makes some ten thousand of them while it loads.
class Term(NamedTuple):
    """The words of a term in the safe view's forms, at least one, and how the last may go on."""

    words: tuple[str, ...]
    ending: Ending


def parse_terms(written: str) -> list[Term]:
    """All terms one written term stands for. Raises `BadTerm`."""
    return [_parse(one) for one in expand_braces(safe(written))]


def expand_braces(written: str) -> list[str]:
    """`{nouka,nauka}r` → `noukar`, `naukar`; braces may stand within braces. Raises `BadTerm`."""
    done: list[str] = []
    waiting = [written]
    while waiting:
        text = waiting.pop(0)
        braces = _INNERMOST_BRACES.search(text)
        if braces is None:
            if "{" in text or "}" in text:
                raise BadTerm("braces")
            done.append(text)
            continue
        head, tail = text[: braces.start()], text[braces.end() :]
        waiting += (head + choice + tail for choice in braces[1].split(","))
        if len(done) + len(waiting) > MOST_EXPANSIONS:
            raise BadTerm("too_many_expansions")
    return list(dict.fromkeys(done))


def _parse(written: str) -> Term:
    body = written.strip()
    ending = Ending.BANGLA
    if body.startswith("="):
        body, ending = body[1:], Ending.NONE
    if body.endswith("*"):
        if ending is Ending.NONE:
            raise BadTerm("exact_and_open")
        body, ending = body[:-1], Ending.ANY
    if "*" in body:
        raise BadTerm("star_inside")
    words = tuple(word for word in _SEPARATORS.split(body) if word)
    if not words:
        raise BadTerm("empty_term")
    return Term(words, ending)
