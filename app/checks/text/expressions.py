"""Regular expressions of the `regex` module, read as far as the patterns of rule packs need it.

What can be told of an expression before it is tried on a text is worked out from this: the signs that its
matches begin with (`first_signs.py`), and the words that stand in each of them (`required.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_FLAG = re.compile(r"\(\?m\)")
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?(?::|>|P<\w+>))?(?!\?)")
_CLASS = re.compile(r"\[(?:\\.|[^\[\]\\])+\]")
_FEW = re.compile(r"\\[dsnt]")
_WIDE = re.compile(r"\.|\\[DSWw1-9]|\\[pP]\{\w+\}")
_PLACE = re.compile(r"[\^$]|\\[bBAZ]")
_SIGN = re.compile(r"\\[^\w\s]|[^\\.\[\]()|?*+{}^$]")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})[?+]?")


class Unreadable(ValueError):
    """The expression has something that is not read here."""


class Kind(Enum):
    """What a part is: a sign by itself; a class in brackets; an escape for few signs; one for most signs;
    a place (`^`, `(?=…)`), which takes no sign; a group of alternatives."""

    SIGN = auto()
    CLASS = auto()
    FEW = auto()
    WIDE = auto()
    PLACE = auto()
    GROUP = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression as `written`, its `quantifier` apart, "" where it has none.

    `alternatives` are those of a group. It may be missing where not `needed`, and is there at most once where
    not `repeated`.
    """

    kind: Kind
    written: str
    alternatives: Alternatives = ()
    needed: bool = True
    repeated: bool = False
    quantifier: str = ""


Sequence = tuple[Part, ...]
Alternatives = tuple[Sequence, ...]


def read(pattern: str) -> Alternatives:
    """The alternatives of an expression. Raises `Unreadable`."""
    alternatives, end = _alternatives(pattern, 0)
    if end < len(pattern):
        raise Unreadable(pattern[end:])
    return alternatives


def _alternatives(pattern: str, at: int) -> tuple[Alternatives, int]:
    """What stands from `at` to the end of its group, and where that is."""
    sequences: list[Sequence] = []
    while True:
        sequence, at = _sequence(pattern, at)
        sequences.append(sequence)
        if pattern[at : at + 1] != "|":
            return tuple(sequences), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[Sequence, int]:
    parts: list[Part] = []
    while at < len(pattern) and pattern[at] not in "|)":
        part, at = _part(pattern, at)
        if quantifier := _QUANTIFIER.match(pattern, at):
            at = quantifier.end()
            needed = not (quantifier[0][0] in "?*" or quantifier[0].startswith(("{0", "{,")))
            repeated = quantifier[0][0] != "?"
            part = Part(part.kind, part.written, part.alternatives, needed, repeated, quantifier[0])
        parts.append(part)
    return tuple(parts), at


def _part(pattern: str, at: int) -> tuple[Part, int]:
    if match := _FLAG.match(pattern, at):
        return Part(Kind.PLACE, match[0]), match.end()
    if match := _LOOKAROUND.match(pattern, at):
        _, end = _alternatives(pattern, match.end())
        end = _closed(pattern, end)
        return Part(Kind.PLACE, pattern[at:end]), end
    if match := _GROUP.match(pattern, at):
        alternatives, end = _alternatives(pattern, match.end())
        end = _closed(pattern, end)
        return Part(Kind.GROUP, pattern[at:end], alternatives), end
    for kind, form in _FORMS:
        if match := form.match(pattern, at):
            return Part(kind, match[0]), match.end()
    raise Unreadable(pattern[at:])


_FORMS = (
    (Kind.CLASS, _CLASS),
    (Kind.WIDE, _WIDE),
    (Kind.PLACE, _PLACE),
    (Kind.FEW, _FEW),
    (Kind.SIGN, _SIGN),
)


def _closed(pattern: str, at: int) -> int:
    if pattern[at : at + 1] != ")":
        raise Unreadable(pattern[at:])
    return at + 1
