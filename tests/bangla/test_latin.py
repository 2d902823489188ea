"""Bangla in plain Latin letters, and the keys it is typed with."""

from __future__ import annotations

import pytest

from app.bangla.keyboards import keys_of, row_runs
from app.bangla.latin import in_latin


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        *(("শাপলা", "shapla"), ("নদী", "nodi"), ("গল্প", "golpo"), ("পাহাড়", "pahar"), ("বই", "boi")),
        *(("সময়", "somoy"), ("হৃদয়", "hridoy"), ("আমলকী", "amolki"), ("চাঁদ", "chad"), ("শরৎ", "shorot")),
        *(("বাংলাদেশ", "bangladesh"), ("ব্যাগ", "byag"), ("Page ১", "Page ১")),
    ],
)
def test_words_in_latin_letters(word: str, latin: str) -> None:
    assert in_latin(word) == latin


def test_keys_of_both_layouts() -> None:
    assert {"hfQVflcM", "hfQVfclM", "baLlaq[x"} == keys_of("বাংলাদেশ")
    assert keys_of("abc") == set()
    assert {"কখগঘ", "ঘগখক"} <= set(row_runs())
