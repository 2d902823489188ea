"""Texts made to hold up the check: what is read a second time is bounded, and what was not read is said."""

from __future__ import annotations

from itertools import count

import pytest

from app.bangla.deobfuscation import MOST_SIGNS, hidden_parts
from app.bangla.normalise import safe_view
from app.checks.text.engine import check_text
from app.checks.text.time_limit import CHECK_SECONDS
from app.checks.types import UNFINISHED_RULE, PostFacts, Severity
from app.services.base.rule_pack import rule_pack

LETTERS = "কখগঘচছজটঠডতথদধনপফবভমযরলশসহ"


def spaced(count: int) -> str:
    return " ".join(LETTERS[number * 7 % len(LETTERS)] for number in range(count))


@pytest.mark.parametrize("text", [spaced(50_000), "ভো.ট " * 20_000, "ক" * 100_000, "v.o.t.e " * 12_000])
def test_of_a_text_that_is_all_hidden_only_a_part_is_read_again(text: str) -> None:
    parts, whole = hidden_parts(safe_view(text))
    assert not whole
    assert sum(len(part.text) for part in parts) <= MOST_SIGNS


@pytest.mark.parametrize("text", ["7" * 100_000, "৭ক৭" * 30_000, "7." * 50_000])
def test_runs_of_figures_are_looked_at_once(text: str) -> None:
    """Looked at anew from each of its figures, the first of them took minutes."""
    parts, _ = hidden_parts(safe_view(text))
    assert sum(len(part.text) for part in parts) <= MOST_SIGNS


def test_a_text_that_was_not_read_to_the_end_says_so() -> None:
    findings = check_text(spaced(4_000), PostFacts(), rule_pack().pack).findings
    (said,) = [finding for finding in findings if finding.rule == UNFINISHED_RULE]
    assert (said.severity, said.start) == (Severity.WARN, None)
    findings = check_text(spaced(400), PostFacts(), rule_pack().pack).findings
    assert UNFINISHED_RULE not in {finding.rule for finding in findings}


def test_each_of_thousands_of_findings_is_told() -> None:
    findings = check_text("01712345678\n" * 2_000, PostFacts(), rule_pack().pack).findings
    assert sum(finding.rule == "personal-data.phone" for finding in findings) == 2_000


OFFENCES = "01712345678\nবিএনপিকে ভোট দিন!\nThis fucking office never opens on time."


def test_a_check_that_takes_too_long_stops_and_says_so() -> None:
    whole = check_text(OFFENCES, PostFacts(), rule_pack().pack, clock=count(0, CHECK_SECONDS / 1e6).__next__)
    assert UNFINISHED_RULE not in {finding.rule for finding in whole.findings}
    at_once = check_text(OFFENCES, PostFacts(), rule_pack().pack, clock=count(0, CHECK_SECONDS).__next__)
    (said,) = at_once.findings
    assert (said.rule, said.severity, said.start) == (UNFINISHED_RULE, Severity.WARN, None)


def test_what_was_found_before_the_time_was_over_stays() -> None:
    pack = rule_pack().pack
    whole = {finding.rule for finding in check_text(OFFENCES, PostFacts(), pack).findings}
    told = [
        {finding.rule for finding in report.findings}
        for moments in (3, 10, 30)
        for report in [
            check_text(OFFENCES, PostFacts(), pack, clock=count(0, CHECK_SECONDS / moments).__next__)
        ]
    ]
    assert all(UNFINISHED_RULE in rules for rules in told)
    assert len(whole & told[-1]) > len(whole & told[0])


@pytest.mark.parametrize("clause", ["যারা কর দেবেন না, তাদের ", "jara kor diben na, tader notice "])
def test_a_sentence_without_end_is_held_against_every_frame(clause: str) -> None:
    """A frame that looked behind each clause as far as the sentence goes ran into its limit of time."""
    findings = check_text(clause * 3_000, PostFacts(), rule_pack().pack).findings
    assert "discontent.dues-refused" in {finding.rule for finding in findings}
