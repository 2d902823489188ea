"""A word has one key in Bangla script and as people type it in Latin letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import safe
from app.bangla.sounds import sound_of


@pytest.mark.parametrize(
    ("bangla", "typed"),
    [
        ("চোর", "chor"),
        ("মানুষ", "manush"),
        ("ভালোবাসা", "bhalobasha"),
        ("শুভেচ্ছা", "shuvechchha"),
        ("নৌকায়", "nowkay"),
        ("সরকার", "sorkar"),
        ("দুর্নীতিবাজ", "durnitibaaj"),
        ("সংসদ", "shongshod"),
        ("কর্মকর্তা", "kormokorta"),
        ("হয়েছে", "hoyeche"),
    ],
)
def test_both_scripts_sound_the_same(bangla: str, typed: str) -> None:
    assert sound_of(safe(bangla)) == sound_of(typed)


@pytest.mark.parametrize(("one", "other"), [("চোর", "ভোট"), ("মানুষ", "মানত"), ("দল", "দিল"), ("নৌকা", "লোক")])
def test_other_words_sound_otherwise(one: str, other: str) -> None:
    assert sound_of(safe(one)) != sound_of(safe(other))


@pytest.mark.parametrize("word", ["১৯৭১", "2026", "covid19", "café", ""])
def test_what_is_in_neither_script_alone_is_its_own_key(word: str) -> None:
    assert sound_of(word) == word


@given(st.text(st.sampled_from("কখচশড়য়ািুে্ংঃঁৎabhkosyz১2"), max_size=12).map(safe))
def test_any_word_has_a_key_without_doubled_sounds_or_is_its_own(word: str) -> None:
    key = sound_of(word)
    assert key == word or all(one != other for one, other in pairwise(key))
