"""Looser forms of regular expressions, in RE2's syntax: what no loose form matches, the expression cannot.

A text has a match of few of the patterns that are tried on it. RE2 says so of most in one pass of linear
time, some ten times as fast as `regex` gives up at each of its signs. It knows no looking around, no back
references and no possessive repetition, so these are left out, and what is left matches more, never less.
Only what must stand before a match is taken for its beginning instead: most patterns want no letter there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import regex

try:
    import re2
except ImportError:  # no wheel for this machine or Python: all patterns are tried then, which finds the same
    re2 = None

from app.checks.text.expressions import Alternatives, Kind, Part, Sequence, Unreadable, read

# What a sign is said to match exactly: ASCII and Bangla. All other signs are taken for possible.
_KNOWN = frozenset((*range(0x80), *range(0x980, 0xA00)))
_OTHERS = r"\x{80}-\x{97f}\x{a00}-\x{10ffff}"
_ANYTHING = "(?s:.)"
_COUNTED = re.compile(r"\{(\d+)?(?:(,)(\d+)?)?\}")
# RE2 refuses to repeat more often.
_MOST_REPEATED = 1000
_SIGN_OF_CLASS = re.compile(r"\\[pP]\{\w+\}|\\.|.", re.DOTALL)
_OF_MANY = re.compile(r"\\(?:[pP]\{|[dDsSwW]$)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = {"n": "\n", "t": "\t"}


def loosened(pattern: str) -> str:
    """The loose form of an expression of `regex`; "", which rules out nothing, where there is none."""
    try:
        return _of_alternatives(read(pattern), first=True)
    except Unreadable:
        return ""


def utf8(text: str) -> bytes:
    """A text as RE2 searches it. Half a pair of UTF-16, which UTF-8 cannot have, becomes another sign."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text).encode()


class LooseForm:
    """A loose form compiled. Safe to use from several threads."""

    def __init__(self, loose: str) -> None:
        self._compiled = _compiled(loose) if re2 and loose else None

    def may_match(self, text: bytes) -> bool:
        """Whether the expression may have a match in a text, given as `utf8` makes it."""
        return self._compiled is None or self._compiled.search(text) is not None


def _compiled(loose: str) -> Any:
    options = re2.Options()
    options.never_capture, options.log_errors = True, False
    try:
        return re2.compile(loose, options)
    except re2.error:  # larger than RE2 takes
        return None


def _of_alternatives(alternatives: Alternatives, first: bool = False) -> str:
    """`first`: a match of the whole expression begins with one of them."""
    return "|".join(_of_sequence(sequence, first) for sequence in alternatives)


def _of_sequence(sequence: Sequence, first: bool) -> str:
    loose: list[str] = []
    for part in sequence:
        if first and part.kind is Kind.GROUP and not part.quantifier:
            loose.append(f"(?:{_of_alternatives(part.alternatives, first=True)})")
        else:
            loose.append(_before(part) if first and part.kind is Kind.PLACE else _of_part(part))
        # Of several places to look behind from, one can be told: what stands before them is the same signs.
        first = first and not loose[-1]
    return "".join(loose)


def _before(place: Part) -> str:
    """What stands before a match that begins with this place; "" where nothing is told of it."""
    if place.written == "^":
        return r"(?:\A|\n)"  # of a line, too: whether `(?m)` was said is not asked
    if place.quantifier or not place.written.startswith("(?<"):
        return ""
    alternatives = read(place.written[len("(?<=") : -1])
    if place.written.startswith("(?<="):
        return f"(?:{_of_alternatives(alternatives)})"
    if len(alternatives) > 1 or len(alternatives[0]) != 1:
        return ""
    unwanted = alternatives[0][0]
    if unwanted.quantifier or unwanted.kind in (Kind.GROUP, Kind.PLACE):
        return ""
    content = unwanted.written[1:-1] if unwanted.kind is Kind.CLASS else unwanted.written
    if unwanted.kind is Kind.WIDE and not _OF_MANY.match(content):
        return ""
    return rf"(?:\A|{_class(content[1:] if content.startswith('^') else f'^{content}')})"


def _of_part(part: Part) -> str:
    match part.kind:
        case Kind.PLACE:
            return ""
        case Kind.WIDE if part.written[-1].isdigit():
            return f"{_ANYTHING}*"  # what a group took before
        case Kind.GROUP:
            loose = f"(?:{_of_alternatives(part.alternatives)})"
        case Kind.WIDE if part.written == ".":
            loose = "."
        case Kind.CLASS:
            loose = _class(part.written[1:-1])
        case _:
            loose = _class(part.written)
    return loose + _repeated(part.quantifier)


def _repeated(quantifier: str) -> str:
    """A quantifier, which may be lazy or possessive, as RE2 has it."""
    counted = _COUNTED.match(quantifier)
    if counted is None:
        return quantifier[:1]
    least, comma, most = counted.groups()
    if least is None and most is None:
        raise Unreadable(quantifier)
    if int(least or 0) > _MOST_REPEATED:
        return "+"
    if most is None or int(most) > _MOST_REPEATED:
        return f"{{{least}{',' if comma else ''}}}" if least else "*"
    return f"{{{least or 0},{most}}}"


def _class(content: str) -> str:
    """A class of the signs that one of the `regex` module may match, given what stands in its brackets."""
    negated = content.startswith("^") and len(content) > 1
    signs = _SIGN_OF_CLASS.findall(content[negated:])
    codes: set[int] = set()
    others = negated
    while signs:
        sign = signs.pop(0)
        if _OF_MANY.match(sign):
            codes |= _matched(sign)
            others = True
            continue
        first = last = _code(sign)
        if len(signs) > 1 and signs[0] == "-":
            last = _code(signs[1])
            del signs[:2]
        codes.update(range(first, last + 1))
    known = {code for code in _KNOWN if (code in codes) is not negated}
    if not codes <= _KNOWN:
        others = True
    return f"[{''.join(_ranges(known))}{_OTHERS if others else ''}]"


@cache
def _matched(escape: str) -> frozenset[int]:
    """The known signs that an escape for many matches."""
    one = regex.compile(escape)
    return frozenset(code for code in _KNOWN if one.fullmatch(chr(code)))


def _code(sign: str) -> int:
    """The code point of one sign, written as itself or behind a backslash."""
    written = _ESCAPED.get(sign[1:]) or sign[1:] if sign.startswith("\\") and len(sign) > 1 else sign
    if len(written) != 1 or (written is not sign and written.isalnum() and sign[1:] not in _ESCAPED):
        raise Unreadable(sign)
    return ord(written)


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """These code points as ranges of a class."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return (f"{_one(first)}-{_one(last)}" if last > first else _one(first) for first, last in runs)


def _one(code: int) -> str:
    sign = chr(code)
    return sign if sign.isalnum() else f"\\x{{{code:x}}}"
