"""In what reads like a report guessing rules only note, and say why; what blocks or does not guess stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.text.engine import check_text
from app.checks.text.pack import PackError, RulePack, load_pack
from app.checks.types import PostFacts, Severity
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, write_pack

WARN = COMMON.replace("block", "warn")
REPORTS = 'reports: {at_least: 2, percent: 20, words: ["তিনি বলেন", "সালে গত"]}\n'
REPORT = "গত বছর তিনি বলেন, দলটি ভণ্ড।"


def pack_of(folder: Path, reports: str = REPORTS) -> RulePack:
    rules = [
        rule_text("type: terms\nterms: [ভণ্ড]", ["ভণ্ড", "ওরা ভণ্ড"], ["কাল", "পরশু"], WARN, "test.guess"),
        rule_text(
            "type: terms\nterms: [খুন করো]", ["খুন করো", "আজ খুন করো"], ["কাল", "পরশু"], COMMON, "test.order"
        ),
        rule_text(
            "type: personal\nkind: phone",
            ["01712345678", "০১৭১২৩৪৫৬৭৮"],
            ["333", "১৬২৬৩"],
            WARN,
            "test.phone",
        ),
        rule_text(
            "type: claim\nterms: [দ্বিগুণ]\nbare_severity: warn",
            ["দ্বিগুণ", "আজ দ্বিগুণ"],
            ["কাল", "পরশু"],
            WARN,
            "test.claim",
        ),
    ]
    pack = write_pack(folder / "pack", first=f"{HEAD}rules:\n{''.join(rules)}")
    about = pack / "pack.yaml"
    about.write_text(about.read_text(encoding="utf-8") + reports, encoding="utf-8")
    return load_pack(pack, folder / "cache.json")


def severities(pack: RulePack, text: str) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in check_text(text, PostFacts(), pack).findings}


def test_a_guess_in_a_report_is_a_note_that_says_why(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    (finding,) = check_text(REPORT, PostFacts(), pack).findings
    assert finding.severity is Severity.NOTE
    assert "report" in finding.why.en
    assert "প্রতিবেদন" in finding.why.bn
    assert severities(pack, "তিনি ভণ্ড।") == {"test.guess": Severity.WARN}


def test_what_blocks_and_what_does_not_guess_stays(tmp_path: Path) -> None:
    text = f"{REPORT} খুন করো। 01712345678"
    assert severities(pack_of(tmp_path), text) == {
        "test.guess": Severity.NOTE,
        "test.order": Severity.BLOCK,
        "test.phone": Severity.WARN,
    }


def test_a_claim_is_a_guess_only_where_no_source_was_asked_for(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    report = "গত বছর তিনি বলেন, আয় দ্বিগুণ।"
    assert severities(pack, report) == {"test.claim": Severity.NOTE}
    (finding,) = check_text(report, PostFacts(sources=()), pack).findings
    assert finding.severity is Severity.WARN


def test_a_few_such_words_in_a_long_text_are_no_report(tmp_path: Path) -> None:
    long = f"{REPORT} আগামীকাল সকাল নয়টায় উপজেলা মাঠে কৃষি মেলা শুরু হবে, সবাই আসুন।"
    assert severities(pack_of(tmp_path), long) == {"test.guess": Severity.WARN}


def test_the_words_come_out_of_the_cache_as_they_went_in(tmp_path: Path) -> None:
    assert pack_of(tmp_path).reports == load_pack(tmp_path / "pack", tmp_path / "cache.json").reports


def test_a_pack_without_them_lowers_nothing(tmp_path: Path) -> None:
    assert severities(pack_of(tmp_path, reports=""), REPORT) == {"test.guess": Severity.WARN}


def test_a_mistake_in_them_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        pack_of(tmp_path, reports="reports: {at_least: 0, percent: 20, words: [গত]}\n")
    assert [mistake.file for mistake in caught.value.mistakes] == ["pack.yaml"]


def test_a_notice_with_words_of_reports_is_none(tmp_path: Path) -> None:
    notices = REPORTS.replace("}", ', notices: {at_least: 2, words: ["ফরম আনবেন"]}}')
    pack = pack_of(tmp_path, notices)
    assert severities(pack, REPORT) == {"test.guess": Severity.NOTE}
    assert severities(pack, f"{REPORT} ফরম দেখুন।") == {"test.guess": Severity.NOTE}
    assert severities(pack, f"{REPORT} ফরম সঙ্গে আনবেন।") == {"test.guess": Severity.WARN}
