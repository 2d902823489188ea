"""The loose form of an expression matches wherever the expression does, and rules out most of the rest."""

from __future__ import annotations

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from app.checks.text.loosened import LooseForm, loosened, utf8


def _may_match(pattern: str, text: str) -> bool:
    return LooseForm(loosened(pattern)).may_match(utf8(text))


@pytest.mark.parametrize(
    ("pattern", "possible", "ruled_out"),
    [
        (r"(?<![\p{L}\p{M}])(?:kill|hang) all", "(hang all", "whang all"),
        (r"(?<![\p{L}\p{M}])(?:kill|hang) all", "hang all", "kill them all"),
        (r"(?<![^ -])all", "-all", "hall"),
        (r"(?m)(?:^|(?<=[.!] ))(?:কী )?দূর", "যাও! কী দূর", "কী অতিদূর"),
        (r"(?m)^দূর", "যা\nদূর", "যা দূর"),
        (r"(?<!\d |গত )all|(?=hall)(?<!w)h", "hall", "whig"),  # a look behind for several words is left out
        (r"a(?<!b)c", "ac", "bc"),  # and one that is not at the beginning
        (r"\d{3,} ?(?:%|শতাংশ)", "100 শতাংশ", "10 শতাংশ"),
        (r"[^\p{L}\p{M}\n]+ না", "১ না", "কি না"),
        (r"([\p{L}\p{M}]{3,}) না \1", "জানি না মানি", "১২৩ না ১২৩"),  # what a group took may be anything
        (r"(?:ab){,2}+c", "c", "ab"),
        (r"a{2,5}?b", "aab", "ab"),
        (r"[a-cক-গ]+[-.]x", "খ-x", "ঘ-x"),
        (r"\w+\.\S", "ক.খ", "!.খ"),
        (r"a.b", "a b", "a\nb"),
        (r"[“”]ক", "“ক", '"ক'),
    ],
)
def test_a_loose_form_rules_out_what_cannot_match(pattern: str, possible: str, ruled_out: str) -> None:
    assert _may_match(pattern, possible)
    assert not _may_match(pattern, ruled_out)


@pytest.mark.parametrize("pattern", ["(?i)a", r"[\x00-b]", r"[a-\d]", "a{}"])
def test_what_has_no_loose_form_may_match_anywhere(pattern: str) -> None:
    assert loosened(pattern) == ""
    assert _may_match(pattern, "")


def test_more_than_re2_repeats_is_taken_for_any_number() -> None:
    for pattern in (r"\d{1200}", r"a{2,1200}", r"(?:(?:a{900}){900}){900}"):
        assert _may_match(pattern, "1" * 1200 + "a" * 1200)


def test_letters_of_any_script_and_half_a_pair_may_be_letters() -> None:
    for sign in ("д", "क", "𝒜", "\U0001e030"):
        assert _may_match(r"^\p{L}$", sign)
    assert _may_match("^.$", "\ud83d")


ATOMS = st.sampled_from(
    [
        *(
            "a",
            "b",
            "ক",
            " ",
            "-",
            "ab",
            "[ab]",
            "[^a]",
            "[b-]",
            "[^ক-গ\\s]",
            r"[\p{L}\d]",
            r"\d",
            r"\p{L}",
            r"\s",
        ),
        *(r"\s", r"\S", r"\w", r"\W", r"\P{M}", r"\.", ".", "^", "$", r"\b", "(?=ab)", "(?<!a)", "(?>a|ab)"),
        *(r"(?<![\p{L}\d])", "(?<=[ab] )", "(?<![^ক])", r"(?<!\S)", "(?<=b|ক)", "(?<!ab)", "(?<!.)", "(?<!)"),
    ]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{,1}", "*?", "?+", "{1,}+"])
PLACES = ("^", "$", r"\b", "(?=", "(?<")


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    piece = st.tuples(parts.filter(lambda part: not part.startswith(PLACES)), QUANTIFIERS)
    sequence = st.lists(st.one_of(piece.map("".join), parts), min_size=1, max_size=4).map("".join)
    return st.lists(sequence, min_size=1, max_size=3).map("|".join).map(lambda body: f"(?:{body})")


@given(st.recursive(ATOMS, _joined, max_leaves=10), st.text("abকৎঁ -1.\n\té५", max_size=20))
@example(r"[^ক-গ\s]", "५")
def test_no_loose_form_rules_out_a_match(pattern: str, text: str) -> None:
    if regex.search(pattern, text):
        assert _may_match(pattern, text)


def test_without_re2_every_pattern_may_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.checks.text.loosened.re2", None)
    assert _may_match("ab", "ba")
