"""A look at the first sign changes nothing about what an expression matches."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.checks.text.first_signs import looking_first
from app.checks.text.rules.places import PatternPlaces
from app.services.base.rule_pack import rule_pack
from tests.helpers.lots import BY_HAND

POSTS = Path(__file__).parents[2] / "data" / "rulepack"


def _matches(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in regex.finditer(pattern, text) if match.end() > match.start()]


@pytest.mark.parametrize(
    ("pattern", "looks"),
    [
        ("(?<![a-z])(?:kill|hang) all", "(?=[kh])(?:(?<![a-z])(?:kill|hang) all)"),
        (r"\d+ ?%|শতাংশ", r"(?=[\dশ])(?:\d+ ?%|শতাংশ)"),
        ("(?m)(?:^|[.!] )(?:no )?rice", r"(?m)(?=[.!nr])(?:(?:^|[.!] )(?:no )?rice)"),
        ("[ab-]?x", r"(?=[ab\-x])(?:[ab-]?x)"),
        (r"\p{L}+ না", r"\p{L}+ না"),  # any letter: a look would spare nothing
        ("(?:a|b)?", "(?:a|b)?"),  # may be empty
        ("(?i)a", "(?i)a"),  # not read here
    ],
)
def test_the_first_signs_are_told_where_they_can_be(pattern: str, looks: str) -> None:
    assert looking_first(pattern) == looks


def test_every_pattern_of_the_shipped_pack_matches_the_same() -> None:
    places = [getattr(rule.finder, "places", None) for rule in rule_pack().pack.rules]
    written = [one._written for one in places if isinstance(one, PatternPlaces)]
    assert len(written) > 50
    looking = {pattern: looks for pattern in written if (looks := looking_first(pattern)) != pattern}
    assert len(looking) > 40
    posts = [
        safe(post)
        for file in sorted(POSTS.glob("plain_*.txt"))
        for post in file.read_text("utf-8").splitlines()
    ]
    for number, (pattern, looks) in enumerate(looking.items()):
        text = "\n".join(posts if BY_HAND else posts[number % 3 :: 3])  # other posts for each pattern
        assert _matches(looks, text) == _matches(pattern, text), pattern


ATOMS = st.sampled_from(
    [*"abক -", "[ab]", "[^a]", "[b-]", r"\d", r"\p{L}", r"\.", ".", "^", "(?<!a)", "(?=ab)"]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{,1}", "*?"])


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    piece = st.tuples(parts.filter(lambda part: part != "^" and not part.startswith("(?<")), QUANTIFIERS)
    sequence = st.lists(st.one_of(piece.map("".join), parts), min_size=1, max_size=3).map("".join)
    return st.lists(sequence, min_size=1, max_size=3).map("|".join).map(lambda body: f"(?:{body})")


@given(st.recursive(ATOMS, _joined, max_leaves=8), st.text("abক -1.\n", max_size=20))
def test_any_expression_matches_the_same(pattern: str, text: str) -> None:
    assert _matches(looking_first(pattern), text) == _matches(pattern, text)
