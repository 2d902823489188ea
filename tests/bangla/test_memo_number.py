"""Memo numbers: the parts that new letters need, and the forms that old letters have."""

from __future__ import annotations

import pytest

from app.bangla.memo_number import BadMemoNumber, numbered, read_memo_number

NEW = "38.01.6758.000.016.14.0004.27"


@pytest.mark.parametrize(
    "written",
    [
        NEW,
        "৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭",
        " 38 . 01 . 6758.000.016.14.0004.27 ",
        "38-01-6758-000-016-14-0004-27",
    ],
)
def test_a_number_is_read_however_it_is_typed(written: str) -> None:
    number = read_memo_number(written)
    assert number.written("en") == NEW
    assert number.written("bn") == "৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭"
    assert not number.older


@pytest.mark.parametrize(
    ("written", "file", "serial"),
    [
        ("05.00.0000.217.16.052.17.29", 18, "29"),
        ("০৫.০০.০০০০.২১৭.১৬.০৫২.১৭-২৯", 18, "29"),
        ("38.01.0000.700.99.003.18", 18, ""),
        ("37.00.0000.071.018.002.16.114", 19, "114"),
    ],
)
def test_forms_of_older_letters(written: str, file: int, serial: str) -> None:
    number = read_memo_number(written)
    assert number.older
    assert sum(map(len, number.parts)) == file
    assert number.serial == serial


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("38.01.678.000.016.14.0004.27", 3),
        ("38.01.6758.000.016.14.004.27", 7),
        ("38.01.6758.000.016.14.0004", 8),
        ("38.01.6758.000.016.14.0004.2027", 8),
        ("38.01.6758.000.016.14.0004.27.1.2", 0),
        ("38.01.6758.০০০.016.1x.0004.27", 0),
        ("²8.01.6758.000.016.14.0004.27", 0),
        ("", 0),
    ],
)
def test_what_is_no_number_names_its_part(written: str, part: int) -> None:
    with pytest.raises(BadMemoNumber) as problem:
        read_memo_number(written)
    assert problem.value.part == part


def test_letters_are_numbered_under_the_office() -> None:
    assert numbered("38.01.6758.000.016.14", 4, 2027).written("en") == NEW
