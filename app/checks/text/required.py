"""What a regular expression requires: words, or pieces of them, without which no text has a match of it.

They are found in all words of a post at once (`word_pieces.py`), so that of a hundred patterns only those few
are tried that can match. `requirement` works them out from the expression, so no author has to list them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import product
from math import fsum
from typing import Any, NamedTuple

from app.checks.text import expressions
from app.checks.text.expressions import Kind, Part, Unreadable

# A part is spelled out where it can be no more strings than these: looking for more spares little.
_MOST_STRINGS = 16
_COMMONNESS = 0.2
_SIGNS_OF_CLASS = re.compile(r"(?:\\[^\w\s]|[^\\^\s-]| )+")
_ESCAPED = re.compile(r"\\(.)")


# Pieces of words, of which one must be there. A space at either end of one is where its word begins or ends.
Pieces = frozenset[str]


class Clause(NamedTuple):
    """One of these pieces must be there, or else one of these requirements hold.

    Neither can be so without one of the `possible` pieces, which spares looking further nearly everywhere.
    """

    pieces: Pieces
    others: tuple[Requirement, ...]
    possible: Pieces


# All of its clauses, the rarest first, must hold; without any it holds in every text.
Requirement = tuple[Clause, ...]

NOTHING: Requirement = ()


class Numbered(NamedTuple):
    """A requirement whose sets of pieces have numbers, as `WordPieces` counts them.

    All of `possible` must be met, and of each of `others` its own number or one of its requirements.
    """

    possible: frozenset[int]
    others: _Others


_Others = tuple[tuple[int, tuple[Numbered, ...]], ...]

NEEDS_NOTHING = Numbered(frozenset(), ())


def numbered(requirement: Requirement, numbers: Mapping[Pieces, int]) -> Numbered:
    """A requirement by the numbers of its sets of pieces."""
    others = tuple(
        (numbers[clause.pieces], tuple(numbered(other, numbers) for other in clause.others))
        for clause in requirement
        if clause.others
    )
    return Numbered(frozenset(numbers[clause.possible] for clause in requirement), others)


def holds(required: Numbered, met: Set[int]) -> bool:
    """Whether a text that has one of each of these sets of pieces meets the requirement."""
    possible, others = required
    return possible <= met and _hold(others, met)


def _hold(others: _Others, met: Set[int]) -> bool:
    for own, its in others:
        if own in met:
            continue
        for possible, further in its:  # nearly all fail at once, so they are spared a call
            if possible <= met and _hold(further, met):
                break
        else:
            return False
    return True


def pieces_of(requirement: Requirement) -> Iterator[Pieces]:
    """Every set of pieces in it."""
    for clause in requirement:
        yield clause.possible
        if clause.others:
            yield clause.pieces
        for other in clause.others:
            yield from pieces_of(other)


def requirement(pattern: str) -> Requirement:
    """What an expression of the `regex` module requires; nothing where it cannot be read."""
    try:
        return _of_alternatives(expressions.read(pattern)).required
    except Unreadable:
        return NOTHING


def plain(required: Requirement) -> list[Any]:
    """A requirement as lists and texts, for `from_plain`."""
    return [[sorted(clause.pieces), list(map(plain, clause.others))] for clause in required]


def from_plain(value: Iterable[Any]) -> Requirement:
    """Raises ValueError or TypeError where `plain` did not return it."""
    return tuple(_clause(frozenset(pieces), tuple(map(from_plain, others))) for pieces, others in value)


def _clause(pieces: Pieces, others: tuple[Requirement, ...] = ()) -> Clause:
    return Clause(
        pieces, others, pieces.union(*(other[0].possible for other in others)) if others else pieces
    )


def _all_of(clauses: Iterable[Clause]) -> Requirement:
    return tuple(sorted(dict.fromkeys(clauses), key=_rarity))


def _rarity(clause: Clause) -> float:
    """How likely a text has one of the pieces, roughly: each sign of a piece makes it rarer by as much."""
    return fsum(_COMMONNESS ** len(piece) for piece in clause.possible)  # the same in any order


class _Read(NamedTuple):
    """All `strings` that a part matches, None where they are too many to name; and what it requires."""

    strings: frozenset[str] | None
    required: Requirement


_EMPTY = frozenset({""})  # the strings of what takes no sign


def _of_alternatives(alternatives: expressions.Alternatives) -> _Read:
    each = list(map(_of_sequence, alternatives))
    strings: frozenset[str] | None = frozenset()
    for one in each:
        strings = None if strings is None or one.strings is None else strings | one.strings
    if strings is not None and len(strings) > _MOST_STRINGS:
        strings = None
    return _Read(strings, _one_of([one.required for one in each]))


def _of_sequence(sequence: Sequence[Part]) -> _Read:
    whole: frozenset[str] | None = _EMPTY
    required: list[Clause] = []
    run = _EMPTY  # what the parts just read match together
    for part in sequence:
        strings, its = _of_part(part)
        whole = _joined(whole, strings)
        longer = None if strings is None or not part.needed else _joined(run, strings)
        if longer is None:
            required += _spelled(run)
            run = strings if strings is not None and part.needed else _EMPTY
            required += its if strings is None else NOTHING
        else:
            run = longer
    required += _spelled(run)
    return _Read(whole, _all_of(required))


def _of_part(part: Part) -> _Read:
    strings, required = _of_one(part)
    if not part.needed:
        return _Read(None if part.repeated or strings is None else strings | _EMPTY, NOTHING)
    return _Read(None if part.repeated else strings, required)


def _of_one(part: Part) -> _Read:
    """Of a part as if it had no quantifier."""
    match part.kind:
        case Kind.GROUP:
            return _of_alternatives(part.alternatives)
        case Kind.PLACE:
            return _Read(_EMPTY, NOTHING)
        case Kind.SIGN if part.written == " " or not part.written[-1].isspace():
            strings = frozenset(part.written[-1])
            return _Read(strings, _spelled(strings))
        case Kind.CLASS if _SIGNS_OF_CLASS.fullmatch(content := part.written[1:-1]):
            strings = frozenset(_ESCAPED.sub(r"\1", content))
            return _Read(strings, _spelled(strings))
    return _Read(None, NOTHING)


def _joined(before: frozenset[str] | None, after: frozenset[str] | None) -> frozenset[str] | None:
    """All strings of one behind the other; None where they are too many."""
    if before is None or after is None or len(before) * len(after) > _MOST_STRINGS:
        return None
    return frozenset(map("".join, product(before, after)))


def _spelled(strings: Iterable[str]) -> Requirement:
    """The requirement that one of these strings stands somewhere."""
    return _one_of(
        [_all_of(_clause(frozenset({piece})) for piece in _cut(string)) for string in sorted(strings)]
    )


def _cut(string: str) -> Iterator[str]:
    """The pieces of words in a string, each with the spaces that it touches."""
    words = string.split(" ")
    for place, word in enumerate(words):
        if word:
            yield f"{' ' if place else ''}{word}{' ' if place < len(words) - 1 else ''}"


def _one_of(requirements: Sequence[Requirement]) -> Requirement:
    """The requirement that one of these holds."""
    if NOTHING in requirements:
        return NOTHING
    if len(requirements) == 1:
        return requirements[0]
    pieces: set[str] = set()
    others: dict[Requirement, None] = {}
    for one in requirements:
        if len(one) == 1 and not one[0].others:
            pieces |= one[0].pieces
        else:
            others[one] = None
    # Where a longer piece stands, a shorter one within it does.
    shortest = frozenset(
        piece for piece in pieces if not any(other != piece and other in piece for other in pieces)
    )
    return (_clause(shortest, tuple(others)),)
