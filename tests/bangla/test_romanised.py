"""Romanised Bangla: spellings of one word that fold together, and words that stay apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.common_romanised import is_common_romanised
from app.bangla.normalise import safe_view
from app.bangla.romanised import coarse, fold, folded, spells, takes


def _spells(term: str, text: str) -> bool:
    one, other = fold(term), fold(text)
    return coarse(one) == coarse(other) and spells(one, other)


@pytest.mark.parametrize(
    ("term", "spellings"),
    [
        ("bhot", "vot bot bhat vott"),
        ("nouka", "nauka nowka naukaa"),
        ("sheikh", "sheik seikh"),
        ("shongshod", "songsod shangshad songshad"),
        ("khomota", "kkhomota kshomota khamata"),
        ("joddha", "yoddha zoddha joddhaa"),
        ("meye", "meie"),
        ("dowa", "doa"),
        ("allah", "alla"),
        ("bachcha", "baccha bacha baacca"),
        ("hijra", "hizra"),
        ("phul", "ful phool"),
    ],
)
def test_spellings_of_one_word(term: str, spellings: str) -> None:
    assert [one for one in spellings.split() if not _spells(term, one)] == []


@pytest.mark.parametrize(
    ("term", "text"), [("dal", "dol"), ("bhat", "bhot"), ("chor", "chorer"), ("mara", "mora"), ("din", "den")]
)
def test_words_that_stay_apart(term: str, text: str) -> None:
    assert not _spells(term, text)


@pytest.mark.parametrize(
    ("word", "tail", "fits"),
    [
        ("kormi", "der", True),
        ("kormi", "gulote", True),
        ("dol", "er", True),
        ("dol", "i", False),
        ("bo", "r", False),
    ],
)
def test_endings(word: str, tail: str, fits: bool) -> None:
    assert takes(fold(word), tail) is fits


@given(st.text(alphabet="abcdehijkostuvwyz", min_size=1, max_size=12))
def test_a_spelling_without_its_breath_or_double_letters_folds_the_same(word: str) -> None:
    doubled = "".join(sign * 2 if sign in "bdjktsz" else sign for sign in word)
    assert fold(doubled) == fold(word) or "h" in word


@given(st.text(alphabet="কট ab.hsoe#\n", max_size=40))
def test_a_folded_view_leads_back_to_whole_words(typed: str) -> None:
    view = folded(safe_view(typed))
    for place, sign in enumerate(view.text):
        start, end = view.origin(place, place + 1)
        word = view.typed[start:end]
        assert sign in (fold(word) if "a" <= sign <= "z" else word)


@pytest.mark.parametrize("word", ["bondho", "dhakar", "dhakay", "kothao", "bondorer"])
def test_everyday_words_are_known_with_their_endings(word: str) -> None:
    assert is_common_romanised(word)


@pytest.mark.parametrize("word", ["vondo", "dhoka", "kota", "dalal", "do"])
def test_others_are_not(word: str) -> None:
    assert not is_common_romanised(word)


# Every fold, tried on every word.
_FOLDS = [
    ("(?:ou|ow|au|aw)(?![aeiouy])", "ou"),
    *(("oo", "u"), ("ee", "i"), ("kkh|ksh", "k"), ("chh|ch", "c"), ("ph", "f"), ("zh", "j")),
    ("([bcdfgjkprst])h", r"\1"),
    *(("ck|q", "k"), ("x", "ks"), ("v", "b"), ("z|^y", "j"), ("(?<=[aeiou])h(?![aeiou])", "")),
    *(("y", "i"), ("w", "o"), (r"(.)\1+", r"\1")),
]


@given(st.text(alphabet="aeiouywhkscbzxvqpt", max_size=10))
def test_a_fold_is_missed_nowhere(word: str) -> None:
    sound = word
    for pattern, other in _FOLDS:
        sound = re.sub(pattern, other, sound)
    assert fold(word) == sound
