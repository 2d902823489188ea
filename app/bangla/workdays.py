"""Working days of Bangladesh (Friday and Saturday are off) and the quarters of its fiscal year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from app.values import dataclass

WEEKEND = (4, 5)  # date.weekday() of Friday and Saturday


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether an office works on `day`; `holidays` are days off besides the weekend."""
    return day.weekday() not in WEEKEND and day not in holidays


def after_working_days(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The day on which `count` working days after `day` are over; `day` itself does not count.

    With 0 it is `day`, a day off too.

    >>> after_working_days(date(2026, 9, 30), 3)  # Wednesday; then Thursday, Sunday, Monday
    datetime.date(2026, 10, 5)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def working_days_between(day: date, until: date, holidays: Collection[date] = ()) -> int:
    """How many working days lie after `day` up to `until`, that day included; negative where it is earlier.

    >>> working_days_between(date(2026, 9, 30), date(2026, 10, 5))
    3
    """
    if until < day:
        return -working_days_between(until, day, holidays)
    weeks, rest = divmod((until - day).days, 7)
    days = (7 - len(WEEKEND)) * weeks + sum(is_working_day(until - timedelta(days=n)) for n in range(rest))
    # A list of old responses asks for years, thousands of times: days are not walked one by one.
    return days - sum(day < one <= until and is_working_day(one) for one in frozenset(holidays))


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter by calendar year and number 1 to 4, as `anumodon report quarter 2026-Q4` names it.

    The fiscal year runs from July to June: October to December (`2026-Q4`) is the second quarter of 2026–27.
    """

    year: int
    number: int

    @property
    def begins(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        following = date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def fiscal_year(self) -> int:
        """The calendar year in which its fiscal year began."""
        return self.year if self.number > 2 else self.year - 1

    @property
    def fiscal_number(self) -> int:
        """1 for July to September, 4 for April to June."""
        return (self.number + 1) % 4 + 1

    def before(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarter_of(day: date) -> Quarter:
    """The quarter `day` is in."""
    return Quarter(day.year, (day.month + 2) // 3)
