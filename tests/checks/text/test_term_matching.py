"""How terms are written and where they are found: words, endings, joined spellings, braces and lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe, safe_view
from app.bangla.words import word_spans
from app.checks.text.index import TermIndex, TermTable
from app.checks.text.pack import load_pack
from app.checks.text.terms import BadTerm, expand_braces, parse_terms
from tests.helpers.rulepacks import HEAD, one_rule, rule_text, spotted, write_pack


def _index(*written: str) -> tuple[TermIndex, int]:
    table = TermTable()
    number = table.add([term for one in written for term in parse_terms(one)])
    return table.build(), number


def _found(text: str, *written: str) -> list[str]:
    index, number = _index(*written)
    view = safe_view(text)
    return [view.slice(*place) for place in index.read(view).places.of(number)]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("বাল", "বালিশ, বালক ও বালতি", []),
        ("বাল", "“বাল”-এর", ["বাল"]),
        ("হিন্দু", "হিন্দু-মুসলিম সবাই, হিন্দুদের", ["হিন্দু", "হিন্দুদের"]),
        ("ধানের শীষ", "ধানের শীষে, ধানের-শীষের, ধানের\nশীষ", ["ধানের শীষে", "ধানের-শীষের", "ধানের\nশীষ"]),
        ("ধানের শীষ", "ধানের   শীষ", ["ধানের   শীষ"]),
        ("ধানের শীষ", "ধানের\u200cশীষ", ["ধানের\u200cশীষ"]),
        ("ধানের শীষ", "ধানেরশীষ", []),
        ("ধানের শীষ", "#ধানেরশীষে #ধানের_শীষ", ["ধানেরশীষে", "ধানের_শীষ"]),
        ("ধানের শীষ", "ধানের। শীষ", []),
        ("ধানের শীষ", "ধানের\n\nশীষ", []),
        ("=দল", "দল দলের দলই", ["দল"]),
        ("ভোট দি*", "ভোট দিন, ভোট দিয়েছেন, ভোট দেন", ["ভোট দিন", "ভোট দিয়েছেন"]),
        ("{nouka,nauka}{,y} jonno", "Noukay jonno, nauka jonno", ["Noukay jonno", "nauka jonno"]),
        ("কোভিড-১৯", "কোভিড ১৯, কোভিড-19-এর", ["কোভিড ১৯", "কোভিড-19"]),
        ("ভবিষ্যৎ", "ভবিষ্যতের, ভবিষ্যত্, ভবিষ্যৎ", ["ভবিষ্যতের", "ভবিষ্যত্", "ভবিষ্যৎ"]),
        ("রং", "রঙের মেলা, রংটি", ["রঙের", "রংটি"]),
        ("ডা.", "ডা. রহিম, ডা রহিম", ["ডা."]),
        ("BNP", "bnp, BNPর, BNP'র", ["bnp", "BNPর", "BNP"]),
        (
            "ভোট দেওয়া+",
            "ভোট দিন, ভোট-দিবেনই, ভোট দেওয়ার, ভোট দিনে, ভোট দেশ, ভোট",
            ["ভোট দিন", "ভোট-দিবেনই", "ভোট দেওয়ার"],
        ),
        ("{জ্বালানো,পোড়ানো}+", "জ্বালিয়ে পুড়িয়ে দাও, জ্বালানি", ["জ্বালিয়ে", "পুড়িয়ে"]),
        ("golden A+", "Golden A+ পেয়েছে, golden a", ["Golden A+"]),
        ("দুর্নীতিবাজ", "দুর্নীতি বাজদের, দুর্নীতি-বাজ ও দুর্নীতি", ["দুর্নীতি বাজদের", "দুর্নীতি-বাজ"]),
        ("ঘুষ খোর", "ঘুষখোরেরা, ঘুষ-খোর", ["ঘুষখোরেরা", "ঘুষ-খোর"]),
        ("=ঘুষখোর", "ঘুষ খোর, ঘুষখোর", ["ঘুষখোর"]),
        ("~bhot dao", "vot dao, Bhot-dao, vote dao, vat dao, boat dao", ["vot dao", "Bhot-dao", "vat dao"]),
        ("~bhot dao na", "#votdao_na #VotDaoNa #votdaona, vot daona", ["votdao_na", "VotDaoNa", "votdaona"]),
        ("~chhatro", "chatra, chhatroder, catrora, chitro, charter", ["chatra", "chhatroder", "catrora"]),
        ("~shoirachar", "soiracharer, shairachar, swairachari", ["soiracharer", "shairachar"]),
        ("~bhalo", "valo, bhaalo, balo, bhala, bolo", ["valo", "bhaalo", "balo", "bhala"]),
        ("~dalal", "dalaal, dallalra, dolal, dulal", ["dalaal", "dallalra"]),
        ("=~noukay", "nowkay, naukai, noukayder", ["nowkay", "naukai"]),
        ("~songsar kor*", "shongshar korbe, sangsar kori", ["shongshar korbe", "sangsar kori"]),
        ("~both", "both, vot", ["both", "vot"]),
        ("মেয়েদের দোষ", "মাইয়াদের দোষ", ["মাইয়াদের দোষ"]),
        ("মেয়ে", "মাইয়াডারে, মাইয়াগো, মেয়েগুলান", ["মাইয়াডারে", "মাইয়াগো", "মেয়েগুলান"]),
    ],
)
def test_terms_are_found_as_words(term: str, text: str, found: list[str]) -> None:
    assert _found(text, term) == found


def test_the_longer_of_two_terms_is_told() -> None:
    assert _found("নৌকা মার্কায়", "নৌকা", "নৌকা মার্কা") == ["নৌকা মার্কায়"]


@pytest.mark.parametrize(
    ("written", "expanded"),
    [
        ("ভোট", ["ভোট"]),
        ("{a,b}c", ["ac", "bc"]),
        ("{a,{b,c}d}e", ["ae", "bde", "cde"]),
        ("x{,y}", ["x", "xy"]),
        ("{a,b}{c,d}", ["ac", "ad", "bc", "bd"]),
    ],
)
def test_braces_expand_as_in_a_shell(written: str, expanded: list[str]) -> None:
    assert sorted(expand_braces(written)) == sorted(expanded)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("{a,b", "braces"),
        ("a}", "braces"),
        ("=ভোট*", "exact_and_open"),
        ("~ভোট dao", "not_romanised"),
        ("~", "empty_term"),
        ("=দেওয়া+", "exact_and_open"),
        ("ভোট দিন+", "not_a_verb"),
        ("ভো*ট", "star_inside"),
        ("*", "empty_term"),
        ("-", "empty_term"),
        ("{a,b,c,d,e,f,g,h}" * 4, "too_many_expansions"),
    ],
)
def test_terms_that_cannot_be_read(written: str, key: str) -> None:
    with pytest.raises(BadTerm) as bad:
        parse_terms(written)
    assert bad.value.key == key


@given(st.text(alphabet="কা্ি় ab-#_.\n\u200c", max_size=40))
def test_an_exact_term_is_found_exactly_where_it_is_a_word(text: str) -> None:
    index, number = _index("=কা")
    view = safe_view(text)
    expected = [(start, end) for start, end in word_spans(view.text) if view.text[start:end] == safe("কা")]
    assert index.read(view).places.of(number) == expected


def test_lists_reach_across_files(tmp_path: Path) -> None:
    lists = "lists:\n  symbols: [নৌকা, '@10.g/more']\n"
    using = rule_text("type: terms\nterms: ['@symbols']", ["নৌকায়", "লাঙ্গলের"], ["ভোট", "মাঠ"])
    other = "clause: 10.g\ntitle: {bn: অসন্তোষ, en: Discontent}\nlists:\n  more: [লাঙ্গল]\nrules:\n" + rule_text(
        "type: terms\nterms: [হরতাল, '@10.c/symbols']", ["হরতাল", "নৌকা"], ["ক", "খ"], rule_id="g.call"
    )
    pack = load_pack(write_pack(tmp_path / "pack", a=f"{HEAD}{lists}rules:\n{using}", b=other))
    assert spotted(pack, "লাঙ্গলে") == ["লাঙ্গলে", "লাঙ্গলে"]
    assert {clause: title.en for clause, title in pack.clause_titles.items()} == {
        "10.c": "Politics",
        "10.g": "Discontent",
    }


def test_a_pack_of_thousands_of_terms_finds_the_right_one(tmp_path: Path) -> None:
    words = [f"শব্দ{one}{two}" for one in "কখগঘচছজঝটঠ" for two in "কখগঘচছজঝটঠডঢতথদধনপফব"]
    pack = one_rule(
        tmp_path, f"type: terms\nterms: [{', '.join(words)}]", ["শব্দকখ", "শব্দঠব"], ["শব্দ", "শব্দক"]
    )
    assert spotted(pack, "এই শব্দঘধকে দেখুন, শব্দঘ নয়") == ["শব্দঘধকে"]


def test_everyday_romanised_words_are_no_other_spelling_of_a_term(tmp_path: Path) -> None:
    pack = one_rule(
        tmp_path,
        "type: terms\nterms: [~vondo, ~dhoka, ~vot din, ~bondhu]",
        ["vondo", "bhondo pir"],
        ["bondho", "Dhakar khobor"],
    )
    text = "Dhaka office bondho, dhokabaj na. bhot din, bondhur bhondo kotha"
    assert spotted(pack, text) == ["bhot din", "bondhur", "bhondo"]
