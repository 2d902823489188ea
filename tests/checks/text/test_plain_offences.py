"""The plainest offences and their innocent neighbours, through the whole check.

What any passer-by would point at has to be told, whatever the classifier thinks of its sentence, and what
only uses the same words left alone. The lists were written before the rules that tell them; `…_later.txt`
when those were done, to see how well they do on what they were not written for, and so were the others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts, Severity
from app.services.base.rule_pack import rule_pack
from tests.helpers.rulepacks import alarms

POSTS = Path(__file__).parents[2] / "data" / "rulepack"
_LISTS = (
    *("", "_later", "_third", "_fourth", "_fifth", "_sixth", "_seventh"),
    *("_eighth", "_ninth", "_tenth", "_eleventh", "_twelfth", "_thirteenth", "_fourteenth", "_fifteenth"),
    *("_sixteenth", "_seventeenth", "_eighteenth", "_nineteenth", "_twentieth"),
    *("_twenty_first", "_twenty_second"),
)
OFFENCES = tuple(f"plain_offences{name}.txt" for name in _LISTS)
NEIGHBOURS = (*(f"plain_neighbours{name}.txt" for name in _LISTS), "office_neighbours.txt")


def _lines(names: tuple[str, ...]) -> list[str]:
    lines = [line for name in names for line in (POSTS / name).read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return rule_pack().pack


def test_every_plain_offence_is_told_under_a_fitting_clause(pack: RulePack) -> None:
    missed = []
    for line in _lines(OFFENCES):
        clauses, _, post = line.partition(" | ")
        cited = {clause for finding in alarms(post, pack) for clause in finding.clauses}
        if cited.isdisjoint(clauses.split()):
            missed.append((post, sorted(cited)))
    assert missed == []


def test_no_innocent_neighbour_raises_an_alarm(pack: RulePack) -> None:
    alarmed = []
    for post in _lines(NEIGHBOURS):
        found = [(finding.rule, finding.text) for finding in alarms(post, pack)]
        if found:
            alarmed.append((post, found))
    assert alarmed == []


def test_idioms_proverbs_reports_and_questions_never_block(pack: RulePack) -> None:
    blocked = [
        (post, finding.rule)
        for post in _lines(("never_blocked.txt",))
        for finding in alarms(post, pack)
        if finding.severity is Severity.BLOCK
    ]
    assert blocked == []


def test_what_only_looks_like_a_language_tip_or_a_notice_still_blocks(pack: RulePack) -> None:
    posts = _lines(("still_blocked.txt",))
    blocked = [
        post for post in posts if any(finding.severity is Severity.BLOCK for finding in alarms(post, pack))
    ]
    assert blocked == posts


def test_contempt_in_polite_words_is_told_at_least_as_a_note(pack: RulePack) -> None:
    posts = _lines(("polite_contempt.txt",))
    assert [post for post in posts if not check_text(post, PostFacts(), pack).findings] == []


def test_there_are_hundreds_of_each_and_none_twice() -> None:
    posts = [line.partition(" | ")[2] for line in _lines(OFFENCES)]
    neighbours = _lines(NEIGHBOURS)
    assert len(set(posts)) == len(posts) >= 2700
    assert len(set(neighbours)) == len(neighbours) >= 2150
