"""First signs of a regular expression: the letters and signs that its matches can begin with.

Most patterns of a pack begin with a look behind them and dozens of words to choose from, and trying all that
at every place of a text takes most of their time. A look at one sign first spares it nearly everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.checks.text.expressions import Alternatives, Kind, Part, Sequence, Unreadable, read

_FLAGS = re.compile(r"\(\?m\)")
_WIDE_IN_CLASS = re.compile(r"^\^|\\[DSWwpP]")
_SPECIAL_IN_CLASS = re.compile(r"[\]\[^&|~\-]")

# In place of the signs where they are too many for a look to spare anything.
_ANY = ""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The signs that some part may begin with, as in a class, and whether it may be empty."""

    signs: tuple[str, ...]
    empty: bool


def looking_first(pattern: str) -> str:
    """The same expression (of the `regex` module) after a look at the first sign, where that can be told."""
    flags = _FLAGS.match(pattern)
    body = pattern[flags.end() :] if flags else pattern
    try:
        beginning = _of_alternatives(read(body))
    except Unreadable:
        return pattern
    if beginning.empty or _ANY in beginning.signs:
        return pattern
    signs = "".join(dict.fromkeys(beginning.signs))
    return f"{flags[0] if flags else ''}(?=[{signs}])(?:{body})"


def _of_alternatives(alternatives: Alternatives) -> _Beginning:
    beginnings = list(map(_of_sequence, alternatives))
    signs = tuple(sign for beginning in beginnings for sign in beginning.signs)
    return _Beginning(signs, any(beginning.empty for beginning in beginnings))


def _of_sequence(sequence: Sequence) -> _Beginning:
    signs: list[str] = []
    for part in sequence:
        beginning = _of_part(part)
        signs += beginning.signs
        if part.needed and not beginning.empty:
            return _Beginning(tuple(signs), empty=False)
    return _Beginning(tuple(signs), empty=True)


def _of_part(part: Part) -> _Beginning:
    match part.kind:
        case Kind.GROUP:
            return _of_alternatives(part.alternatives)
        case Kind.PLACE:
            return _Beginning((), empty=True)
        case Kind.WIDE:
            return _Beginning((_ANY,), empty=part.written[-1].isdigit())  # what a group took may be nothing
        case Kind.CLASS:
            content = part.written[1:-1]
            wide = _WIDE_IN_CLASS.search(content)
            return _Beginning((_ANY if wide else _without_ranges_at_its_ends(content),), empty=False)
        case Kind.FEW:
            return _Beginning((part.written,), empty=False)
        case Kind.SIGN:
            return _Beginning((_in_class(part.written),), empty=False)


def _in_class(sign: str) -> str:
    return sign if sign.startswith("\\") else _SPECIAL_IN_CLASS.sub(r"\\\g<0>", sign)


def _without_ranges_at_its_ends(signs: str) -> str:
    """The content of a class with hyphens at its ends marked as such: beside others they would be ranges."""
    if signs.startswith("-"):
        signs = "\\" + signs
    return f"{signs[:-1]}\\-" if signs.endswith("-") and not signs.endswith("\\-") else signs
