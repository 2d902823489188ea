"""Whatever mixture of normal forms and joiners a post is typed in, a finding cuts the same words of it."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts
from tests.helpers.rulepacks import one_rule

POST = "আষাঢ়ের বড় নৌকায়, ধানের শীষে কোনো দৌড়ে উৎসবের ভোট দিয়ে যাবেন ১২ জন। চাঁদ মার্কা, Vote Nouka!"
TERMS = "[বড়, নৌকা, ধানের শীষ, উৎসব, কোনো, দৌড়, ভোট দি*, চাঁদ, vote nouka, '=১২']"
FOUND = ["বড়", "নৌকায়", "ধানের শীষে", "কোনো", "দৌড়ে", "উৎসবের", "ভোট দিয়ে", "১২", "চাঁদ", "vote nouka"]

_SPELLINGS = {
    "\u09dc": ["\u09dc", "\u09a1\u09bc"],
    "\u09dd": ["\u09dd", "\u09a2\u09bc"],
    "\u09df": ["\u09df", "\u09af\u09bc"],
    "\u09cb": ["\u09cb", "\u09c7\u09be"],
    "\u09cc": ["\u09cc", "\u09c7\u09d7"],
    "ৎ": ["ৎ", "ত্\u200d", "ত্"],
    "১": ["১", "1", "１"],
    "২": ["২", "2"],
    "V": ["V", "v", "Ｖ"],
    "-": ["-", "–"],
}
_COMPOSED = unicodedata.normalize("NFC", POST)
for _one in ("\u09dc", "\u09dd", "\u09df"):
    _COMPOSED = _COMPOSED.replace(unicodedata.normalize("NFD", _one), _one)


@cache
def _pack() -> RulePack:
    with TemporaryDirectory() as folder:
        return one_rule(Path(folder), f"type: terms\nterms: {TERMS}", ["নৌকা", "ভোট দিন"], ["ক", "খ"])


@st.composite
def _typed(draw: st.DrawFn) -> str:
    """POST in any spelling of each letter, with unseen signs anywhere inside its words."""
    signs: list[str] = []
    for sign in _COMPOSED:
        signs.append(draw(st.sampled_from(_SPELLINGS.get(sign, [sign]))))
        if sign.isalpha() or unicodedata.category(sign).startswith("M"):
            signs.append(
                draw(st.sampled_from(["", "", "", "\u200c", "\u200d", "\u200b", "\ufeff", "\u00ad"]))
            )
    return "".join(signs)


@given(_typed())
def test_findings_cut_the_same_words(typed: str) -> None:
    findings = check_text(typed, PostFacts(), _pack()).findings
    assert [safe(finding.text or "") for finding in findings] == [safe(one) for one in FOUND]
    for finding in findings:
        assert finding.start is not None
        assert finding.end is not None
        assert typed[finding.start : finding.end] == finding.text
        around = typed[finding.start - 1 : finding.start] + typed[finding.end : finding.end + 1]
        assert not any(unicodedata.category(sign)[0] in "LN" for sign in around)
        assert not unicodedata.category(typed[finding.end]).startswith("M")


@given(st.text(max_size=200))
def test_any_text_can_be_checked(typed: str) -> None:
    for finding in check_text(typed, PostFacts(), _pack()).findings:
        assert typed[finding.start : finding.end] == finding.text
