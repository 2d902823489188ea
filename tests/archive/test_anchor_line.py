"""The line of print: the same words in both scripts, read back, and no slip of a letter unnoticed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.anchor_line import ROOT_BYTES, AnchorLine, read_line

lines = st.builds(AnchorLine, st.integers(0, 10**12), st.binary(min_size=ROOT_BYTES, max_size=ROOT_BYTES))


@given(lines, st.sampled_from(["bn", "en"]))
def test_a_line_is_read_back_in_either_script(line: AnchorLine, language: str) -> None:
    assert read_line(line.written(language)) == line
    assert read_line(line.written(language).replace(" · ", "\n").upper()) == line


def test_how_it_looks() -> None:
    line = AnchorLine(1234, bytes(range(16)))
    assert line.written("en") == "1234 · babad bamag bibaj bimal boban bomar bubat bumac hikol"
    assert line.written("bn").startswith("১২৩৪ · বাবাদ")


@given(lines, st.integers(0, 44), st.sampled_from("bdfghjklmnprstvcaiou"))
def test_a_slip_of_a_letter_is_noticed(line: AnchorLine, place: int, letter: str) -> None:
    number, words = line.written().split(" · ")
    letters = [at for at, each in enumerate(words) if each != " "]
    at = letters[place]
    mistyped = f"{number} · {words[:at]}{letter}{words[at + 1 :]}"
    # The ninth word has 16 bits: one slip in 65,536 goes by it, and then names another root.
    with contextlib.suppress(ValueError):
        assert read_line(mistyped) == line or read_line(mistyped).root != line.root


@pytest.mark.parametrize("text", ["", "12", "babad", "12 · " + "babad " * 8, "x · " + "babad " * 9])
def test_other_text_is_no_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|mistyped"):
        read_line(text)
