"""Where a text looks as if it hid something, and what of a second reading may be passed over."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.deobfuscation import deobfuscated, hidden_parts
from app.bangla.normalise import View, safe, safe_view
from app.bangla.suspicion import suspicious_spans

_any_text = st.text(alphabet="কখতভরািো্ংওই abkst01.-_*@/'!|$&,(é\u2800\u200d\n", max_size=30)
# Nothing reaches across so much space.
_FAR = "\n" * 9


@given(_any_text, _any_text)
def test_what_looks_hidden_does_not_hang_on_what_was_looked_at_before(one: str, other: str) -> None:
    first, second = safe_view(one).text, safe_view(other).text
    moved = {(len(first) + start, len(first) + end) for start, end in suspicious_spans(_FAR + second)}
    assert set(suspicious_spans(first + _FAR + second)) == {*suspicious_spans(first), *moved}


@given(st.text(alphabet="কখতভসযআইও়ািৈো্ঁংঃabehstuy।,.!?)", max_size=8))
def test_a_word_in_which_nothing_looks_hidden_reads_as_it_stands(typed: str) -> None:
    word = View.of(safe(typed))
    assert any(suspicious_spans(word.text)) or not any(deobfuscated([word], word, lambda _: []))


@pytest.mark.parametrize("word", ["ককক", "কাা", "sssh", "ক", "bh", "h", "আআকা", "কাঁঁদে", "াকা", "কা্", "ভ.োট"])
def test_what_no_ordinary_word_has_looks_hidden(word: str) -> None:
    assert any(suspicious_spans(f"সভায় {safe(word)} কথা"))


@given(_any_text)
def test_outside_the_changed_stretch_all_is_as_typed(typed: str) -> None:
    view = safe_view(typed)
    parts, _ = hidden_parts(view)
    for reading in deobfuscated(parts, view, lambda starred: [starred.replace("*", "া")]):
        first, last = reading.changed_stretch()
        # A mark torn from its letter belongs to whatever stands before it.
        for start, end in (match.span() for match in re.finditer(r"(?<!\S)[^\sািো্ং]\S*", reading.text)):
            assert (first <= end and start <= last) or not reading.changes(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "মা-বাবার পরিচয়পত্র, বাবা-মা দুজনের",
        "স্বামী-স্ত্রী দুজনেই চা-শ্রমিক",
        "ই-পাসপোর্টের আবেদন ই-টিকিটে",
        "উপজেলা কমপ্লেক্স ভবন-এ সভা",
        "বিস্তারিত https://example.gov.bd/notice/2026-12-01 ও info@example.gov.bd",
        "land.gov.bd",
    ],
)
def test_what_everybody_writes_so_hides_nothing(text: str) -> None:
    assert not list(suspicious_spans(safe_view(text).text))


@pytest.mark.parametrize(
    "text", ["নৌ-কা", "মা-গি", "মা-লাউন", "ই-সলাম", "জানোয়া-র", "কসা-ই", "ভো.ট", "এ-এ", "ক-এ", "বিমা-বাবা-ল"]
)
def test_a_word_taken_apart_looks_hidden(text: str) -> None:
    assert list(suspicious_spans(safe_view(text).text))
