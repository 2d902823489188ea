"""Each rule type through a pack on disk: when it fires, on which words, and when it keeps silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts, Severity
from tests.helpers.rulepacks import COMMON, one_rule, spotted


def test_terms_fire_once_for_each_place(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: terms\nterms: [নৌকা, ধানের শীষ, নৌকা মার্কা, =দল]",
        ["নৌকায় যাব", "ধানের শীষের দল"],
        ["নৌকাডুবি", "দলের খবর"],
    )
    assert spotted(pack, "নৌকা মার্কার পোস্টার, নৌকাগুলো, ধানের-শীষে।") == ["নৌকা মার্কার", "নৌকাগুলো", "ধানের-শীষে"]


PAIR = "type: pair\nfirst: [নৌকা, nouka]\nsecond: [ভোট দি*, 'vote {din,den}']\n"


def test_pair_spans_the_tightest_group_of_a_sentence(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        PAIR + "within: sentence",
        ["নৌকায় ভোট দিন", "vote din noukay"],
        ["নৌকায় উঠুন। ভোট দিন।", "ভোট দিন"],
        common=COMMON.replace("{bn: কারণ, en: Reason}", '{bn: "{first}, {second}", en: "{second} + {first}"}'),
    )
    text = "নৌকা দেখুন। আগামীকাল নৌকা নামের ঘাটে নৌকা মার্কায় ভোট দিন। ভোট দিতে আসুন নৌকায়।"
    findings = check_text(text, PostFacts(), pack).findings
    assert [finding.text for finding in findings] == ["নৌকা মার্কায় ভোট দিন", "ভোট দিতে আসুন নৌকায়"]
    assert (findings[0].why.bn, findings[0].why.en) == ("নৌকা, ভোট দিন", "ভোট দিন + নৌকা")


def test_a_part_of_a_pair_takes_the_words_of_its_set_beside_it(tmp_path: Path) -> None:
    fields = "type: pair\nfirst: [নৌকা, মার্কা]\nsecond: [ভোট দিন, দিন]\nwithin: sentence"
    pack = one_rule(tmp_path, fields, ["নৌকায় ভোট দিন", "মার্কায় দিন"], ["নৌকা", "ভোট দিন"])
    assert spotted(pack, "আজ নৌকা মার্কায় সবাই ভোট দিন।") == ["নৌকা মার্কায় সবাই ভোট দিন"]
    assert spotted(pack, "আজ নৌকা ও মার্কায় ভোট দিন।") == ["মার্কায় ভোট দিন"]


def test_pair_in_order(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        PAIR + "within: sentence\nordered: true",
        ["নৌকায় ভোট দিন", "nouka, vote din"],
        ["ভোট দিন নৌকায়", "vote den nouka"],
    )
    assert spotted(pack, "ভোট দিন নৌকায়, ভোট দিন") == ["নৌকায়, ভোট দিন"]


def test_pair_within_words_counts_words_across_sentences(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        PAIR + "within: 2",
        ["নৌকা! ভোট দিন", "নৌকা মার্কায় ভোট দিন"],
        ["নৌকা মার্কায় সবাই ভোট দিন", "ভোট দিন, সবাই মিলে নৌকায়"],
    )
    assert spotted(pack, "মার্কা নৌকা\nভোট দিন") == ["নৌকা\nভোট দিন"]


def test_pair_within_words_of_one_sentence(tmp_path: Path) -> None:
    one_rule(
        tmp_path,
        PAIR + "within: sentence 2",
        ["নৌকা মার্কায় ভোট দিন", "ভোট দিন নৌকায়"],
        ["নৌকা! ভোট দিন", "নৌকা মার্কায় সবাই ভোট দিন"],
    )


def test_third_of_a_pair_has_to_be_there_and_apart_from_the_others(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: pair\nfirst: [নৌকা]\nsecond: [ভোট]\nthird: [ভোট, দিন]\nwithin: sentence",
        ["নৌকায় ভোট দিন", "ভোট, নৌকা, ভোট"],
        ["নৌকায় ভোট", "নৌকায় দিন"],
    )
    assert spotted(pack, "দিন ভোট নৌকায়") == ["দিন ভোট নৌকায়"]


def test_long_repetition_costs_no_more_than_a_long_post(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, PAIR + "within: sentence", ["নৌকায় ভোট দিন"] * 2, ["নৌকা", "ভোট দিন"])
    assert spotted(pack, "নৌকা ভোট দিন " * 5000) == ["নৌকা ভোট দিন"]


def test_pattern_runs_on_the_safe_view_and_may_want_a_term_near(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: pattern\npattern: '[০-৯]+ ?(শতাংশ|%)'\nnear: {terms: [ভোট], within: sentence}",
        ["ভোট পড়েছে ৪৫ শতাংশ", "45% ভোট"],
        ["৪৫ শতাংশ। ভোট শেষ।", "ভোট শেষ"],
    )
    assert spotted(pack, "ভোট ৪৫% ও ৫৫ শতাংশ") == ["৪৫%", "৫৫ শতাংশ"]


def test_count_spans_from_the_first_to_the_last(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        r"type: count" + "\n" + r"pattern: '#\w+'" + "\nat_least: 3",
        ["#a #b #c", "#a #b x #c"],
        ["#a #b", "abc"],
        common=COMMON.replace("{bn: কারণ, en: Reason}", '{bn: "{n}টি", en: "{n} tags"}'),
    )
    (finding,) = check_text("দেখুন #এক ও #দুই, #তিন #চার।", PostFacts(), pack).findings
    assert finding.text == "#এক ও #দুই, #তিন #চার"
    assert (finding.why.bn, finding.why.en) == ("৪টি", "4 tags")


CLAIM = "type: claim\npattern: '[0-9]+ শতাংশ'\n"
SOURCED = '{text: "৯০ শতাংশ", sources: [bbs.gov.bd]}'
UNSOURCED = '{text: "৯০ শতাংশ", sources: []}'


def test_claim_wants_a_source_once_for_each_sentence(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, CLAIM, [UNSOURCED] * 2, [SOURCED, "৯০ শতাংশ"])
    text = "হার ৯০ শতাংশ, আগে ৫০ শতাংশ। এখন ৯৫ শতাংশ।"
    assert spotted(pack, text, PostFacts(sources=())) == ["৯০ শতাংশ", "৯৫ শতাংশ"]
    assert spotted(pack, text, PostFacts(sources=("bbs.gov.bd",))) == []
    assert spotted(pack, text, PostFacts()) == []


def test_claim_may_be_softer_where_sources_are_not_known(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, CLAIM + "bare_severity: note", [UNSOURCED, "৯০ শতাংশ"], [SOURCED, "কিছু"])
    severities = [
        [finding.severity for finding in check_text("৯০ শতাংশ", facts, pack).findings]
        for facts in (PostFacts(), PostFacts(sources=()))
    ]
    assert severities == [[Severity.NOTE], [Severity.BLOCK]]


def test_claim_may_want_other_words_near_it(tmp_path: Path) -> None:
    near = "near:\n  - {terms: [মানুষ], within: sentence}\n  - {terms: [খুশি], within: 3}"
    claims = [UNSOURCED.replace("শতাংশ", "শতাংশ মানুষ খুশি"), UNSOURCED.replace("শতাংশ", "শতাংশ খুশি মানুষ")]
    plain = [UNSOURCED.replace("শতাংশ", "শতাংশ মানুষ"), UNSOURCED.replace("শতাংশ", "শতাংশ মানুষ আজ আর নয় খুশি")]
    one_rule(tmp_path, CLAIM + near, claims, plain)


@pytest.mark.parametrize(
    ("when", "facts", "fires"),
    [
        ("missing", PostFacts(purpose=""), True),
        ("missing", PostFacts(purpose="5.a"), False),
        ("missing", PostFacts(), False),
        ("unfitting", PostFacts(purpose="5.a", purposes=("5.b", "5.c")), True),
        ("unfitting", PostFacts(purpose="5.b", purposes=("5.b", "5.c")), False),
        ("unfitting", PostFacts(purpose="5.a", purposes=None), False),
        ("unfitting", PostFacts(purpose="", purposes=("5.b",)), False),
    ],
)
def test_purpose_speaks_of_the_whole_post(tmp_path: Path, when: str, facts: PostFacts, fires: bool) -> None:
    example = {
        "missing": '{text: "টিকা নিন", purpose: ""}',
        "unfitting": '{text: "টিকা নিন", purpose: 5.a, purposes: [5.b]}',
    }[when]
    pack = one_rule(tmp_path, f"type: purpose\nwhen: {when}", [example] * 2, ["টিকা নিন", "ভোট"])
    findings = check_text("টিকা নিন", facts, pack).findings
    assert [(finding.start, finding.end, finding.text) for finding in findings] == [
        (None, None, None)
    ] * fires


@pytest.fixture
def phones(tmp_path: Path) -> RulePack:
    return one_rule(tmp_path, "type: personal\nkind: phone", ["01712345678", "০১৭১২৩৪৫৬৭৮"], ["333", "১৬২৬৩"])


@pytest.mark.parametrize(
    "number",
    [
        "01712345678",
        "০১৭১২৩৪৫৬৭৮",
        "+8801712345678",
        "+৮৮০ ১৭১২-৩৪৫৬৭৮",
        "008801912345678",
        "01712-345678",
        "01712 345 678",
        "০১৩০০.১২৩.৪৫৬",
    ],
)
def test_mobile_numbers_are_found_however_written(phones: RulePack, number: str) -> None:
    assert spotted(phones, f"মোবাইল: {number}, সকাল ৯টা") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "জরুরি সেবায় ৯৯৯, ৩৩৩, ১০৯ ও ১৬২৬৩ নম্বরে ফোন করুন",
        "স্মারক নম্বর ০৫.০০.০০০০.২১৭.১৬.০৫২.১৭.২৯",
        "স্মারক ৩৮.০১.৩৯০০.০০১.২৫.০১৭.২৬-১২৩৪",
        "টেলিফোন ০২-৯৫৫১২৩৪৫",
        "পুলিশের সাইবার ইউনিট ০১৩২০-০০০৮৮৮, সেনা ক্যাম্প +8801769 123456",
        "০১২১২৩৪৫৬৭৮",
        "০১৭১২৩৪৫৬৭৮৯১২",
        "তারিখ ০১-০৩-২০২৬, সময় ১০.৩০",
    ],
)
def test_hotlines_memo_numbers_and_dates_are_not_private(phones: RulePack, text: str) -> None:
    assert spotted(phones, text) == []


def test_identity_numbers_want_a_word_that_says_so(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: personal\nkind: nid\ncontext: [এনআইডি, জাতীয় পরিচয়পত্র, nid]",
        ["এনআইডি নম্বর ১২৩৪৫৬৭৮৯০", "NID: 1990123456789"],
        ["১২৩৪৫৬৭৮৯০ টাকা", "এনআইডি সংশোধন"],
    )
    assert spotted(pack, "জাতীয় পরিচয়পত্র নং ১৯৯০ ১২৩৪৫৬৭ ৮৯০১২৩") == ["১৯৯০ ১২৩৪৫৬৭ ৮৯০১২৩"]
    assert spotted(pack, "এনআইডি নম্বর ১২৩৪৫৬৭৮৯") == []
    assert spotted(pack, "এনআইডি: +8801712345678, +৮৮০ ১৭১২-৩৪৫৬৭৮") == [], "they are called"
    assert spotted(pack, "এনআইডি 8801712345678 বা +1990123456789") == ["8801712345678", "1990123456789"]
    assert spotted(pack, "এনআইডি সেবা পেতে কল করুন; বরাদ্দ করা হয়েছে মোট ১২৩৪৫৬৭৮৯০ টাকা") == []


def test_private_mailboxes_but_not_an_offices_own(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: personal\nkind: email",
        ["a@gmail.com", "b@yahoo.co.uk"],
        ["uno@savar.gov.bd", "@name"],
    )
    text = "Rahim.Uddin+1@Gmail.com, info@dpe.gov.bd, office@upazila.org, x@live.gov.bd, r@hotmail.com"
    assert spotted(pack, text) == ["Rahim.Uddin+1@Gmail.com", "r@hotmail.com"]


@pytest.mark.parametrize(
    ("within", "silent", "loud"),
    [
        ("sentence", "নৌকা বাইচ আজ। ভোট কাল।", "বাইচ আজ। নৌকা কাল।"),
        ("post", "বাইচ আজ। নৌকা কাল।", "আজ নৌকা।"),
        ("2", "বাইচ আজ নৌকায়", "বাইচ আজ হবে নৌকায়"),
    ],
)
def test_unless_silences_what_is_near(tmp_path: Path, within: str, silent: str, loud: str) -> None:
    pack = one_rule(
        tmp_path,
        "type: terms\nterms: [নৌকা]\n"
        f"unless: [{{terms: [বাইচ], within: {within}}}, {{terms: [ভ্রমণ], within: post}}]",
        [loud, "নৌকা"],
        [silent, "নৌকায়। ভ্রমণে।"],
    )
    assert spotted(pack, loud) == [next(word for word in loud.replace("।", "").split() if "নৌকা" in word)]


def test_findings_are_in_order_of_place_then_severity(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, "type: terms\nterms: [ভোট, নৌকা]", ["ভোট", "নৌকা"], ["এক", "দুই"])
    first = check_text("ভোট নৌকা ভোট", PostFacts(), pack)
    assert [finding.start for finding in first.findings] == [0, 4, 9]
    assert first == check_text("ভোট নৌকা ভোট", PostFacts(), pack)
    assert first.rulepack == "9.1"
    assert first.findings[0].clauses == ("10.c",)


CARRIED = "type: pair\nfirst: [কামার, kamar]\nsecond: [অকর্মা, okorma]\nwithin: sentence 6\ncarried: true"


def test_a_pair_may_have_its_first_in_the_sentence_before(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        CARRIED,
        ["কামারেরা অকর্মা", "কামারেরা এল। ওরা সব অকর্মা।"],
        ["কামারেরা এল। সবাই অকর্মা।", "কামারেরা এল। বৃষ্টি হলো। ওরা সব অকর্মা।"],
    )
    (finding,) = check_text("কামারেরা এল! ওদের দেখুন, সব অকর্মা।", PostFacts(), pack).findings
    assert finding.text == "ওদের দেখুন, সব অকর্মা"
    assert finding.severity is Severity.WARN
    assert "sentence before" in finding.why.en
    assert spotted(pack, "Kamar ra ashe. Ei lokgulo okorma.") == ["Ei lokgulo okorma"]
    assert spotted(pack, "কামারেরা এল। ওরা আর কামারেরা অকর্মা।") == ["কামারেরা অকর্মা"]
    assert spotted(pack, "কামারেরা এল। তাঁরা অকর্মা।") == []


def test_a_hidden_first_may_stand_in_the_sentence_before(tmp_path: Path) -> None:
    pack = one_rule(tmp_path, CARRIED, ["কামারেরা অকর্মা", "কামারেরা এল। ওরা অকর্মা।"], ["কামার", "ওরা অকর্মা"])
    (finding,) = check_text("কা.মা.রে.রা এল। ওরা অ.ক.র্মা।", PostFacts(), pack).findings
    assert (finding.text, finding.severity) == ("ওরা অ.ক.র্মা", Severity.WARN)


def test_a_post_too_long_for_its_platform_is_marked_where_it_would_be_cut(tmp_path: Path) -> None:
    fields = "type: length"
    long, short = "{text: নৌকা নৌকা, text_limit: '5'}", "{text: নৌকা, text_limit: '5'}"
    common = COMMON.replace("en: Reason", "en: '{n} over'")
    pack = one_rule(tmp_path, fields, [long, long], [short, "নৌকা নৌকা"], common=common)
    (finding,) = check_text("Vote 🔥 নৌকা", PostFacts(text_limit=7), pack).findings
    assert (finding.text, finding.why.en) == ("নৌকা", "4 over")
    link = "https://example.gov.bd/a/very/long/address"
    assert spotted(pack, f"{link} ok", PostFacts(text_limit=26)) == []
    assert spotted(pack, f"{link} okay", PostFacts(text_limit=26)) == ["ay"]


def test_words_in_capitals_are_counted_as_typed(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: count\ncapitals: 4\nat_least: 3",
        ["COME HERE TODAY", "SHOBAI ASHEN AJKEI"],
        ["Come here TODAY", "NID, TIN, BIN, VAT"],
    )
    assert spotted(pack, "এখন COME to THIS place, TODAY only") == ["COME to THIS place, TODAY"]
    assert spotted(pack, "#COME @HERE https://TODAY.example NOW") == []
