"""Triggers spare a pattern from being tried on most texts, and never hide a match."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bangla.normalise import safe
from app.checks.text.pack import PackError, load_pack
from app.checks.text.rules.places import PatternPlaces
from app.services.base.rule_pack import rule_pack
from tests.eval.text.load import Part, load
from tests.helpers.lots import BY_HAND
from tests.helpers.rulepacks import HEAD, one_rule, rule_text, spotted, write_pack

SHARE = r"type: pattern\ntriggers: ['%', শতাংশ]\npattern: '\d+ ?(?:%|শতাংশ)'".replace(r"\n", "\n")


def test_a_pattern_with_triggers_matches_where_one_stands(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, SHARE, match=["৯০% সেবা", "90 শতাংশ সেবা"], no_match=["৯০ জন", "শতাংশ কত"])
    assert spotted(pack, "গত মাসে ৯০ শতাংশ কাজ শেষ, এবার 95%।") == ["৯০ শতাংশ", "95%"]
    assert spotted(pack, "আগে 90 শ*তাংশ।") == ["90 শ*তাংশ"]


def test_an_example_without_a_trigger_is_told_of(tmp_path: Path) -> None:
    rule = rule_text(SHARE.replace("'%', ", ""), ["90 শতাংশ", "৯০% সেবা"], ["৯০ জন", "শতাংশ কত"])
    with pytest.raises(PackError, match="should match"):
        load_pack(write_pack(tmp_path, rule=f"{HEAD}rules:\n{rule}"))


def test_triggers_without_a_pattern_are_told_of(tmp_path: Path) -> None:
    rule = rule_text("type: claim\nterms: [শতাংশ]\ntriggers: ['%']", ["শতাংশ", "শতাংশের"], ["ক", "খ"])
    with pytest.raises(PackError, match="triggers go with a pattern"):
        load_pack(write_pack(tmp_path, rule=f"{HEAD}rules:\n{rule}"))


def test_no_trigger_or_loose_form_of_the_shipped_pack_hides_a_match() -> None:
    places = [getattr(rule.finder, "places", None) for rule in rule_pack().pack.rules]
    triggered = [one for one in places if isinstance(one, PatternPlaces)]
    assert any(one.triggers for one in triggered)
    texts = [safe(post.text) for post in load(Part.DEV)]
    for number, one in enumerate(triggered):
        some = texts if BY_HAND else texts[number % 3 :: 3]  # other posts for each pattern
        without = [text for text in some if not one.may_match(text)]
        assert [text for text in without if one.matches(text, 0, len(text))] == []
