"""The office's own rules change what the pack says, and nothing of where it says it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.text.bijoy import words_at
from app.checks.text.engine import check_text
from app.checks.text.overlay import NOTHING, Excepted, Overlay, OwnTerm, is_phrase, same_words
from app.checks.text.pack import RulePack
from app.checks.types import Finding, PostFacts, Severity
from app.i18n import Bilingual
from tests.helpers.rulepacks import one_rule

TEXT = "নৌকা মার্কায় ভোট দিন। নৌকাবাইচ দেখতে আসুন।"
OWN = OwnTerm(
    rule="office.term-1",
    term="পদ্মা প্রকল্প",
    clause="7.b",
    severity=Severity.NOTE,
    title=Bilingual("প্রকল্পের নাম", "প্রকল্পের নাম"),
    why=Bilingual("“{প্রকল্প}” নামটি বদলেছে।", "“{প্রকল্প}” নামটি বদলেছে।"),
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RulePack:
    """One rule, `test.rule`, that blocks for নৌকা, নৌকাবাইচ and ভোট দিন."""
    return one_rule(
        tmp_path_factory.mktemp("pack"),
        "type: terms\nterms: [নৌকা, নৌকাবাইচ, ভোট দিন]",
        match=["নৌকায় ভোট দিন", "ভোট দিন"],
        no_match=["টিকা নিন", "সেবা নিন"],
    )


def found(text: str, pack: RulePack, overlay: Overlay = NOTHING) -> tuple[Finding, ...]:
    findings = check_text(text, PostFacts(), pack, overlay).findings
    for finding in findings:
        assert text[finding.start : finding.end] == finding.text
    return findings


def excepting(*phrases: str, rule: str = "test.rule") -> Overlay:
    return Overlay(exceptions=frozenset(Excepted(rule, phrase) for phrase in phrases))


def words(text: str, pack: RulePack, overlay: Overlay = NOTHING) -> list[str | None]:
    return [finding.text for finding in found(text, pack, overlay)]


def test_a_rule_switched_off_is_silent(pack: RulePack) -> None:
    assert words(TEXT, pack) == ["নৌকা", "ভোট দিন", "নৌকাবাইচ"]
    assert words(TEXT, pack, Overlay(off=frozenset({"test.rule"}))) == []


def test_a_severity_is_the_offices(pack: RulePack) -> None:
    overlay = Overlay(severities=frozenset({("test.rule", Severity.NOTE)}))
    findings = found(TEXT, pack, overlay)
    assert findings == tuple(replace(finding, severity=Severity.NOTE) for finding in found(TEXT, pack))


def test_an_exception_silences_only_where_its_phrase_stands(pack: RulePack) -> None:
    assert words(TEXT, pack, excepting("নৌকাবাইচ দেখতে")) == ["নৌকা", "ভোট দিন"]


@pytest.mark.parametrize("text", ["নৌকাবাইচের দিন", "নৌকাবাইচ, আজ", "#নৌকাবাইচ", "নৌকাবাইচ-উৎসব", "“নৌকাবাইচ”"])
def test_an_exception_is_matched_like_a_term(pack: RulePack, text: str) -> None:
    assert words(text, pack)
    assert not words(text, pack, excepting("নৌকাবাইচ"))


def test_an_exception_is_of_whole_words(pack: RulePack) -> None:
    assert words("নৌকা মার্কা", pack, excepting("নৌ")) == ["নৌকা"]


def test_an_exception_of_one_rule_is_not_of_another(pack: RulePack) -> None:
    assert words(TEXT, pack, excepting("নৌকা", rule="other.rule")) == words(TEXT, pack)


@pytest.mark.parametrize("phrase", ["=নৌকা", "{নৌকা", "নৌকা*", "~নৌকা", "ভোট দিন+"])
def test_the_signs_of_pack_authors_mean_nothing_in_a_phrase(pack: RulePack, phrase: str) -> None:
    assert not words(phrase, pack, excepting(phrase))


def test_own_terms_are_found_with_endings_and_explained_in_the_offices_words(pack: RulePack) -> None:
    findings = found("পদ্মা প্রকল্পের কাজ শেষ।", pack, Overlay(terms=(OWN,)))
    assert [(finding.rule, finding.text, finding.clauses) for finding in findings] == [
        ("office.term-1", "পদ্মা প্রকল্পের", ("7.b",))
    ]
    assert findings[0].why == OWN.why


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("porokia prem", "Porokiya preme jorabena na"),
        ("Holiday Inn", "the holiday inn's hall"),
        ("Padma Setu", "PADMA SHETU khule gelo"),
        ("দুর্নীতিবাজ", "দুর্নীতি-বাজদের"),
    ],
)
def test_own_terms_are_found_in_other_spellings(pack: RulePack, term: str, text: str) -> None:
    assert [one.rule for one in found(text, pack, Overlay(terms=(replace(OWN, term=term),)))] == [OWN.rule]


def test_an_exception_may_be_of_an_own_term(pack: RulePack) -> None:
    overlay = replace(excepting("পুরোনো পদ্মা প্রকল্প", rule=OWN.rule), terms=(OWN,))
    assert words("পুরোনো পদ্মা প্রকল্প, নতুন পদ্মা প্রকল্প", pack, overlay) == ["পদ্মা প্রকল্প"]


def test_an_exception_is_of_words_hidden_as_they_were_found(pack: RulePack) -> None:
    """Who hides a word otherwise is not excused by it."""
    text = "নৌ.কা মার্কা, নৌ*কা"
    assert words(text, pack) == ["নৌ.কা", "নৌ*কা"]
    assert words(text, pack, excepting("নৌ.কা")) == ["নৌ*কা"]


def test_an_exception_holds_for_bijoy_too(pack: RulePack) -> None:
    text = "AvMvgx wbe©vP‡b †bŠKv gvK©vq †fvU w`b|"
    assert words_at(text, text.index("†bŠKv"), text.index(" gvK©vq")) == "নৌকা"
    left = words(text, pack, excepting("নৌকা"))
    assert "†bŠKv" not in left
    assert "†fvU w`b" in left


def test_what_a_silent_rule_outshone_is_told_unless_it_is_of_the_excepted_words(pack: RulePack) -> None:
    """Of two findings on the same words one is told; with that one off, the other is."""
    text = "নৌকা ভোট দিন"
    own = replace(OWN, term="নৌকা ভোট দিন", clause="10.c", severity=Severity.BLOCK)
    with_term = Overlay(terms=(own,))
    assert words(text, pack, with_term) == [text], "one finding outshines those within it"
    assert words(text, pack) == ["নৌকা", "ভোট দিন"]
    excepted = replace(excepting("ভোট দিন", rule=OWN.rule), terms=(own,))
    assert words(text, pack, excepted) == ["নৌকা"], "an exception's echoes are left out with it"
    other = replace(excepting("ভোট দিন", rule=OWN.rule), terms=(replace(own, clause="10.a"),))
    assert words(text, pack, other) == ["নৌকা", "ভোট দিন"], "what another clause says is no echo"


def test_every_change_has_a_fingerprint_of_its_own() -> None:
    assert NOTHING.fingerprint == ""
    overlays = [
        excepting("ক"),
        excepting("খ"),
        excepting("ক", "খ"),
        excepting("ক", rule="other.rule"),
        Overlay(off=frozenset({"test.rule"})),
        Overlay(severities=frozenset({("test.rule", Severity.NOTE)})),
        Overlay(severities=frozenset({("test.rule", Severity.WARN)})),
        Overlay(terms=(OWN,)),
        Overlay(terms=(replace(OWN, why=OWN.title),)),
    ]
    assert len({overlay.fingerprint for overlay in overlays}) == len(overlays)
    assert excepting("ক", "খ").fingerprint == excepting("খ", "ক").fingerprint


def test_phrases_are_the_same_however_they_are_typed() -> None:
    assert same_words("পড়া  শোনা", unicodedata.normalize("NFD", "পড়া শোনা"))
    assert not same_words("পড়া", "পরা")
    assert is_phrase("৩৩৩")
    assert not is_phrase(" … \u200d!")


PIECES = [
    "নৌকা",
    "নৌকাবাইচ",
    "ভোট দিন",
    "পদ্মা প্রকল্প",
    "র",
    "কে",
    " ",
    "। ",
    "\n",
    "#",
    "😀",
    "\u200c",
    "ড়",
    "ভোট",
]


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    form=st.sampled_from(["NFC", "NFD"]),
    phrases=st.lists(st.sampled_from(["নৌকা", "ভোট", "বাইচ", "নৌকা ভোট"]), max_size=2),
)
def test_exceptions_only_take_away(pack: RulePack, text: str, form: str, phrases: list[str]) -> None:
    """What is left stands where it stood, and cuts the same words from the text as typed."""
    typed = unicodedata.normalize(form, text)
    without = found(typed, pack, Overlay(terms=(OWN,)))
    overlay = replace(excepting(*phrases), terms=(OWN,))
    assert set(found(typed, pack, overlay)) <= set(without)
