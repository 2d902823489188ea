"""Whether a day or time that a person gives can be: a mistyped year is told where it is typed.

Taken as it was, it would stand in a signed record for ever, and what is counted from it would be due at once
or never.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

from app.bangla.dates import local
from app.errors import Refusal, SpokenDay

FIRST = date(2004, 1, 1)  # Facebook began in that year; `error.day.too_early` names it
YEARS_AHEAD = 5  # further no office plans: what lies beyond is a slip

Wrong = Literal["to_come", "too_early", "before_account"]


def wrong_past(given: date | datetime, opened: str = "") -> Wrong | None:
    """Why something cannot have happened then, None where it can.

    `given` is a day in Dhaka or an aware time; `opened` the day, in ISO 8601, on which the account it
    happened on was opened, "" where that is not known.
    """
    day = _day(given)
    this = datetime.now(UTC)
    if given > this if isinstance(given, datetime) else given > local(this).date():
        return "to_come"
    if day < FIRST:
        return "too_early"
    return "before_account" if opened and day < date.fromisoformat(opened) else None


def require_past(given: date | datetime, to_come: str, opened: str = "") -> None:
    """Raise `Refusal` for what cannot have happened then, the one of the key `to_come` for a time to come.

    What is given as in `wrong_past`.
    """
    day = SpokenDay(_day(given).isoformat())
    match wrong_past(given, opened):
        case "to_come":
            raise Refusal(to_come, day=day)
        case "too_early":
            raise Refusal("day.too_early", day=day)
        case "before_account":
            raise Refusal("day.before_account", day=day, opened=SpokenDay(opened))


def require_near(day: date) -> None:
    """Raise `Refusal` for a day, past or to come, that no office means."""
    if day < FIRST:
        raise Refusal("day.too_early", day=SpokenDay(day.isoformat()))
    if day.year > local(datetime.now(UTC)).year + YEARS_AHEAD:
        raise Refusal("day.too_far", day=SpokenDay(day.isoformat()), years=YEARS_AHEAD)


def _day(given: date | datetime) -> date:
    return local(given).date() if isinstance(given, datetime) else given
