"""Schedules: when a post should go out, as people in Bangladesh write it.

>>> schedule("২৫/১১/২০২৬ বিকাল ৩টা")
'2026-11-25T15:00'
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone

from app.bangla.digits import to_latin
from app.errors import Refusal

DHAKA = timezone(timedelta(hours=6))
"""Bangladesh keeps no summer time since 2010, and Windows brings no time zone table of its own."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan জানুয়ারি জানুয়ারী",
            "february feb ফেব্রুয়ারি ফেব্রুয়ারী",
            "march mar মার্চ",
            "april apr এপ্রিল",
            "may মে",
            "june jun জুন",
            "july jul জুলাই",
            "august aug আগস্ট আগষ্ট",
            "september sep sept সেপ্টেম্বর",
            "october oct অক্টোবর",
            "november nov নভেম্বর",
            "december dec ডিসেম্বর",
        ),
        start=1,
    )
    for name in unicodedata.normalize("NFC", names).split()
}

# Parts of the day: which hours of the clock each names, and what is added to reach 24.
# রাত ১২টা is left out: it is said of both ends of the night.
_HOURS = (
    ("am a.m.", {12: -12, **dict.fromkeys(range(1, 12), 0)}),
    ("pm p.m.", {12: 0, **dict.fromkeys(range(1, 12), 12)}),
    ("ভোর সকাল", dict.fromkeys(range(4, 12), 0)),
    ("দুপুর", {11: 0, 12: 0, **dict.fromkeys(range(1, 4), 12)}),
    ("বিকাল বিকেল", dict.fromkeys(range(2, 7), 12)),
    ("সন্ধ্যা", dict.fromkeys(range(5, 9), 12)),
    ("রাত", dict.fromkeys(range(7, 12), 12)),
)
_DAY_PARTS = {part: hours for parts, hours in _HOURS for part in unicodedata.normalize("NFC", parts).split()}

_DAY_FIRST = r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4}|\d{2})"
_YEAR_FIRST = r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})"
_NAMED = r"(?P<day>\d{1,2})(?:লা|রা|ঠা|ই|শে|st|nd|rd|th)?\s*(?P<name>[^\W\d][^\d\s,]*),?\s*(?P<year>\d{4})"
_DATES = tuple(re.compile(pattern) for pattern in (_YEAR_FIRST, _DAY_FIRST, _NAMED))
_CLOCK = "|".join(unicodedata.normalize("NFC", "টায় টা ঘটিকায় ঘটিকা").split())
_PARTS = "|".join(map(re.escape, _DAY_PARTS))
_TIME = re.compile(
    rf"(?:(?P<before>{_PARTS})\s*)?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?)?"
    rf"\s*(?P<clock>{_CLOCK})?(?:\s*(?P<after>{_PARTS}))?"
)


def schedule(written: str | datetime | date | time) -> str:
    """ISO 8601 in Bangladesh's local time: "2026-11-25" or "2026-11-25T10:30"; "" for blank.

    Takes the dates of a spreadsheet or of TOML, and text in Bangla or Latin digits: ISO 8601 (a time with
    an offset is turned into local time), day/month/year with / - or ., the month by name, the time as
    HH:MM, with AM/PM or সকাল, দুপুর, বিকাল, সন্ধ্যা, রাত. Day comes before month, as here always. Two-digit
    years are of this century. Raises `intake.bad_date` for anything else: a date is not guessed.
    """
    if isinstance(written, datetime):
        written = written.astimezone(DHAKA) if written.tzinfo else written
        # A spreadsheet gives a mere date as midnight.
        return _iso(written.date(), written.time() if written.time() != time(0) else None)
    if isinstance(written, date):
        return _iso(written, None)
    text = " ".join(to_latin(unicodedata.normalize("NFC", str(written))).casefold().split())
    if not text:
        return ""
    try:
        return _iso_8601(text) or _as_spoken(text)
    except (ValueError, KeyError, OverflowError):
        raise Refusal("intake.bad_date", date=str(written).strip()[:60]) from None


def _iso_8601(text: str) -> str:
    # Only the full form: fromisoformat also reads 20261125 and week dates, which nobody means here.
    if not re.match(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d", text):
        return ""
    moment = datetime.fromisoformat(text.upper())
    if moment.tzinfo:
        moment = moment.astimezone(DHAKA)
    return _iso(moment.date(), moment.time())


def _as_spoken(text: str) -> str:
    for pattern in _DATES:
        if found := pattern.match(text):
            rest = text[found.end() :]
            if rest and not rest.startswith((" ", ",")):
                raise ValueError
            rest = rest.strip(" ,")
            return _iso(_date(found), _time(rest) if rest else None)
    raise ValueError


def _date(found: re.Match[str]) -> date:
    part = found.groupdict()
    month = int(part["month"]) if "month" in part else _MONTHS[part["name"]]
    year = int(part["year"])
    return date(year + 2000 if year < 100 else year, month, int(part["day"]))


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if not found or (found["before"] and found["after"]):
        raise ValueError
    part = found["before"] or found["after"]
    if not (part or found["minute"] or found["clock"]):
        raise ValueError  # a bare number beside a date may be anything
    hour = int(found["hour"])
    if part:
        hour += _DAY_PARTS[part][hour]
    elif found["clock"]:
        raise ValueError  # ৩টা alone is morning or afternoon
    return time(hour, int(found["minute"] or 0))


def _iso(day: date, at: time | None) -> str:
    return day.isoformat() if at is None else f"{day.isoformat()}T{at.isoformat('minutes')}"
