"""Order and kind of file names."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.intake import names
from app.intake.names import Kind


def test_names_are_ordered_as_a_person_counts():
    wanted = [
        "1.jpg",
        "২.jpg",
        "9 খ.jpg",
        "12.jpg",
        "12.txt",
        "12-2.jpg",
        "12-10.jpg",
        "ক.txt",
        "ক 2.txt",
        "ক 10.txt",
    ]
    shuffled = random.Random(7).sample(wanted, len(wanted))
    assert sorted(shuffled, key=names.natural) == wanted


@given(st.lists(st.text(max_size=12), unique=True))
def test_the_order_does_not_depend_on_how_the_disk_lists(listed):
    assert sorted(listed, key=names.natural) == sorted(dict.fromkeys(reversed(listed)), key=names.natural)


def test_an_endless_number_is_no_burden():
    assert sorted(["9" * 60_000, "1"], key=names.natural) == ["1", "9" * 60_000]


def test_the_kind_goes_by_the_last_extension_alone():
    kinds = {
        "a.JPG": Kind.ATTACHMENT,
        "a.png.exe": Kind.STRANGE,
        "a.tar.txt": Kind.TEXT,
        "jpg": Kind.STRANGE,
        ".toml": Kind.STRANGE,
        "ক.XLSX": Kind.CALENDAR,
    }
    assert {name: names.kind(name) for name in kinds} == kinds
