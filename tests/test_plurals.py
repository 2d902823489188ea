"""English says one of a thing in the singular, whichever number of the sentence counts it."""

from __future__ import annotations

import re

import pytest

from app.i18n import Translator, catalogue

_FORMS = re.compile(r"\{(\w+):([^{}|]+)\|([^{}|]+)\}")


@pytest.mark.parametrize(
    ("key", "params", "said"),
    [
        ("disposal.preview", {"n": 1, "images": 1, "held": 0}, "1 post and 1 file that"),
        ("disposal.preview", {"n": 2, "images": 1, "held": 0}, "2 posts and 1 file that"),
        ("disposal.preview", {"n": 1_000, "images": 0, "held": 0}, "1,000 posts and 0 files that"),
        ("restored_page.came", {"n": 1, "all": 1}, "1 of 1 post"),
        ("verification.files_n", {"n": "1"}, "1 file"),
    ],
)
def test_both_numbers_of_a_sentence_have_their_form(key: str, params: dict[str, int], said: str) -> None:
    assert said in Translator("en")(key, **params)


def test_each_form_stands_with_a_number_and_bangla_needs_none() -> None:
    """Bangla counts with টি and has one form, so a sentence there never asks for two."""
    assert not [key for key, text in catalogue("bn").items() if _FORMS.search(text)]
    for key, text in catalogue("en").items():
        for name, one, many in _FORMS.findall(text):
            assert one != many, key
            params = dict.fromkeys(re.findall(r"\{(\w+)", text), 2)
            assert f"2 {many}" in Translator("en")(key, **{**params, name: 2}), key
