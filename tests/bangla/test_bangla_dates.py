"""The Bangla calendar on a table of known pairs, and over every day of two hundred years."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.bangla.dates import DHAKA, bangla_date, bangla_day, gregorian_day, long_date, short

# Dates of official letters that print both calendars, and national days as the revised calendar sets them.
PAIRS = [
    (date(2020, 5, 7), "২৪ বৈশাখ ১৪২৭"),
    (date(2022, 9, 25), "১০ আশ্বিন ১৪২৯"),
    (date(2026, 2, 21), "৮ ফাল্গুন ১৪৩২"),
    (date(2026, 3, 26), "১২ চৈত্র ১৪৩২"),
    (date(2026, 5, 8), "২৫ বৈশাখ ১৪৩৩"),
    (date(2026, 12, 16), "১ পৌষ ১৪৩৩"),
    (date(2026, 4, 13), "৩০ চৈত্র ১৪৩২"),
    (date(2026, 4, 14), "১ বৈশাখ ১৪৩৩"),
    (date(2019, 10, 16), "৩১ আশ্বিন ১৪২৬"),
    # A leap year: Falgun has thirty days, and Chaitra begins a day later.
    (date(2024, 2, 29), "১৬ ফাল্গুন ১৪৩০"),
    (date(2024, 3, 14), "৩০ ফাল্গুন ১৪৩০"),
    (date(2024, 3, 15), "১ চৈত্র ১৪৩০"),
    # Before the revision of 1426: the national days fell a day off.
    (date(2018, 2, 21), "৯ ফাল্গুন ১৪২৪"),
    (date(2018, 12, 16), "২ পৌষ ১৪২৫"),
]


@pytest.mark.parametrize(("day", "written"), PAIRS)
def test_a_day_in_both_calendars(day: date, written: str) -> None:
    assert bangla_day(day) == written


def test_every_day_follows_the_one_before() -> None:
    day = date(1900, 4, 14)
    before = bangla_date(day)
    assert before == (1307, 1, 1)
    while day < date(2100, 12, 31):
        day += timedelta(days=1)
        year, month, number = bangla_date(day)
        if number > 1:
            assert (year, month, number - 1) == before
        else:
            assert (year, month) == (before[0] + (before[1] == 12), before[1] % 12 + 1)
            assert before[2] in (29, 30, 31)
        before = year, month, number


def test_days_as_letters_write_them() -> None:
    assert gregorian_day(date(2027, 1, 5), "bn") == "৫ জানুয়ারি ২০২৭"
    assert gregorian_day(date(2027, 1, 5), "en") == "5 January 2027"
    assert long_date(date(2027, 1, 5), "bn") == "২১ পৌষ ১৪৩৩ · ৫ জানুয়ারি ২০২৭"


@pytest.mark.parametrize(
    ("day", "bangla", "english"),
    [
        (date(2026, 12, 1), "১০:০০", "10:00"),
        (date(2026, 11, 30), "গতকাল", "yesterday"),
        (date(2026, 11, 20), "৫ অগ্রহায়ণ", "20 Nov"),
        (date(2026, 1, 5), "২১ পৌষ ১৪৩২", "5 Jan"),
        (date(2025, 11, 20), "৫ অগ্রহায়ণ ১৪৩২", "20 Nov 2025"),
    ],
)
def test_a_day_of_another_year_says_its_year(day: date, bangla: str, english: str) -> None:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=DHAKA)
    today = date(2026, 12, 1)
    assert (short(moment, "bn", today), short(moment, "en", today)) == (bangla, english)
