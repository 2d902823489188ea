"""Days ahead on which nothing is to go out yet: named days, and runs of working days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from app.bangla.workdays import is_working_day
from app.values import dataclass

AHEAD = 35  # days that are looked at: a month and what is seen with it
_RUN = 5  # working days without a post from which on a run is told: an office's week


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without any post, both included; `name` is what the office's list calls a single day, else ""."""

    first: date
    last: date
    name: str = ""


def gaps(taken: Collection[date], named: Mapping[date, str], today: date) -> tuple[Gap, ...]:
    """The gaps of the `AHEAD` days after `today`, in order.

    `taken` are the days with a post of any standing, `named` the days off that the office has entered: those
    are when people expect a word from it. A run of working days is told by its first and last.
    """
    days = [today + timedelta(days=n) for n in range(1, AHEAD + 1)]
    found = [Gap(day, day, named[day]) for day in days if day in named and day not in taken]
    found += (Gap(run[0], run[-1]) for run in _runs(days, taken, named) if len(run) >= _RUN)
    return tuple(sorted(found, key=lambda gap: (gap.first, gap.last)))


def _runs(days: Collection[date], taken: Collection[date], named: Mapping[date, str]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if day in taken:
            yield run
            run = []
        elif is_working_day(day, named):
            run.append(day)
    yield run
