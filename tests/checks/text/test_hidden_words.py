"""Words written in a hidden way: found, told as such, trusted less; clean writing is let be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts, Severity
from tests.helpers.rulepacks import one_rule, spotted

# Words of many lengths; মালিক, কলা and BNP are what lists, initials and hyphens could spell by chance.
TERMS = "[ভোট দেওয়া+, নৌকা, রাজাকার, হারামজাদা, বিএনপি, bnp, মালিক, কলা, vote din, ~shoirachar, fuck, kill, bal]"


@cache
def _pack() -> RulePack:
    with TemporaryDirectory() as folder:
        return one_rule(Path(folder), f"type: terms\nterms: {TERMS}", ["নৌকা", "ভোট দিন"], ["ক", "খ"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("আজ রা*জাকার এল", ["রা*জাকার"]),
        ("আজ রা.জা.কা.রেরা এল", ["রা.জা.কা.রেরা"]),
        ("আজ রা জা কা র এল", ["রা জা কা র"]),
        ("আজ ভো ট দি ন ও যান", ["ভো ট দি ন"]),
        ("ভ*ট দিন", ["ভ*ট দিন"]),
        ("ভোটটটট দিন", ["ভোটটটট দিন"]),
        ("ভোট দিইইইন", ["ভোট দিইইইন"]),
        ("ভো🔥ট দিন", ["ভো🔥ট দিন"]),
        ("ন ৌ কা, নৌকা", ["ন ৌ কা", "নৌকা"]),
        ("রাজাকাররররর", ["রাজাকাররররর"]),
        ("v0te din, V.o.t.e din", ["v0te din", "V.o.t.e din"]),
        ("vоtе din", ["vоtе din"]),
        ("v o t e d i n", ["v o t e d i n"]),
        ("sh0irachar, sh@irachar", ["sh0irachar", "sh@irachar"]),
        ("f**k, f*ck, fuuuck", ["f**k", "f*ck", "fuuuck"]),
        ("b@l, ba1, ki11, killllll", ["b@l", "ba1", "ki11", "killllll"]),
        ("হারামওওওজাদা, নৌকাআআয়", ["নৌকাআআয়"]),
        ("রাজা কা র এল, না না", ["রাজা কা র"]),
        ("হা-রা-ম-জা-দা, নৌ-কায়", ["হা-রা-ম-জা-দা", "নৌ-কায়"]),
        ("রা_জা_কার, রা/জা/কার, রা(জা)কার", ["রা_জা_কার", "রা/জা/কার", "রা(জা)কার"]),
        ("র|জ|কার, রা|জা|কার", ["র|জ|কার", "রা|জা|কার"]),
        (
            "vo.te din, sho.ira.char, s h o i r a c h a r",
            ["vo.te din", "sho.ira.char", "s h o i r a c h a r"],
        ),
        ("sho.ir@.char, s|h|o|i|rachar", ["sho.ir@.char", "s|h|o|i|rachar"]),
        ("राजाकार, রাजाকার", ["राजाकार", "রাजाকার"]),
        ("ᴠᴏᴛᴇ din, ⓥⓞⓣⓔ din, v\u0336o\u0336te din", ["ᴠᴏᴛᴇ din", "ⓥⓞⓣⓔ din", "v\u0336o\u0336te din"]),
        ("ভ0ট দিন, রাজাkar, হাramজাদা", ["ভ0ট দিন", "রাজাkar", "হাramজাদা"]),
        ("েনৗকা, রািজকার", ["েনৗকা"]),
        ("েভাট দিন", ["েভাট দিন"]),
    ],
)
def test_hidden_words_are_found(text: str, found: list[str]) -> None:
    assert spotted(_pack(), text) == found


@pytest.mark.parametrize(
    "text",
    [
        "ডা. মো. আলী, এ.কে.এম. রহমান ও বি.এন.পি",
        "B.N.P. ও U.N.O.",
        "মা-বাবা, কি-না, তা-ই",
        "(ক) লাভ (খ) ক্ষতি",
        "ক. লা\nখ. লি",
        "ক | লা | ১২",
        "* ক\n* লা",
        "ক, লা, খ",
        "সে না... রীতি মানে",
        "যে সে না কি তা ও মা লি",
        "#টিকা_নিন #ভ্যাকসিন",
        "তারিখ: ০১-০৩-২০২৬, সময় ১০:৩০, ফোন ০২-৯৫৫১২৩৪৫",
        "x@b4l.gov.bd, https://bal1.example.com/v0te/din, @b4l",
        "COVID-19, H5N1, MP3, 4G, B2B, IPv6",
        "২*৩=৬, **গুরুত্বপূর্ণ**",
        "Wow!!! Zzzz... www.example.com",
        "সভা-সমাবেশ, আল-কায়েদা, ই-নামজারি, ২০২৬-এর, দু'জন, কর্মকর্তা/কর্মচারী, পিতা(মাতা)",
        "রাত ৯.৩০টায়, ধারা ৭(ক), স্মারক নং ০৫.০০.০০০০.২১৭.১৬, ৳১,২০০/-",
        "শ ও ষ, হ্যাঁ না, ফ্রি স্প্রে, শো টি",
        "NGOর, Facebookে, ১০টি, ৫ম, COVIDে, Dr. Bo.ram, tk 500, PhD",
        "Café, naïve, Ω, 🇧🇩 স্বাধীনতা",
        "বা.ল.com/v/o/t/e, v.o.t.e.din@example.org, ma.lik@office.gov.bd",
    ],
)
def test_clean_writing_is_left_alone(text: str) -> None:
    assert spotted(_pack(), text) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("রাজাকার", Severity.BLOCK),
        ("রা*জাকার", Severity.BLOCK),
        ("sh0irachar", Severity.BLOCK),
        ("রা জা কা র", Severity.WARN),
        ("রাজাকাররর", Severity.WARN),
        ("ভ*ট দিন", Severity.WARN),
        ("f**k", Severity.WARN),
    ],
)
def test_only_what_is_surely_hidden_still_blocks(text: str, severity: Severity) -> None:
    (finding,) = check_text(text, PostFacts(), _pack()).findings
    assert finding.severity is severity
    assert ("hidden" in finding.why.en) == (text != "রাজাকার")
    assert ("আড়াল" in safe(finding.why.bn)) == (text != "রাজাকার") or "আড়াল" in finding.why.bn


def test_a_pair_may_rest_on_one_hidden_word(tmp_path: Path) -> None:
    fields = "type: pair\nfirst: [নৌকা, মার্কা]\nsecond: [ভোট দেওয়া+]\nwithin: sentence"
    pack = one_rule(tmp_path, fields, ["নৌকায় ভোট দিন", "নৌকায় ভো ট দি ন"], ["নৌকা", "ভো ট দি ন"])
    assert spotted(pack, "আজ নৌ*কায় সবাই ভোট দিন।") == ["নৌ*কায় সবাই ভোট দিন"]
    (plain,) = check_text("আজ নৌ*কা মার্কায় ভোট দিন।", PostFacts(), pack).findings
    assert (plain.text, plain.severity) == ("মার্কায় ভোট দিন", Severity.BLOCK)
    assert "hidden" not in plain.why.en


def test_signs_within_words_end_no_sentence_and_part_no_words(tmp_path: Path) -> None:
    fields = "type: pair\nfirst: [নৌকা]\nsecond: [ভোট দেওয়া+]\nwithin: sentence 3"
    pack = one_rule(tmp_path, fields, ["নৌকায় ভোট দিন", "নৌ!কায় ভোট দিন"], ["নৌকা! ভোট দিন", "ভোট দিন"])
    assert spotted(pack, "নৌ…কায় স.বা.ই আ!জ ভো?ট দিন।") == ["নৌ…কায় স.বা.ই আ!জ ভো?ট দিন"]


def test_patterns_and_claims_see_hidden_words_too(tmp_path: Path) -> None:
    pattern = one_rule(tmp_path, "type: pattern\npattern: নৌকা[য়র]", ["নৌকায়", "নৌ*কার"], ["নৌকা", "নৌ*কা"])
    assert spotted(pattern, "এবার ন.ৌ.কায়, নৌকার") == ["ন.ৌ.কায়", "নৌকার"]
    fields = "type: claim\nterms: [শোনা যাওয়া+]\nbare_severity: warn"
    claim = one_rule(tmp_path, fields, ["শোনা যাচ্ছে", "শো না যা চ্ছে"], ["শোনা", "যাচ্ছে"])
    assert spotted(claim, "শো না  যা চ্ছে দাম কমবে।") == ["শো না  যা চ্ছে"]


def test_a_rule_may_leave_hidden_words_alone(tmp_path: Path) -> None:
    fields = "type: terms\nterms: [রাজাকার]\nhidden: false"
    pack = one_rule(tmp_path, fields, ["রাজাকার", "রাজাকারের"], ["রা*জাকার", "রা জা কা র"])
    assert spotted(pack, "রা*জাকার, রাজাকার") == ["রাজাকার"]


@st.composite
def _hidden(draw: st.DrawFn) -> str:
    """হারামজাদা with signs, gaps or repeats within it, between words."""
    letters = ["হা", "রা", "ম", "জা", "দা"]
    way = draw(st.sampled_from(["sign", "gap", "repeat", "script"]))
    if way == "gap":
        return draw(st.sampled_from([" ", ".", " - ", "  ", "*", "-", "_", "/", "|", "🔥", "!"])).join(
            letters
        )
    if way == "script":
        return "".join(letters[:2]) + draw(st.sampled_from(["म", "ম\u0336"])) + "".join(letters[3:])
    at = draw(st.integers(1, 4))
    if way == "repeat":
        return "".join(letters[:at]) + letters[at - 1][-1] * draw(st.integers(2, 5)) + "".join(letters[at:])
    return "".join(letters[:at]) + draw(st.sampled_from(list("*~^+=🔥./|:(…৹"))) + "".join(letters[at:])


@given(
    _hidden(), st.sampled_from(["", "\u200c", "\u200d", "\u200b"]), st.sampled_from(["আজ ", "“", "এল।\n", ""])
)
def test_findings_cut_the_hidden_word_as_typed(hidden: str, unseen: str, before: str) -> None:
    typed = f"{before}{hidden[:1]}{unseen}{hidden[1:]} এল"
    findings = check_text(typed, PostFacts(), _pack()).findings
    for finding in findings:
        assert typed[finding.start : finding.end] == finding.text
    if hidden[-2:] == "দা":
        assert [safe(finding.text or "") for finding in findings] == [safe(hidden)]


@given(st.text(alphabet="ভোটনৌকা রাজvote0 .*-|!(dinbal@\u200c\u0336🔥\n১৹Ⓥоराে", max_size=60))
def test_any_mixture_can_be_checked(typed: str) -> None:
    for finding in check_text(typed, PostFacts(), _pack()).findings:
        assert typed[finding.start : finding.end] == finding.text
        assert finding.text
