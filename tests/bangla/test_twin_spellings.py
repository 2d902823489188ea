"""Words with several everyday spellings: a term in one is found in the others."""

from __future__ import annotations

from pathlib import Path

from app.bangla.normalise import safe
from app.bangla.twin_spellings import twin_spellings
from app.checks.text.pack import load_pack
from tests.helpers.rulepacks import HEAD, rule_text, spotted, write_pack


def _twins(term: str) -> list[str]:
    return [" ".join(words) for words in twin_spellings(tuple(safe(term).split()))]


def test_a_word_has_its_other_spellings_with_any_ending() -> None:
    assert _twins("শহীদদের") == [safe("শহিদদের")]
    assert _twins("পাহাড়িগুলারে") == [safe("পাহাড়ীগুলারে")]
    assert set(_twins("রানি")) == {"রানী", "রাণী"}


def test_each_word_of_a_term_is_spelled_in_every_way() -> None:
    assert set(_twins("পাহাড়ি গুন্ডা")) == {safe(one) for one in ("পাহাড়ী গুন্ডা", "পাহাড়ি গুণ্ডা", "পাহাড়ী গুণ্ডা")}


def test_two_words_that_only_look_alike_are_no_twins() -> None:
    assert _twins("চিন") == _twins("ভাবি") == _twins("নিচে") == _twins("দাবিদাওয়ালা") == []


def test_exact_terms_and_what_stands_before_a_verb_are_found_in_the_other_spelling(tmp_path: Path) -> None:
    rule = rule_text("type: terms\nterms: [=জংলি জাত, দাবি আদায় করা+]", ["জংলি জাত", "দাবি আদায় করো"], ["ক", "খ"])
    pack = load_pack(write_pack(tmp_path, rule=f"{HEAD}rules:\n{rule}"))
    assert spotted(pack, "জংলী জাত") == ["জংলী জাত"]
    assert spotted(pack, "দাবী আদায় করেন") == ["দাবী আদায় করেন"]
