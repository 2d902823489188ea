"""The safe view: what it folds, what it leaves, and that its places lead back to the typed text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe, safe_pattern, safe_view

# Letters, marks, joiners and signs as posts mix them.
_SIGNS = "কতদনরবযডঢঅআইএািীুেৈোৌৗ়্ঁংঃৎড়ঢ়য়ৰৱ০৯০aZéİﬁＡ7 .-—“”।?\u200c\u200d\u200b\ufeff\u00ad\n"
any_text = st.text(alphabet=_SIGNS, max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("বা\u09dcি", "বা\u09a1\u09bcি"),
        ("আষা\u09dd", "আষা\u09a2\u09bc"),
        ("সম\u09df", "সম\u09af\u09bc"),
        ("ক\u09cbনো", "ক\u09c7\u09beনো"),
        ("ম\u09ccমাছি", "ম\u09c7\u09d7মাছি"),
        ("\u0986মি", "\u0985\u09beমি"),
        ("হঠাৎ", "হঠাত্\u200d"),
        ("উৎসব", "উত্সব"),
        ("উৎসব", "উত্\u200cসব"),
        ("র\u200c্যাব", "র্যাব"),
        ("২০২৬", "2026"),
        ("অসম", "অসম\ufeff"),
        ("ৰক্ত", "রক্ত"),
        ("বিচাৱ", "বিচাব"),
        ("চাঁদ", "চঁাদ"),
        ("ＶＯＴＥ", "vote"),
        ("𝐕𝐨𝐭𝐞", "vote"),
        ("“ভোট”", '"ভোট"'),
        ("ভোট–দিন", "ভোট-দিন"),
        ("e\u0301lection", "élection"),
        ("so\u00adcial", "social"),
        ("İstanbul", "istanbul"),
    ],
)
def test_spellings_that_look_the_same_have_one_view(one: str, other: str) -> None:
    assert safe(one) == safe(other)


@pytest.mark.parametrize(("one", "other"), [("বল", "বাল"), ("কি", "কী"), ("সব", "শব"), ("ডাল", "ড়াল")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert safe(one) != safe(other)


def test_every_fold_of_one_sign_is_made() -> None:
    ranges = (range(0x1D400, 0x1D800), range(0xFF01, 0xFF5F), range(0x2000, 0x200B))
    left = {chr(code) for codes in ranges for code in codes if safe(chr(code)) == chr(code)}
    assert all(len(unicodedata.normalize("NFKC", sign)) == 1 for sign in left)
    assert not [sign for sign in left if unicodedata.normalize("NFKC", sign).isascii()]
    assert safe("𝐕𝗼𝘁𝙚 ৰ৷ “১২” ‘ｋｇ’ ক­খ﻿—𝛂]^\\") == "vote র। \"12\" 'kg' কখ-𝛂]^\\"


def test_clean_text_hardly_changes() -> None:
    typed = "আগামী রবিবার সকাল নয়টায় উপজেলা পরিষদে টিকা দেওয়া হবে। যোগাযোগ করুন।"
    composed = typed.replace("\u09af\u09bc", "\u09df")
    assert safe(typed) == composed


@given(any_text)
def test_view_is_stable(typed: str) -> None:
    assert safe(safe(typed)) == safe(typed)


# Without é and İ: an accent after a hasanta is no text, and normal forms reorder it.
@given(st.text(alphabet=_SIGNS.replace("é", "").replace("İ", ""), max_size=40))
def test_canonical_forms_make_no_difference(typed: str) -> None:
    assert safe(unicodedata.normalize("NFC", typed)) == safe(unicodedata.normalize("NFD", typed))


@given(any_text)
def test_places_are_in_order_and_inside(typed: str) -> None:
    view = safe_view(typed)
    assert len(view.starts) == len(view.ends) == len(view.text)
    assert all(0 <= start < end <= len(typed) for start, end in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts)
    assert list(view.ends) == sorted(view.ends)


@given(any_text, st.data())
def test_origin_covers_what_was_matched_and_cuts_no_sign(typed: str, data: st.DataObject) -> None:
    view = safe_view(typed)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    first, last = view.origin(start, end)
    assert view.text[start:end] in safe(typed[first:last]) or start == end
    if start < end and last < len(typed):
        assert not unicodedata.category(typed[last]).startswith("M")


def test_origin_takes_a_trailing_joiner_and_nukta() -> None:
    typed = "এই বা\u09a1\u09bc\u200d নয়"
    assert safe_view(typed).slice(3, 6) == "বা\u09a1\u09bc\u200d"


def test_pattern_is_put_into_the_forms_of_the_view() -> None:
    pattern = safe_pattern("[০-৯]+ জন|বা\u09a1\u09bcি|[–x]\\S")
    assert re.findall(pattern, safe("১২ জন বা\u09dcিতে —ক")) == ["12 জন", "বা\u09dcি", "-ক"]
