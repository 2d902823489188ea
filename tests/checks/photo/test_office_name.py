from __future__ import annotations

import pytest

from app.checks.photo.office_name import Answer, look_for
from app.checks.photo.reader import Reading, ReadWord

NAMES = ("মধুপুর উপজেলা প্রশাসন", "Madhupur Upazila Administration")


def read(text: str) -> list[Reading]:
    return [
        tuple(ReadWord(word, 0.95, (0, 0, 10, 10), number == 0) for number, word in enumerate(text.split()))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "মধুপুর উপজেলা প্রশাসন",
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার মধুপুর উপজেলা প্রশাসন টাঙ্গাইল",
        "মধুপুর, উপজেলা - প্রশাসন।",
        "মধুপুর উপজেলা | প্রশাসন",
        "মধুপুর উপজেলো প্রশাসন",  # one letter misread
        "MADHUPUR UPAZILA ADMINISTRATION",
        "Welcome to Madhupur Upazila Administraton",
    ],
)
def test_the_name_is_found(text: str) -> None:
    assert look_for(NAMES, read(text)) is Answer.FOUND


@pytest.mark.parametrize(
    "text",
    [
        "",
        "মধুপুর",
        "মধুপুর উপজেলা",
        "উপজেলা প্রশাসন",
        "মধুখালী উপজেলা প্রশাসন",
        "মধুপুর উপজেলা স্বাস্থ্য কমপ্লেক্স ও প্রশাসন",
        "Madhukhali Upazila Administration",
        "প্রশাসন উপজেলা মধুপুর",
        "সবার জন্য শিক্ষা",
    ],
)
def test_part_of_a_name_or_a_neighbours_is_never_the_name(text: str) -> None:
    assert look_for(NAMES, read(text)) is Answer.UNREAD


def test_much_other_text_without_a_trace_of_the_name_is_an_answer() -> None:
    assert look_for(NAMES, read("শিশুদের টিকা দিন সুস্থ রাখুন আজই আসুন")) is Answer.NOT_FOUND


def test_ways_of_reading_are_not_mixed() -> None:
    assert look_for(NAMES, [*read("মধুপুর উপজেলা"), *read("প্রশাসন")]) is Answer.UNREAD
    assert look_for(NAMES, [*read("মধুপুর"), *read("মধুপুর উপজেলা প্রশাসন")]) is Answer.FOUND
    trace = [*read("শিশুদের টিকা দিন সুস্থ রাখুন আজই আসুন"), *read("মধুপুর")]
    assert look_for(NAMES, trace) is Answer.UNREAD


def test_without_a_name_to_look_for_there_is_no_answer() -> None:
    assert look_for((), read("শিশুদের টিকা দিন সুস্থ রাখুন আজই আসুন")) is Answer.UNREAD
    assert look_for(("",), read("শিশুদের টিকা দিন সুস্থ রাখুন আজই আসুন")) is Answer.UNREAD
