"""First signs of a regular expression: the letters and signs that its matches can begin with.

Most patterns of a pack begin with a look behind them and dozens of words to choose from, and trying all that
at every place of a text takes most of their time. A look at one sign first spares it nearly everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FLAGS = re.compile(r"\(\?m\)")
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?(?::|>|P<\w+>))?(?!\?)")
_CLASS = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]")
_SIGN_CLASS = re.compile(r"\\(?:[dsnt]|[^\w\s])")
_WIDE_CLASS = re.compile(r"\.|\\[DSWw1-9]|\\[pP]\{\w+\}")
_ZERO_WIDTH = re.compile(r"[\^$]|\\[bBAZ]")
_LITERAL = re.compile(r"[^\\.\[\]()|?*+{}^$]")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})[?+]?")
_WIDE_IN_CLASS = re.compile(r"^\^|\\[DSWwpP]")
_SPECIAL_IN_CLASS = re.compile(r"[\\\]\[^&|~\-]")


# In place of the signs where they are too many for a look to spare anything.
_ANY = ""


class _Unknown(ValueError):
    """The expression has something that is not read here."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression: the signs it may begin with, as in a class, and whether it may be empty."""

    signs: tuple[str, ...]
    empty: bool


def looking_first(pattern: str) -> str:
    """The same expression (of the `regex` module) after a look at the first sign, where that can be told."""
    flags = _FLAGS.match(pattern)
    body = pattern[flags.end() :] if flags else pattern
    try:
        part, end = _alternatives(body, 0)
    except _Unknown:
        return pattern
    if end < len(body) or part.empty or _ANY in part.signs:
        return pattern
    signs = "".join(dict.fromkeys(part.signs))
    return f"{flags[0] if flags else ''}(?=[{signs}])(?:{body})"


def _alternatives(pattern: str, at: int) -> tuple[_Part, int]:
    """What stands from `at` to the end of its group, and where that is."""
    parts = []
    while True:
        part, at = _sequence(pattern, at)
        parts.append(part)
        if pattern[at : at + 1] != "|":
            signs = tuple(sign for part in parts for sign in part.signs)
            return _Part(signs, any(part.empty for part in parts)), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_Part, int]:
    signs: list[str] = []
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        part, at = _atom(pattern, at)
        if quantifier := _QUANTIFIER.match(pattern, at):
            at = quantifier.end()
            may_be_none = quantifier[0][0] in "?*" or quantifier[0].startswith(("{0", "{,"))
            part = _Part(part.signs, part.empty or may_be_none)
        if empty:
            signs += part.signs
            empty = part.empty
    return _Part(tuple(signs), empty), at


def _atom(pattern: str, at: int) -> tuple[_Part, int]:
    if match := _LOOKAROUND.match(pattern, at):
        _, end = _alternatives(pattern, match.end())
        return _Part((), True), _closed(pattern, end)
    if match := _GROUP.match(pattern, at):
        part, end = _alternatives(pattern, match.end())
        return part, _closed(pattern, end)
    if match := _CLASS.match(pattern, at):
        signs = _ANY if _WIDE_IN_CLASS.search(match[1]) else _without_ranges_at_its_ends(match[1])
        return _Part((signs,), False), match.end()
    if match := _WIDE_CLASS.match(pattern, at):
        return _Part((_ANY,), match[0][-1].isdigit()), match.end()  # what a group took may be nothing
    if match := _ZERO_WIDTH.match(pattern, at):
        return _Part((), True), match.end()
    if match := _SIGN_CLASS.match(pattern, at):
        return _Part((match[0],), False), match.end()
    if match := _LITERAL.match(pattern, at):
        return _Part((_SPECIAL_IN_CLASS.sub(r"\\\g<0>", match[0]),), False), match.end()
    raise _Unknown(pattern[at:])


def _closed(pattern: str, at: int) -> int:
    if pattern[at : at + 1] != ")":
        raise _Unknown(pattern[at:])
    return at + 1


def _without_ranges_at_its_ends(signs: str) -> str:
    """The content of a class with hyphens at its ends marked as such: beside others they would be ranges."""
    if signs.startswith("-"):
        signs = "\\" + signs
    return f"{signs[:-1]}\\-" if signs.endswith("-") and not signs.endswith("\\-") else signs
