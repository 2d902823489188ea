"""Where words and sentences end in Bangla, Latin and mixed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe_view
from app.bangla.words import sentence_spans, word_end, word_spans


@pytest.mark.parametrize(
    ("text", "part", "starts", "ends"),
    [
        ("বালিশ", "বাল", True, False),
        ("বাল-বাচ্চা", "বাল", True, True),
        ("সকল হিন্দু ভাই", "হিন্দু", True, True),
        ("মহাহিন্দু", "হিন্দু", False, True),
        ("#ভোট", "ভোট", True, True),
        ("voted", "vote", True, False),
        ("(ভোট)", "ভোট", True, True),
        ("কর্মী", "কর্", True, False),
        ("কর্মী", "্মী", False, True),
    ],
)
def test_a_word_is_never_cut(text: str, part: str, starts: bool, ends: bool) -> None:
    start = text.index(part)
    end = start + len(part)
    assert any(begins == start for begins, _ in word_spans(text)) is starts
    assert (word_end(text, end) == end) is ends


def test_a_word_of_chakma_is_one() -> None:
    assert word_spans("𑄌𑄋𑄴𑄟𑄳𑄦 ভাষা") == [(0, 6), (7, 11)]


def test_words_keep_their_marks_and_joiners() -> None:
    text = "ঈদ মোবারক, র\u200c্যাব-১২!"
    assert [text[start:end] for start, end in word_spans(text)] == ["ঈদ", "মোবারক", "র\u200c্যাব", "১২"]
    assert word_end(text, 1) == 2
    assert word_end(text, 2) == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("টিকা নিন। সুস্থ থাকুন।", ["টিকা নিন।", " সুস্থ থাকুন।"]),
        ("কে যাবে? সবাই! চলুন…", ["কে যাবে?", " সবাই!", " চলুন…"]),
        ("প্রথম লাইন\nদ্বিতীয় লাইন", ["প্রথম লাইন\n", "দ্বিতীয় লাইন"]),
        ("ডা. মো. করিম এলেন। ভালো।", ["ডা. মো. করিম এলেন।", " ভালো।"]),
        ("এ.কে.এম. ফজলুল হক আসেন।", ["এ.কে.এম. ফজলুল হক আসেন।"]),
        ("সহ. শিক্ষক এলেন। ভালো।", ["সহ. শিক্ষক এলেন।", " ভালো।"]),
        ("Ass. Teacher Rahim came. He left.", ["Ass. Teacher Rahim came.", " He left."]),
        ("Dr. Rahim came. He left.", ["Dr. Rahim came.", " He left."]),
        ("হার ৩.৫ শতাংশ, e.g. ধান।", ["হার ৩.৫ শতাংশ, e.g. ধান।"]),
        ("প্রথম; দ্বিতীয়: তৃতীয়", ["প্রথম; দ্বিতীয়: তৃতীয়"]),
        ("ভোট... নৌকা", ["ভোট...", " নৌকা"]),
        ("তিনি বলেন, “যাব।” এরপর যান।", ["তিনি বলেন, “যাব।”", " এরপর যান।"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    view = safe_view(text)
    assert [view.slice(start, end) for start, end in sentence_spans(view.text)] == sentences


@given(st.text(alphabet="কখ a.।?!\n\"')1", max_size=40))
def test_sentences_cover_the_text_without_gaps(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
