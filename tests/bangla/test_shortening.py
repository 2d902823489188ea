"""Text cut for a row of the window is cut between words, never inside a letter."""

from __future__ import annotations

from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from app.bangla.shortening import shortened


def test_what_fits_stays_and_what_does_not_ends_between_words() -> None:
    assert shortened("ফুলের  টব\nভাঙা পাত্র", 40) == "ফুলের টব ভাঙা পাত্র"
    assert shortened("ফুলের টব, ভাঙা পাত্র ফেলে দিন", 18) == "ফুলের টব, ভাঙা…"


def test_a_word_without_a_space_is_cut_between_letters() -> None:
    assert shortened("পাত্রপাত্রপাত্র", 4) == "পা…"  # not “পাত্…”, which would be read otherwise
    assert shortened("হয়েছে", 3) == "হ…"


@given(st.text(alphabet="ক্ষতািে \u200dab।", max_size=80), st.integers(min_value=2, max_value=40))
def test_no_letter_is_parted_from_its_signs(text: str, most: int) -> None:
    found, line = shortened(text, most), " ".join(text.split())
    if found == line:
        return
    kept = found.removesuffix("…")
    assert line.startswith(kept)
    assert len(kept) <= most
    following = line[len(kept) : len(kept) + 1].strip()
    assert len(kept) <= 1 or not following or not category(following).startswith("M")
