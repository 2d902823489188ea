"""What a regular expression cannot match without, so that most of a text need not be matched at all.

A small reading of the syntax that rule packs use. Where it is in doubt it asks for nothing, which only costs
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# One of these strings; None for no such condition.
OneOf = frozenset[str] | None


class Needs(NamedTuple):
    """What every match of a pattern has: one of `some` anywhere, one of `first` where it begins."""

    some: OneOf
    first: OneOf


NOTHING = Needs(None, None)

_QUANTIFIERS = "?*+{"
_KINDS = frozenset("dDwWsSpPbBAZzmMGKRXhN")
_NO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_DIGITS = frozenset("0123456789")
_FLAGS = re.compile(r"\(\?[a-zA-Z]*[a-zA-OQ-Z]")
_MOST = 200
# A class of more signs than this, such as that of all Bangla letters, begins something everywhere.
_MOST_IN_CLASS = 40
_IN_CLASS = re.compile(
    r"(?P<from>[^\\\[-])-(?P<to>[^\\\[])|\\(?P<escaped>[\W\d]|d)|(?P<sign>[^\\\[])", re.DOTALL
)


def needs(pattern: str) -> Needs:
    """What matches of a pattern cannot do without, on text with Latin digits only; it is not verbose."""
    return _all_of(ways(pattern))


def ways(pattern: str) -> tuple[Needs, ...]:
    """The same for each way a match may begin: every match goes one of these."""
    if _FLAGS.search(pattern):
        return (NOTHING,)
    try:
        found, rest = _alternatives(pattern, 0)
    except (IndexError, ValueError):  # not a pattern this reads
        return (NOTHING,)
    return tuple(found) if rest == len(pattern) else (NOTHING,)


def _all_of(ways: Sequence[Needs]) -> Needs:
    return Needs(_any_of(one.some for one in ways), _any_of(one.first for one in ways))


def _alternatives(pattern: str, at: int) -> tuple[list[Needs], int]:
    """The ways through the branches up to a closing parenthesis, and where that is."""
    found: list[Needs] = []
    while True:
        branch, at = _sequence(pattern, at)
        found += branch
        if at == len(pattern) or pattern[at] == ")":
            return found, at
        at += 1  # the bar


def _any_of(choices: Iterable[OneOf]) -> OneOf:
    every: frozenset[str] = frozenset()
    for choice in choices:
        if choice is None:
            return None
        every |= choice
    return every if len(every) <= _MOST else None


def _sequence(pattern: str, at: int) -> tuple[list[Needs], int]:
    """The ways through a sequence: those of its first item, and of the next where that may be left out."""
    choices: list[OneOf] = []
    beginnings: list[Needs] = []
    begun = False  # whether an item was met that has a width and cannot be left out
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        item, width, literal, end = _item(pattern, at)
        least, after = _repeats(pattern, end)
        if literal and least == 1 and after == end:
            run, at = run + literal, end
            continue
        if run:
            choices.append(frozenset({run}))
            beginnings += [] if begun else [Needs(choices[-1], choices[-1])]
            run, begun = "", True
        at = after
        if least:
            choices.append(_any_of(one.some for one in item))
        if width and not begun:
            beginnings += item
            begun = least > 0
    if run:
        choices.append(frozenset({run}))
        beginnings += [] if begun else [Needs(choices[-1], choices[-1])]
    elif not begun:
        beginnings.append(NOTHING)  # all of it may be left out
    best = max(filter(None, choices), key=_worth, default=None)
    return [Needs(_better(one.some, best), one.first) for one in beginnings], at


def _better(one: OneOf, other: OneOf) -> OneOf:
    if one is None or other is None:
        return one or other
    return max(other, one, key=_worth)  # if equal, what comes later: `first` speaks of the beginning


def _item(pattern: str, at: int) -> tuple[list[Needs], bool, str, int]:
    """One item: its ways, whether it has a width, the sign it stands for if it is one, where it ends."""
    sign = pattern[at]
    if sign == "(":
        inner, end = _group(pattern, at)
        return inner, not pattern.startswith(_NO_WIDTH, at), "", end
    if sign == "[":
        end = _class_end(pattern, at)
        signs = _signs(pattern[at + 1 : end - 1])
        return [Needs(signs, signs)], True, "", end
    if sign == "\\":
        literal, end = _escape(pattern, at)
        kind = pattern[at + 1]
        found = Needs(_DIGITS, _DIGITS) if kind == "d" else NOTHING
    else:
        literal, end, kind = ("" if sign in ".^$" else sign), at + 1, sign
        found = NOTHING
    if literal:
        found = Needs(frozenset({literal}), frozenset({literal}))
    return [found], kind not in ("b", "B", "^", "$"), literal, end


def _signs(inside: str) -> OneOf:
    """The signs of a class, given what stands within its brackets."""
    signs: set[str] = set()
    at = 0
    while at < len(inside) and len(signs) <= _MOST_IN_CLASS:
        match = _IN_CLASS.match(inside, at)
        if match is None or inside[0] == "^":
            return None
        at = match.end()
        if match["from"]:
            signs.update(map(chr, range(ord(match["from"]), ord(match["to"]) + 1)))
        elif match["escaped"] == "d":
            signs |= _DIGITS
        else:
            signs.add(match["escaped"] or match["sign"])
    return frozenset(signs) if 0 < len(signs) <= _MOST_IN_CLASS else None


def _worth(choice: frozenset[str]) -> tuple[int, int]:
    """Longer strings are rarer, and fewer are sooner looked for."""
    return min(2, *(len(text.strip()) for text in choice), 2), -len(choice)


def _group(pattern: str, at: int) -> tuple[list[Needs], int]:
    """The ways through a group, none known for one that looks around, and where it ends."""
    counts = True
    at += 1
    if pattern[at] == "?":
        if pattern.startswith("?:", at):
            at += 2
        elif pattern.startswith(("?P<", "?<"), at) and pattern[at + 2] not in "=!":
            at = pattern.index(">", at) + 1 if ">" in pattern[at:] else len(pattern)
        else:
            counts = pattern[at + 1] == ">"
            at += 3 if pattern.startswith(("?<=", "?<!"), at) else 2
    inner, at = _alternatives(pattern, at)
    if pattern[at] != ")":
        raise IndexError
    return (inner if counts else [NOTHING]), at + 1


def _class_end(pattern: str, at: int) -> int:
    """Where the class of signs that opens at `at` ends."""
    at += 2 if pattern[at + 1] == "^" else 1
    first = True
    while pattern[at] != "]" or first:
        at += 2 if pattern[at] == "\\" else 1
        first = False
    return at + 1


def _escape(pattern: str, at: int) -> tuple[str, int]:
    """The sign an escape stands for, "" for a kind of signs, and where it ends."""
    sign = pattern[at + 1]
    if sign.isalnum() or sign == "_":
        if sign in "pP" and pattern[at + 2] == "{":
            return "", pattern.index("}", at) + 1
        if sign in _KINDS:
            return "", at + 2
        raise IndexError
    return sign, at + 2


def _repeats(pattern: str, at: int) -> tuple[int, int]:
    """How often at least the item before `at` stands, and where its quantifier ends."""
    if at == len(pattern) or pattern[at] not in _QUANTIFIERS:
        return 1, at
    least = 1 if pattern[at] == "+" else 0
    if pattern[at] == "{":
        end = pattern.index("}", at)
        digits = pattern[at + 1 : end].partition(",")[0]
        least = int(digits) if digits.isdigit() else 0
        at = end
    at += 1
    lazy = at < len(pattern) and pattern[at] in "?+"
    return least, at + lazy
