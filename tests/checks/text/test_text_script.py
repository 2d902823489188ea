"""The script of a post, and old Bijoy encoding told from languages that only share its letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.checks.text.bijoy import convert
from app.checks.text.engine import check_text
from app.checks.text.script import bijoy_span, script_of
from app.checks.types import PostFacts, Severity
from tests.helpers.rulepacks import COMMON, one_rule


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("সকলকে ঈদের শুভেচ্ছা।", "bangla"),
        ("আমাদের Facebook পেজে চোখ রাখুন, টিকার নতুন তারিখ শিগগিরই জানানো হবে সবাইকে।", "bangla"),
        ("বিস্তারিত: https://www.example.gov.bd/notice/2026", "bangla"),
        ("#VoteDay উপলক্ষে @dpe_gov_bd", "bangla"),
        ("Vaccination starts on Sunday.", "latin"),
        ("Apnara sobai tika nin, bhalo thakun.", "latin"),
        ("টিকা নিন, stay safe and healthy", "mixed"),
        ("১২৩ !", "bangla"),
        ("", "bangla"),
        ("Avgvi †mvbvi evsjv, Avwg †Zvgvq fv‡jvevwm", "bijoy"),
        ("evsjv‡`k", "bijoy"),
        ("AvMvgx wbe©vP‡b †bŠKv gvK©vq †fvU w`b|", "bijoy"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    "text",
    [
        "Naïve café résumé",
        "« Évidemment, l’élève a été reçu à Évian ! »",
        "Vždy všichni vlastně věděli, že v Brně",
        "Václav Havel and Olav V met Yakov in Tel Aviv",
        "Der Vater von Gustav war vor vier Jahren in Hannover",
        "gov.bd dev server: nav, div and TV",
        "nouka markay vote din, apnar vote apni diben",
        "Copyright © 2026† ‡ all rights reserved",
        "Use `make run` and `make test`",
        "DVD, CV, HIV, TV, UV",
        "আমার সোনার বাংলা",
    ],
)
def test_other_languages_are_never_taken_for_bijoy(text: str) -> None:
    assert bijoy_span(text) is None
    assert script_of(text) != "bijoy"


def test_bijoy_gets_a_finding_of_its_own_on_its_lines(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, "type: terms\nterms: [নৌকা]", ["নৌকা", "নৌকায়"], ["ক", "খ"])
    text = "বিজ্ঞপ্তি\n  Avgvi †mvbvi evsjv\nAvwg †Zvgvq fv‡jvevwm \nধন্যবাদ, যোগাযোগ করুন"
    report = check_text(text, PostFacts(), pack)
    (finding,) = report.findings
    assert finding.text == "Avgvi †mvbvi evsjv\nAvwg †Zvgvq fv‡jvevwm"
    assert text[finding.start : finding.end] == finding.text
    assert (finding.rule, finding.clauses, finding.severity) == ("text.bijoy", ("7.a",), Severity.WARN)
    assert "Unicode" in finding.why.en
    assert "ইউনিকোড" in finding.why.bn


def test_bijoy_is_checked_as_the_unicode_it_stands_for(tmp_path: Path) -> None:
    fields = "type: pair\nfirst: [নৌকা, মার্কা]\nsecond: [ভোট দেওয়া+]\nwithin: sentence"
    common = COMMON.replace("{bn: কারণ, en: Reason}", '{bn: "{text}", en: "{first} {second}"}')
    pack = one_rule(tmp_path, fields, ["নৌকায় ভোট দিন"] * 2, ["নৌকা", "ভোট দিন"], common=common)
    text = "নোটিশ\nAvMvgx wbe©vP‡b †bŠKv gvK©vq †fvU w`b| ab¨ev`\nwb‡e`K"
    bijoy, vote = check_text(text, PostFacts(), pack).findings
    assert bijoy.rule == "text.bijoy"
    assert vote.text == text[vote.start : vote.end] == "†bŠKv gvK©vq †fvU w`b"
    assert safe(vote.why.bn) == safe("নৌকা মার্কায় ভোট দিন")
    assert safe(vote.why.en) == safe("নৌকা মার্কায় ভোট দিন")


def test_convert_turns_the_lines_in_bijoy_alone() -> None:
    text = "Notice of www.example.gov.bd\nAvgvi †mvbvi evsjv www.evsjv.gov.bd #evsjv\nab¨ev`"
    assert convert(text) == "Notice of www.example.gov.bd\nআমার সোনার বাংলা www.evsjv.gov.bd #evsjv\nধন্যবাদ"
    assert convert("Naïve café résumé of Tel Aviv") == "Naïve café résumé of Tel Aviv"


@given(st.text(alphabet="aeiouyrstnlmdv ‡†`.,'", max_size=60))
def test_the_span_lies_inside_the_text(text: str) -> None:
    span = bijoy_span(text)
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
        assert text[slice(*span)].strip() == text[slice(*span)]
