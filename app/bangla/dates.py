"""Dates as a Bangladesh office writes them: Asia/Dhaka, both calendars, Bangla digits in Bangla."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from app.bangla.digits import to_bangla

# Bangladesh keeps UTC+6 all year, and Windows ships no time zone database.
DHAKA = timezone(timedelta(hours=6), "Asia/Dhaka")

_BANGLA_MONTHS = (
    "বৈশাখ",
    "জ্যৈষ্ঠ",
    "আষাঢ়",
    "শ্রাবণ",
    "ভাদ্র",
    "আশ্বিন",
    "কার্তিক",
    "অগ্রহায়ণ",
    "পৌষ",
    "মাঘ",
    "ফাল্গুন",
    "চৈত্র",
)
_GREGORIAN_BN = (
    "জানুয়ারি",
    "ফেব্রুয়ারি",
    "মার্চ",
    "এপ্রিল",
    "মে",
    "জুন",
    "জুলাই",
    "আগস্ট",
    "সেপ্টেম্বর",
    "অক্টোবর",
    "নভেম্বর",
    "ডিসেম্বর",
)
_GREGORIAN_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_NEAR_DAYS = {-1: ("গতকাল", "yesterday"), 0: ("আজ", "today"), 1: ("আগামীকাল", "tomorrow")}


def local(moment: datetime) -> datetime:
    """An aware datetime as the wall clock in Dhaka shows it."""
    return moment.astimezone(DHAKA)


# Days of the months from Boishakh; Falgun has one more when its February has 29 days. The Bangla Academy's
# calendar of 1966 was revised from 1426 on, so that national days fall on the same days in both calendars.
_REVISED_FROM = 1426
_MONTH_LENGTHS = (31,) * 6 + (30,) * 4 + (29, 30)
_FORMER_LENGTHS = (31,) * 5 + (30,) * 7


def bangla_date(day: date) -> tuple[int, int, int]:
    """Year, month (1 is Boishakh) and day in the Bangla Academy's calendar, as it was in force on `day`.

    As revised in 2019: Boishakh to Ashwin have 31 days, Kartik to Magh 30, Falgun 29 (30 when its February
    has 29), Chaitra 30. Before: Boishakh to Bhadro 31, the others 30 (Falgun 31). It begins on 14 April.

    >>> bangla_date(date(2020, 5, 7)), bangla_date(date(2022, 9, 25)), bangla_date(date(2018, 2, 21))
    ((1427, 1, 24), (1429, 6, 10), (1424, 11, 9))
    """
    begins = date(day.year, 4, 14)
    if day < begins:
        begins = date(day.year - 1, 4, 14)
    year = begins.year - 593
    leap = (date(begins.year + 1, 3, 1) - date(begins.year + 1, 2, 1)).days == 29
    left = (day - begins).days
    for month, length in enumerate(_MONTH_LENGTHS if year >= _REVISED_FROM else _FORMER_LENGTHS, 1):
        days = length + (leap and month == 11)
        if left < days:
            return year, month, left + 1
        left -= days
    raise AssertionError("a Bangla year has no more days than these")


def clock_time(moment: datetime, language: str) -> str:
    """`10:24` or `১০:২৪`."""
    written = local(moment).strftime("%H:%M")
    return to_bangla(written) if language == "bn" else written


def short(moment: datetime, language: str, today: date | None = None) -> str:
    """The time if today, "yesterday", else day and month, and the year unless it is this one: for lists."""
    day = local(moment).date()
    today = today or local(datetime.now(DHAKA)).date()
    if day == today:
        return clock_time(moment, language)
    if day == today - timedelta(days=1):
        return "গতকাল" if language == "bn" else "yesterday"
    if language == "bn":
        year, month, number = bangla_date(day)
        shown = f"{number} {_BANGLA_MONTHS[month - 1]}"
        return to_bangla(shown if year == bangla_date(today)[0] else f"{shown} {year}")
    shown = f"{day.day} {_GREGORIAN_EN[day.month - 1][:3]}"
    return shown if day.year == today.year else f"{shown} {day.year}"


def day_and_time(moment: datetime, language: str, today: date | None = None, *, timed: bool = True) -> str:
    """`today 16:00`, `yesterday 17:00`, `tomorrow 09:00`, else `3 December 10:00`; no time unless `timed`.

    The Gregorian calendar in Bangla too: times of publication are agreed on by it.
    """
    day = local(moment).date()
    today = today or local(datetime.now(DHAKA)).date()
    named = _NEAR_DAYS.get((day - today).days)
    bangla = language == "bn"
    if named is not None:
        shown = named[0 if bangla else 1]
    else:
        months = _GREGORIAN_BN if bangla else _GREGORIAN_EN
        shown = f"{day.day} {months[day.month - 1]}" + (f" {day.year}" if day.year != today.year else "")
        shown = to_bangla(shown) if bangla else shown
    return f"{shown} {clock_time(moment, language)}" if timed else shown


def bangla_day(day: date) -> str:
    """A day of the Bangla calendar: `১০ আশ্বিন ১৪২৯`."""
    year, month, number = bangla_date(day)
    return to_bangla(f"{number} {_BANGLA_MONTHS[month - 1]} {year}")


def bangla_day_of_month(day: date, *, named: bool = False) -> str:
    """Its number alone in the Bangla calendar, `১৭`, or `named` with its month, `১ পৌষ`."""
    _, month, number = bangla_date(day)
    shown = f"{number} {_BANGLA_MONTHS[month - 1]}" if named else str(number)
    return to_bangla(shown)


def gregorian_day(day: date, language: str) -> str:
    """A day of the Gregorian calendar: `২৫ সেপ্টেম্বর ২০২২`, `25 September 2022`."""
    months = _GREGORIAN_BN if language == "bn" else _GREGORIAN_EN
    written = f"{day.day} {months[day.month - 1]} {day.year}"
    return to_bangla(written) if language == "bn" else written


def long_date(day: date, language: str) -> str:
    """Both calendars in Bangla (`১০ আশ্বিন ১৪২৯ · ২৫ সেপ্টেম্বর ২০২২`), the Gregorian one in English."""
    own = f"{bangla_day(day)} · " if language == "bn" else ""
    return own + gregorian_day(day, language)


def month_name(number: int, language: str) -> str:
    """A month of the Gregorian calendar, 1 to 12."""
    return (_GREGORIAN_BN if language == "bn" else _GREGORIAN_EN)[number - 1]


def month_span(first: date, last: date, language: str) -> str:
    """Months of one year: `জুলাই–সেপ্টেম্বর ২০২৬`, `July–September 2026`."""
    months = _GREGORIAN_BN if language == "bn" else _GREGORIAN_EN
    year = to_bangla(str(last.year)) if language == "bn" else str(last.year)
    return f"{months[first.month - 1]}–{months[last.month - 1]} {year}"


def long(moment: datetime, language: str) -> str:
    """`long_date` with the time of day."""
    return f"{long_date(local(moment).date(), language)}, {clock_time(moment, language)}"
