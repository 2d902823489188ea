"""Terms as a rule author writes them.

A term is one or more words; `=` before it forbids endings, `*` after it allows any, `+` after a verbal noun
stands for the verb's forms, `~` before romanised Bangla for its other spellings; braces expand as in a shell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from typing import NamedTuple

from app.bangla.normalise import safe
from app.bangla.respellings import respellings
from app.bangla.twin_spellings import twin_spellings
from app.bangla.verbs import is_verb

Span = tuple[int, int]
TermSets = frozenset[int]  # numbers of sets of terms

# A guard against a slip of the pen, far above what a person writes on purpose.
MOST_EXPANSIONS = 2000

_INNERMOST_BRACES = re.compile(r"\{([^{}]*)\}")
# A plus after other than Bangla letters is one of the term's signs: golden A+.
_SIGN_AT_END = re.compile(r"\*$|(?<=[\u0980-\u09ff])\+$")
_LATIN_WORD = re.compile("[a-z]+")
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
    VERB = auto()


# A named tuple: a pack makes some ten thousand of them while it loads.
class Term(NamedTuple):
    """The words of a term in the safe view's forms, at least one, and how the last may go on.

    With `Ending.VERB` the last word is a verbal noun that stands for all forms of its verb. A `romanised`
    term, all in Latin letters, stands for all common spellings of itself.
    """

    words: tuple[str, ...]
    ending: Ending
    romanised: bool = False


def parse_terms(written: str) -> list[Term]:
    """All terms one written term stands for, other common spellings among them. Raises `BadTerm`."""
    terms: list[Term] = []
    for one in expand_braces(safe(written)):
        term = _parse(one)
        terms.append(term)
        if term.romanised:
            continue
        terms += (Term(words, term.ending) for words in _twins(term))
        if term.ending is not Ending.NONE:
            for words in respellings(term.words):
                respelled = Term(words, term.ending)
                terms += (respelled, *(Term(twin, term.ending) for twin in _twins(respelled)))
    return terms


def _twins(term: Term) -> Iterator[tuple[str, ...]]:
    """The words of a term in other everyday spellings; a verb's forms are made from the one it has."""
    if term.ending is not Ending.VERB:
        return twin_spellings(term.words)
    *before, verb = term.words
    return ((*words, verb) for words in twin_spellings(tuple(before)))


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
    romanised = body.startswith("~")
    body = body.removeprefix("~")
    sign = _SIGN_AT_END.search(body)
    if sign is not None:
        if ending is Ending.NONE:
            raise BadTerm("exact_and_open")
        body, ending = body[: sign.start()], Ending.ANY if sign[0] == "*" else Ending.VERB
    if "*" in body:
        raise BadTerm("star_inside")
    words = tuple(word for word in _SEPARATORS.split(body) if word)
    if not words:
        raise BadTerm("empty_term")
    if ending is Ending.VERB and not is_verb(words[-1]):
        raise BadTerm("not_a_verb")
    if romanised and not all(_LATIN_WORD.fullmatch(word) for word in words):
        raise BadTerm("not_romanised")
    return Term(words, ending, romanised)
