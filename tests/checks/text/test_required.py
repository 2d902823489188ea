"""What a pattern requires spares it from being tried on most texts, and never hides a match."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.checks.text.document import Document
from app.checks.text.pack import load_pack
from app.checks.text.required import NOTHING, from_plain, holds, plain, requirement
from app.checks.text.rules.places import PatternPlaces
from app.checks.text.word_pieces import WordPieces
from app.checks.types import PostFacts
from app.services.base.rule_pack import rule_pack
from tests.helpers.lots import BY_HAND
from tests.helpers.rulepacks import HEAD, one_rule, rule_text, spotted, write_pack

POSTS = Path(__file__).parents[2] / "data" / "rulepack"


def _met(pattern: str, text: str) -> bool:
    required = requirement(pattern)
    pieces = WordPieces([required])
    return holds(pieces.numbered(required), pieces.met(text))


@pytest.mark.parametrize(
    ("pattern", "meeting", "missing"),
    [
        ("(?<![a-z])(?:kill|hang) (?:them|us) all", "all or us: hang us now", "all hang bus"),
        (r"\d+ ?(?:%|শতাংশ)", "৯০ শতাংশ", "৯০ জন"),
        ("(?:no |any )?rice(?: now)?$", "price", "no now"),
        ("(?:ab|cd){2}e+", "xabx fex", "fex"),
        ("চল যাই|ওঠ সবাই", "যাই চল ওঠ", "চল ওঠ"),
        ("ek tin", "ek tin", "beke ektin"),  # a space is where a word ends
        ("[+*]1", "x+1", "x1"),
    ],
)
def test_a_text_without_what_a_pattern_requires_is_told(pattern: str, meeting: str, missing: str) -> None:
    assert _met(pattern, meeting)
    assert not _met(pattern, missing)


@pytest.mark.parametrize("pattern", ["a?", r"\p{L}+ \d", "a|", "(?i)a", "[^a]b*", "(?:a|b?)"])
def test_a_pattern_that_requires_no_word_may_match_anywhere(pattern: str) -> None:
    assert requirement(pattern) == NOTHING


def test_nothing_required_by_the_shipped_pack_hides_a_match() -> None:
    rules = [rule for rule in rule_pack().pack.rules if rule.required]
    assert len(rules) > 100
    pieces = WordPieces(rule.required for rule in rules)
    lines = [
        safe(line) for file in POSTS.glob("plain_*.txt") for line in file.read_text("utf-8").splitlines()
    ]
    met = {line: pieces.met(line) for line in lines}
    for number, rule in enumerate(rules):
        places = rule.finder.places  # type: ignore[attr-defined]
        assert isinstance(places, PatternPlaces)
        required = pieces.numbered(rule.required)
        without = [line for line in _some(lines, number) if not holds(required, met[line])]
        assert [line for line in without if places.matches(line, 0, len(line))] == []


def _some(lines: list[str], number: int) -> list[str]:
    """Each third line, others for each rule; all of them by hand."""
    return lines if BY_HAND else lines[number % 3 :: 3]


def test_a_hidden_word_may_be_what_is_required(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        r"type: pattern" + "\n" + r"pattern: '\d+ শতাংশ'",
        match=["90 শতাংশ", "৯ শতাংশ"],
        no_match=["90", "শতাংশ"],
    )
    assert spotted(pack, "আগে 90 শ*তাংশ।") == ["90 শ*তাংশ"]


def test_only_patterns_that_can_match_are_tried(tmp_path: Path) -> None:
    rule = rule_text("type: pattern\npattern: 'ভোট (?:দিন|দেন)'", ["ভোট দিন", "ভোট দেন"], ["ভোট", "দিন"])
    written, kept = write_pack(tmp_path, rule=f"{HEAD}rules:\n{rule}"), tmp_path / "kept"
    for pack in (load_pack(written, kept), load_pack(written, kept)):  # read anew, and as it was compiled
        whole_post, _ = pack.rule_sets.of(False)
        for text, tried in (("ভোট নিন", 0), ("আজ ভোট দিন", 1)):
            assert len(whole_post.rules_for(Document(text, PostFacts(), pack.index))) == tried


ATOMS = st.sampled_from(
    [*"abক -", "ab", "a b", "[ab]", "[^a]", "[b-]", r"\d", r"\p{L}", r"\.", ".", "^", "(?=ab)"]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{,1}", "*?"])


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    piece = st.tuples(parts.filter(lambda part: part != "^"), QUANTIFIERS)
    sequence = st.lists(st.one_of(piece.map("".join), parts), min_size=1, max_size=4).map("".join)
    return st.lists(sequence, min_size=1, max_size=3).map("|".join).map(lambda body: f"(?:{body})")


@given(st.recursive(ATOMS, _joined, max_leaves=10), st.text("abক -1.\n\t", max_size=20))
@example("(?:a b|ab)", "a\nb")
def test_a_text_with_a_match_meets_what_any_expression_requires(pattern: str, text: str) -> None:
    if regex.search(pattern, text):
        assert _met(pattern, text)
    required = requirement(pattern)
    assert from_plain(plain(required)) == required
