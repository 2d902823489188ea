"""The shipped rules on posts of our own: what offices post stays silent, what breaks a clause is seen.

These are regressions, written with the rules. How well the rules do on posts their author never saw is
measured elsewhere (`tests/eval`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import Finding, PostFacts, Severity
from app.services.base.rule_pack import rule_pack
from tests.helpers.rulepacks import alarms

POSTS = Path(__file__).parents[2] / "data" / "rulepack"


def _lines(name: str) -> list[str]:
    lines = (POSTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _cited(name: str) -> list[tuple[str, str]]:
    parts = (line.partition(" | ") for line in _lines(name))
    return [(clause, post) for clause, _, post in parts]


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return rule_pack().pack


def cited(findings: list[Finding]) -> set[str]:
    return {clause for finding in findings for clause in finding.clauses}


# Each over all its posts, and not a test a post: two thousand tests take longer to count out than to run.


def test_no_office_post_raises_an_alarm(pack: RulePack) -> None:
    found = {post: [(one.rule, one.text) for one in alarms(post, pack)] for post in _lines("clean_posts.txt")}
    assert len(found) > 800
    assert {post: told for post, told in found.items() if told} == {}


def test_every_violating_post_is_seen_under_its_clause(pack: RulePack) -> None:
    posts = _cited("violating_posts.txt")
    assert len(posts) > 800
    assert [(clause, post) for clause, post in posts if clause not in cited(alarms(post, pack))] == []


def test_every_post_in_doubt_is_noted_without_an_alarm(pack: RulePack) -> None:
    for clause, post in _cited("noted_posts.txt"):
        assert clause in cited(check_text(post, PostFacts(), pack).findings) - cited(alarms(post, pack)), post


def test_a_vote_appeal_is_blocked_over_all_its_words(pack: RulePack) -> None:
    found = [
        finding
        for finding in alarms("আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।", pack)
        if finding.rule == "politics.vote-appeal"
    ]
    assert [(finding.severity, finding.clauses, finding.text) for finding in found] == [
        (Severity.BLOCK, ("10.c",), "নৌকা মার্কায় ভোট দিন")
    ]


def test_every_clause_of_the_guideline_has_rules(pack: RulePack) -> None:
    guideline = {"7", "7.b", "7.c", "7.d", *(f"10.{letter}" for letter in "abcdefghi")}
    circulars = {f"circular.{letter}" for letter in "abcdefgh"} | {"circular.tags"}
    assert guideline | circulars <= {clause for rule in pack.rules for clause in rule.clauses}


def test_what_is_not_known_of_a_post_is_not_held_against_it(pack: RulePack) -> None:
    claim = "টিকাদানের হার ৯৫ শতাংশ।"
    assert alarms(claim, pack) == []
    without = alarms(claim, pack, PostFacts(purpose="", sources=()))
    assert {finding.rule for finding in without} == {"purpose.missing", "claims.percentage"}
    assert alarms(claim, pack, PostFacts(purpose="5.c", sources=("ইপিআই প্রতিবেদন",))) == []


def test_an_offices_own_figure_wants_its_source_in_the_text(pack: RulePack) -> None:
    claim = "আমাদের জেলায় টিকাদানের হার ৯৫ শতাংশ।"
    assert {finding.rule for finding in alarms(claim, pack)} & {"claims.local-figure", "claims.figure"}
    assert alarms(claim.replace("জেলায়", "জেলায় ইপিআই প্রতিবেদন অনুযায়ী"), pack) == []
    assert alarms(claim, pack, PostFacts(purpose="5.c", sources=("ইপিআই প্রতিবেদন",))) == []


def test_no_explanation_pronounces_on_the_law(pack: RulePack) -> None:
    for rule in pack.rules:
        english = f"{rule.title.en} {rule.why.en}".lower()
        assert "legal" not in english, rule.id
        assert "complian" not in english, rule.id
        bangla = f"{rule.title.bn} {rule.why.bn}"
        assert "বেআইনি" not in bangla, rule.id
        assert "আইনসম্মত" not in bangla, rule.id
