"""Hashtags whose words only capitals part are read as those words, through the whole check."""

from __future__ import annotations

import pytest

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import Finding, PostFacts, Severity
from app.services.base.rule_pack import rule_pack

OFFENCES = {
    "#ChorMontri": "ChorMontri",
    "#KillHindus": "KillHindus",
    "আজকের খবর #BoycottIndia": "BoycottIndia",
    "#CorruptPolice": "CorruptPolice",
    "#NoukayVoteDin": "NoukayVoteDin",
}
INNOCENT = (
    "#KillMosquitoes #StopDengue",
    "#FightCorruption",
    "#IndiaBangladeshFriendship",
    "#StopViolenceAgainstWomen",
    "#TheBestTeacherAward",
    "#RohingyaResponse",
    "#iPhone #eSheba #COVID19",
)


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return rule_pack().pack


def _alarms(post: str, pack: RulePack) -> list[Finding]:
    findings = check_text(post, PostFacts(), pack).findings
    return [finding for finding in findings if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("post", OFFENCES)
def test_what_a_hashtag_says_in_capitals_and_small_letters_is_told_where_it_stands(
    post: str, pack: RulePack
) -> None:
    texts = [finding.text for finding in _alarms(post, pack)]
    assert OFFENCES[post] in texts


@pytest.mark.parametrize("post", INNOCENT)
def test_hashtags_of_offices_raise_no_alarm(post: str, pack: RulePack) -> None:
    assert _alarms(post, pack) == []
