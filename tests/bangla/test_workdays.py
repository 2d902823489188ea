"""Working days and quarters, by hand and by property."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.workdays import Quarter, after_working_days, is_working_day, quarter_of

DAYS = st.dates(date(2019, 1, 1), date(2040, 12, 31))


def test_friday_and_saturday_are_off() -> None:
    week = [date(2026, 11, 22) + timedelta(days=n) for n in range(7)]  # Sunday to Saturday
    assert [is_working_day(day) for day in week] == [True] * 5 + [False] * 2
    assert not is_working_day(date(2026, 12, 16), {date(2026, 12, 16)})


@pytest.mark.parametrize(
    ("day", "count", "off", "wanted"),
    [
        (date(2026, 9, 30), 1, (), date(2026, 10, 1)),
        (date(2026, 9, 30), 2, (), date(2026, 10, 4)),  # over a weekend
        (date(2026, 9, 30), 10, (), date(2026, 10, 14)),
        (date(2026, 9, 30), 10, (date(2026, 10, 4), date(2026, 10, 9)), date(2026, 10, 15)),
        (date(2026, 12, 31), 1, (date(2027, 1, 3),), date(2027, 1, 4)),
        (date(2026, 10, 2), 0, (), date(2026, 10, 2)),
    ],
)
def test_working_days_later(day: date, count: int, off: tuple[date, ...], wanted: date) -> None:
    assert after_working_days(day, count, off) == wanted


@given(day=DAYS, count=st.integers(1, 40), off=st.sets(DAYS, max_size=20))
def test_the_days_between_are_as_many_as_asked(day: date, count: int, off: set[date]) -> None:
    then = after_working_days(day, count, off)
    between = [day + timedelta(days=n) for n in range(1, (then - day).days + 1)]
    assert is_working_day(then, off)
    assert sum(is_working_day(one, off) for one in between) == count


@given(day=DAYS)
def test_every_day_is_in_its_quarter(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.begins <= day <= quarter.ends
    assert quarter.before().ends + timedelta(days=1) == quarter.begins
    assert quarter.before() < quarter


@pytest.mark.parametrize(
    ("day", "key", "fiscal"),
    [
        (date(2026, 7, 1), "2026-Q3", (2026, 1)),
        (date(2026, 12, 31), "2026-Q4", (2026, 2)),
        (date(2027, 1, 1), "2027-Q1", (2026, 3)),
        (date(2027, 6, 30), "2027-Q2", (2026, 4)),
    ],
)
def test_the_fiscal_year_runs_from_july(day: date, key: str, fiscal: tuple[int, int]) -> None:
    quarter = quarter_of(day)
    assert str(quarter) == key
    assert (quarter.fiscal_year, quarter.fiscal_number) == fiscal
    assert Quarter(2026, 4).ends == date(2026, 12, 31)
