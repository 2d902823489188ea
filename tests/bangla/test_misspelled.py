"""Words that sound like one of a lexicon are taken for it; short and innocent ones are not."""

from __future__ import annotations

import pytest

from app.bangla.misspelled import Speller, fold
from app.bangla.normalise import safe, safe_view
from app.bangla.words import written_words

SPELLER = Speller.of(
    map(
        safe,
        ("দুর্নীতি", "হারামজাদা", "মুনাফিক", "ষড়যন্ত্র", "শয়তান", "বাঁদর", "কুত্তা", "লাঙ্গল", "রাক্ষস", "চোর", "বিষ", "শিকারী"),
    )
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("দূর্ণিতি", "দুর্নীতি"),
        ("দূর্নীতির", "দুর্নীতির"),
        ("হারামযাদাগুলো", "হারামজাদাগুলো"),
        ("মূনাফীকদের", "মুনাফিকদের"),
        ("সড়যন্ত্রে", "ষড়যন্ত্রে"),
        ("ষরযন্ত্র", "ষড়যন্ত্র"),
        ("সয়তান", "শয়তান"),
        ("বাদর", "বাঁদর"),
        ("কুততা", "কুত্তা"),
        ("লাংগলে", "লাঙ্গলে"),
        ("লাঙল", "লাঙ্গল"),
        ("রাখস", "রাক্ষস"),
    ],
)
def test_a_misspelled_word_is_taken_for_the_one_that_sounds_alike(written: str, meant: str) -> None:
    assert SPELLER.meant(safe(written)) == safe(meant)


@pytest.mark.parametrize("word", ["চর", "বিশ", "দুর্নীতির", "স্বীকার", "কুত্তা", "শয়তানি", "শহর", "ক", ""])
def test_known_short_and_innocent_words_stay(word: str) -> None:
    assert SPELLER.meant(safe(word)) == safe(word)


def test_what_sounds_alike_folds_alike_and_nothing_else_does() -> None:
    assert fold(safe("শ্রেণী")) == fold(safe("শ্রেনি"))
    assert fold(safe("মানত")) != fold(safe("মানতো"))
    assert fold(safe("প্রচার")) != fold(safe("পর্চার"))


def test_parts_lead_back_to_the_words_as_written() -> None:
    view = safe_view("দেশে দূর্নীতি আর ষরযন্ত্র চলে, কিন্তু চর নয়।")
    (part,) = SPELLER.respelled(view, set(written_words(view.text)))
    at = part.text.index(safe("ষড়যন্ত্র"))
    assert part.slice(at, at + len(safe("ষড়যন্ত্র"))) == safe("ষরযন্ত্র")
    assert part.changes(at, at + 1)
    assert not list(SPELLER.respelled(safe_view("দেশে চর আর বিশ"), {"দেশে", "চর", "আর", "বিশ"}))
