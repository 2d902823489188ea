"""Hashtags whose words only capitals part are read as those words, through the whole check."""

from __future__ import annotations

import pytest

from app.checks.text.pack import RulePack
from app.services.base.rule_pack import rule_pack
from tests.helpers.rulepacks import alarms

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


@pytest.mark.parametrize("post", OFFENCES)
def test_what_a_hashtag_says_in_capitals_and_small_letters_is_told_where_it_stands(
    post: str, pack: RulePack
) -> None:
    texts = [finding.text for finding in alarms(post, pack)]
    assert OFFENCES[post] in texts


@pytest.mark.parametrize("post", INNOCENT)
def test_hashtags_of_offices_raise_no_alarm(post: str, pack: RulePack) -> None:
    assert alarms(post, pack) == []
