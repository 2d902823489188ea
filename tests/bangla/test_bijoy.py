"""Bijoy glyphs into Unicode, words as offices typed them, and the way back to the glyphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.bijoy import converted
from app.bangla.normalise import safe

_GLYPHS = (
    "ABKLMPRZ_`abcdefghijkmno\u00b6\u00b9\u00ae\u00af\u00a8\u00aa\u00a9wvxy~\u2020\u2021\u02c6\u0160u|,. 19"
)


def _unicode(bijoy: str) -> str:
    return converted(bijoy, [(0, len(bijoy))]).text


@pytest.mark.parametrize(
    ("bijoy", "word"),
    [
        ("evsjv‡`k", "বাংলাদেশ"),
        ("MYcÖRvZš¿x", "গণপ্রজাতন্ত্রী"),
        ("wbe©vPb", "নির্বাচন"),
        ("gvK©vq", "মার্কায়"),
        ("ag©xq", "ধর্মীয়"),
        ("†bŠKv", "নৌকা"),
        ("ˆZwi", "তৈরি"),
        ("†LvuR", "খোঁজ"),
        ("Puv`", "চাঁদ"),
        ("cvuP", "পাঁচ"),
        ("¯^v¯’¨", "স্বাস্থ্য"),
        ("w¯Œb", "স্ক্রিন"),
        ("gš¿Yvjq", "মন্ত্রণালয়"),
        ("wk¶v", "শিক্ষা"),
        ("K…wl", "কৃষি"),
        ("ïµevi", "শুক্রবার"),
        ("weÁwß", "বিজ্ঞপ্তি"),
        ("m¤úwK©Z", "সম্পর্কিত"),
        ("Avgvi", "আমার"),
        ("n«`, ü`q", "হ্রদ, হৃদয়"),
        ("mKvj 10t30", "সকাল ১০:৩০"),
        ("ZvwiLt", "তারিখঃ"),
        ("ÒwZwbÓ|", "“তিনি”।"),
        ("Dcw¯’Z", "উপস্থিত"),
    ],
)
def test_words(bijoy: str, word: str) -> None:
    assert safe(_unicode(bijoy)) == safe(word)


def test_only_the_spans_are_turned() -> None:
    assert converted("bvg: Rahim, evsjv", [(0, 3), (12, 17)]).text == "নাম: Rahim, বাংলা"


@given(st.text(alphabet=_GLYPHS, max_size=40))
def test_each_sign_leads_back_to_its_glyphs(bijoy: str) -> None:
    view = converted(bijoy, [(0, len(bijoy))])
    assert list(view.starts) == sorted(view.starts)
    for place in range(len(view.text)):
        start, end = view.starts[place], view.ends[place]
        assert view.text[place] in _unicode(bijoy[start:end]) or view.text[place] == ":"
