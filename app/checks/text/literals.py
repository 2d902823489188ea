"""What a regular expression cannot match without, so that most of a text need not be matched at all.

A small reading of the syntax that rule packs use. Where it is in doubt it asks for nothing, which only costs
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def needs(pattern: str) -> Needs:
    """What matches of a pattern cannot do without, on text with Latin digits only; it is not verbose."""
    if _FLAGS.search(pattern):
        return NOTHING
    try:
        found, rest = _alternatives(pattern, 0)
    except (IndexError, ValueError):  # not a pattern this reads
        return NOTHING
    return found if rest == len(pattern) else NOTHING


def _alternatives(pattern: str, at: int) -> tuple[Needs, int]:
    """What the branches up to a closing parenthesis need between them, and where that is."""
    branches: list[Needs] = []
    while True:
        branch, at = _sequence(pattern, at)
        branches.append(branch)
        if at == len(pattern) or pattern[at] == ")":
            break
        at += 1  # the bar
    return Needs(_any_of(one.some for one in branches), _any_of(one.first for one in branches)), at


def _any_of(choices: Iterable[OneOf]) -> OneOf:
    every: frozenset[str] = frozenset()
    for choice in choices:
        if choice is None:
            return None
        every |= choice
    return every if len(every) <= _MOST else None


def _sequence(pattern: str, at: int) -> tuple[Needs, int]:
    """What the best item of a sequence needs, and its first."""
    choices: list[OneOf] = []
    first: OneOf = None
    begun = False  # whether an item with a width was met
    run, leads = "", False
    while at < len(pattern) and pattern[at] not in "|)":
        item, width, literal, end = _item(pattern, at)
        least, after = _repeats(pattern, end)
        if literal and least == 1 and after == end:
            run, leads, begun, at = run + literal, leads or not begun, True, end
            continue
        choices.append(frozenset({run}) if run else None)
        first = frozenset({run}) if leads and first is None else first
        run, leads, at = "", False, after
        if least:
            choices.append(item.some)
            first = item.first if not begun and width else first
        begun = begun or width
    if run:
        choices.append(frozenset({run}))
        first = frozenset({run}) if leads and first is None else first
    known = [choice for choice in choices if choice]
    return Needs(max(known, key=_worth) if known else None, first), at


def _item(pattern: str, at: int) -> tuple[Needs, bool, str, int]:
    """One item: what it needs, whether it has a width, the sign it stands for if it is one, where it ends."""
    sign = pattern[at]
    if sign == "(":
        found, end = _group(pattern, at)
        return found, not pattern.startswith(_NO_WIDTH, at), "", end
    if sign == "[":
        return NOTHING, True, "", _class_end(pattern, at)
    if sign == "\\":
        literal, end = _escape(pattern, at)
        kind = pattern[at + 1]
        found = Needs(_DIGITS, _DIGITS) if kind == "d" else NOTHING
    else:
        literal, end, kind = ("" if sign in ".^$" else sign), at + 1, sign
        found = NOTHING
    if literal:
        found = Needs(frozenset({literal}), frozenset({literal}))
    return found, kind not in ("b", "B", "^", "$"), literal, end


def _worth(choice: frozenset[str]) -> tuple[int, int]:
    """Longer strings are rarer, and fewer are sooner looked for."""
    return min(2, *(len(text.strip()) for text in choice), 2), -len(choice)


def _group(pattern: str, at: int) -> tuple[Needs, int]:
    """What a group needs, nothing for one that looks around, and where it ends."""
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
    return (inner if counts else NOTHING), at + 1


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
