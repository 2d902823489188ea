"""What the calendar says is still empty: named days, and runs of working days."""

from __future__ import annotations

from datetime import date, timedelta

from app.services.posts.gaps import AHEAD, Gap, gaps

TODAY = date(2026, 12, 8)  # a Tuesday
VICTORY = date(2026, 12, 16)
WHOLE = frozenset(TODAY + timedelta(days=n) for n in range(AHEAD + 1))


def test_a_named_day_without_a_post_is_told() -> None:
    found = gaps(WHOLE - {VICTORY}, {VICTORY: "বিজয় দিবস"}, TODAY)
    assert found == (Gap(VICTORY, VICTORY, "বিজয় দিবস"),)
    assert gaps(WHOLE, {VICTORY: "বিজয় দিবস"}, TODAY) == ()


def test_a_run_of_five_working_days_is_told_over_the_weekend() -> None:
    run = {date(2026, 12, day) for day in range(9, 16)}  # Wednesday to Tuesday, Friday and Saturday within
    assert gaps(WHOLE - run, {}, TODAY) == (Gap(date(2026, 12, 9), date(2026, 12, 15)),)
    assert gaps(WHOLE - run | {date(2026, 12, 13)}, {}, TODAY) == ()


def test_a_post_at_the_weekend_ends_no_shorter_run() -> None:
    four = {date(2026, 12, day) for day in (20, 21, 22, 23)}
    assert gaps(WHOLE - four, {}, TODAY) == ()


def test_an_empty_calendar_is_one_run_and_its_named_days() -> None:
    last = TODAY + timedelta(days=AHEAD)
    assert gaps((), {VICTORY: "Victory Day"}, TODAY) == (
        Gap(date(2026, 12, 9), last),
        Gap(VICTORY, VICTORY, "Victory Day"),
    )
