"""Misspelled words are found, told as such and trusted less."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts, Severity
from tests.helpers.rulepacks import one_rule, spotted

TERMS = "[দুর্নীতি, ষড়যন্ত্র, শ্রীলঙ্কা, চোর, গরিব মানুষ]"
_LETTERS = [("ষ", "শ", "স"), ("ড়", "ঢ়", "র"), ("য", "জ"), ("ন", "ণ"), ("ন্ত্র",)]


@cache
def _pack() -> RulePack:
    with TemporaryDirectory() as folder:
        return one_rule(Path(folder), f"type: terms\nterms: {TERMS}", ["দুর্নীতি", "চোরেরা"], ["ক", "চরে"])


def test_misspelled_words_are_found_as_written() -> None:
    text = "দূর্ণীতির কথা, শ্রীলংকায়, গরীব মানুষের, চর নয় চোর"
    assert spotted(_pack(), text) == ["দূর্ণীতির", "শ্রীলংকায়", "গরীব মানুষের", "চোর"]


def test_a_misspelled_word_is_told_and_does_not_block() -> None:
    (right,) = check_text("এ কী দুর্নীতি!", PostFacts(), _pack()).findings
    (wrong,) = check_text("এ কী দূর্ণীতি!", PostFacts(), _pack()).findings
    assert (right.severity, wrong.severity) == (Severity.BLOCK, Severity.WARN)
    assert "otherwise" in wrong.why.en
    assert "otherwise" not in right.why.en


def test_a_hidden_word_may_be_misspelled_besides() -> None:
    (finding,) = check_text("এ কী দূ.র্নী.তি!", PostFacts(), _pack()).findings
    assert finding.text == "দূ.র্নী.তি"
    assert "hidden" in finding.why.en


@given(
    st.tuples(*map(st.sampled_from, _LETTERS)),
    st.sampled_from(["", "কে", "ের"]),
    st.sampled_from("\u200c\u200d "),
)
def test_findings_cut_the_word_as_written(letters: tuple[str, ...], ending: str, sign: str) -> None:
    typed = f"আজ {letters[0]}{letters[1]}{sign.strip()}{letters[2]}{letters[4]}{ending} এল"
    found = [finding.text for finding in check_text(typed, PostFacts(), _pack()).findings]
    assert [safe(one or "") for one in found] == [safe(typed).split()[1]]
