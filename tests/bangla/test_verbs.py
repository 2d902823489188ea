"""Verb forms against tables checked by hand, one verb for each kind of root."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.bangla.verbs import forms_of, is_form, is_verb, starts

# Present, command, future, past, habit, continuous, done, participle, spoken.
_TABLES = {
    "দেওয়া": "দিই দাও দেয় দেন দিস দিন দিক দে দেব দেবো দেবেন দিবেন দিলাম দিল দিলেন দিত দিতেন দিতে দিলে "
    "দিচ্ছি দিচ্ছেন দিয়েছি দিয়েছেন দিয়েছিল দিয়ে দিও দিয়ো দেয়া দেবার দিমু দিছে দিতাছে",
    "নেওয়া": "নিই নাও নেয় নেন নিন নিক নেব নেবেন নিলাম নিল নিতে নিচ্ছে নিয়ে নিয়েছেন নিয়ো",
    "করা": "করি করো কর করে করেন করিস করুন করুক করব করবো করবে করবেন করলাম করল করলো করত করতে করছে "
    "করছিলেন করেছি করেছিল করিও করবার করুম করতেছে কইরা",
    "বলা": "বলি বলো বলুন বলবেন বলল বলতে বলছে বলেছেন বলে",
    "মারা": "মারি মারো মার মারে মারুন মারুক মারব মারবেন মারল মারলেন মারত মারতে মারছে মেরে মেরেছে মেরেছিল মেরো মাইরা মারুম",
    "নামা": "নামি নামো নামে নামুন নামবে নামল নামতে নামছে নেমে নেমেছে",
    "আনা": "আনি আনো আনে আনুন আনবে আনল আনতে আনছে এনে এনেছেন এনো",
    "কাঁদা": "কাঁদি কাঁদে কাঁদুন কাঁদল কেঁদে কেঁদেছে",
    "লেখা": "লিখি লেখো লেখ লেখে লেখেন লিখুন লিখুক লিখো লিখব লিখবেন লিখল লিখত লিখতে লিখছে লিখে লিখেছেন",
    "শোনা": "শুনি শোনো শোনে শোনেন শুনুন শুনব শুনল শুনতে শুনছে শুনে শুনেছি শুনো",
    "ওঠা": "উঠি ওঠো ওঠে উঠুন উঠবে উঠল উঠতে উঠছে উঠে উঠেছে",
    "দেখা": "দেখি দেখো দেখে দেখুন দেখব দেখল দেখতে দেখছে দেখেছেন",
    "যাওয়া": "যাই যাও যায় যান যাক যা যাব যাবেন গেলাম গেল গেলেন যেত যেতে যাচ্ছে গিয়ে গেছে গিয়েছিল যেয়ো যামু",
    "খাওয়া": "খাই খাও খায় খান খাক খাব খাবে খেলাম খেল খেত খেতে খাচ্ছে খেয়ে খেয়েছে খেয়ো খাইছে খামু",
    "চাওয়া": "চাই চাও চায় চান চাইব চাইল চাইতে চাইছে চাচ্ছে চেয়ে চেয়েছে",
    "হওয়া": "হই হও হয় হন হোন হোক হব হবে হলাম হল হলো হত হতে হচ্ছে হয়ে হয়েছে হইছে",
    "আসা": "আসি আসো আসে আসুন আসুক এসো আয় আসব এলাম এল এলো আসল আসতে আসছে এসে এসেছেন",
    "ধোয়া": "ধুই ধোও ধোয় ধোব ধুলাম ধুল ধুতে ধুচ্ছে ধুয়ে ধুয়েছে",
    "তাড়ানো": "তাড়াই তাড়াও তাড়ায় তাড়ান তাড়াক তাড়াব তাড়াবে তাড়ালাম তাড়াল তাড়াত তাড়াতে তাড়াচ্ছে তাড়িয়ে তাড়িয়েছে তাড়িয়ো তাড়াইছে",
    "জ্বালানো": "জ্বালাই জ্বালাও জ্বালান জ্বালাবে জ্বালাল জ্বালাতে জ্বালাচ্ছে জ্বালিয়ে জ্বালিয়েছে",
    "পোড়ানো": "পোড়াই পোড়াও পোড়ান পোড়াবে পোড়াল পোড়াতে পোড়াচ্ছে পুড়িয়ে পুড়িয়েছে",
    "পেটানো": "পেটাই পেটাও পেটান পেটাবে পেটাতে পিটিয়ে পিটিয়েছে",
    "খাওয়ানো": "খাওয়াই খাওয়াও খাওয়াবে খাওয়াতে খাইয়ে খাইয়েছে",
    "এগোনো": "এগোই এগোও এগোবে এগোল এগোতে এগোচ্ছে এগিয়ে এগিয়েছে",
}
# Other words, and other verbs, that begin alike.
_NOT = {
    "দেওয়া": "দিনে দেশ দাওয়াত দেখা দেওয়াল দিক্ষা দিয়েছেননি",
    "করা": "করাত কর্ম করুণা করোনা করানো",
    "মারা": "মার্চ মারফত মেরামত মেলে",
    "লেখা": "লিখিত লেখক লেখাপড়া",
    "শোনা": "শোনানো শুনানি",
    "যাওয়া": "যান্ত্রিক গেট যেমন",
    "হওয়া": "হতাশ হলুদ হনুমান",
    "আসা": "আসামি এসময় আসন",
    "তাড়ানো": "তাড়াতাড়ি তাড়না",
}


@pytest.mark.parametrize("verb", _TABLES)
def test_forms_of_a_verb(verb: str) -> None:
    forms = forms_of(safe(verb))
    assert [form for form in _TABLES[verb].split() if safe(form) not in forms] == []
    assert safe(verb) in forms


@pytest.mark.parametrize("verb", _NOT)
def test_words_that_are_none_of_its_forms(verb: str) -> None:
    assert [word for word in _NOT[verb].split() if is_form(safe(verb), safe(word))] == []


@pytest.mark.parametrize(
    ("verb", "word", "fits"),
    [
        ("দেওয়া", "দেওয়ার", True),
        ("দেওয়া", "দেওয়াটাই", True),
        ("দেওয়া", "দিতেই", True),
        ("দেওয়া", "দিয়েও", True),
        ("করা", "করাকে", True),
        ("করা", "করিকে", False),
        ("করা", "করাই", True),
    ],
)
def test_forms_take_emphasis_and_the_noun_takes_cases(verb: str, word: str, fits: bool) -> None:
    assert is_form(safe(verb), safe(word)) is fits


def test_what_is_no_verbal_noun() -> None:
    assert [word for word in ("দিন", "ভোট", "করি", "া", "নো") if is_verb(safe(word))] == []
    with pytest.raises(ValueError, match="ভোট"):
        starts("ভোট")


@given(st.sampled_from(sorted(_TABLES)))
def test_every_form_begins_as_said(verb: str) -> None:
    beginnings = starts(safe(verb))
    assert all(form.startswith(beginnings) for form in forms_of(safe(verb)))
    assert len(beginnings) < 20
