"""What spares a pattern from being tried everywhere never hides a match."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from app.checks.text.literals import NOTHING, needs
from app.checks.text.rules.places import PatternPlaces
from app.checks.text.starts import Starts

PATTERNS = [
    r"abc",
    r"a|bc",
    r"(?:ab|cd)e?",
    r"a+b",
    r"ab?c",
    r"x{0,3}yz|a{2}",
    r"[abc]d",
    r"(?<![\p{L}])(?:ab|c[de]f)g?",
    r"\d+ ?(?:%|ab)(?![a-z])",
    r"(?P<x>ab|)c",
    r"\+a|\.b",
    r"^ab|c$",
    r"(?=ab)a[^c]",
    r"(?:ab)+(?:cd)*?e",
    r"(?>a|ab)c",
    r"(?:a|bc )?[de]x|(?:[a-z]+ )+%",
    r"[^a]b|[\d.-]+c",
    r"(?:a?)(?:b|[^c]d)",
    r"[x-z][a\-]|\d?b",
]


@pytest.mark.parametrize(
    ("pattern", "some", "first"),
    [
        (r"(?<!\p{L})ভোট|শতকরা \d", {"ভোট", "শতকরা "}, {"ভোট", "শতকরা "}),
        (r"\d+ (?:%|শতাংশ)", {"%", "শতাংশ"}, set("0123456789")),
        (r"(?:দুই |তিন )?গুণ", {"গুণ"}, {"দুই ", "তিন ", "গুণ"}),
        (r"\p{L}+", None, None),
    ],
)
def test_literals_of_a_pattern(pattern: str, some: set[str] | None, first: set[str] | None) -> None:
    assert needs(pattern) == (some, first)


@pytest.mark.parametrize("pattern", ["(?i)Ab", "a(", "(?:a", r"(?(1)a|b)", r"\xab", "a)"])
def test_what_is_not_read_asks_for_nothing(pattern: str) -> None:
    assert needs(pattern) == NOTHING


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="abcdefgxyz1 %+.", max_size=30))
def test_the_same_is_found_as_without(pattern: str, text: str) -> None:
    everywhere = [match.span() for match in regex.finditer(pattern, text) if match.end() > match.start()]
    starts = Starts()
    places = PatternPlaces(pattern, starts)
    assert places.matches(text, 0, len(text), starts.of(0, starts.look(text))) == everywhere
