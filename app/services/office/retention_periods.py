"""Which class a post has and for how many years it is kept, now and as it was chosen at times before.

Call inside a transaction whatever reads the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from app.bangla.dates import DHAKA, local
from app.models.tables import RetentionRule, RetentionStep
from app.services.base.clock import stamp
from app.services.base.enums import RecordClass, RetentionKind
from app.values import dataclass

# Ours, until the office says otherwise: what changed policy or service is kept longest.
OUR_YEARS = {RecordClass.KHA: 10, RecordClass.GA: 5, RecordClass.GHA: 1}
OUR_CLASSES = {
    "5.a": RecordClass.GA,
    "5.b": RecordClass.KHA,
    "5.c": RecordClass.GA,
    "5.d": RecordClass.KHA,
    "5.e": RecordClass.KA,
    "5.f": RecordClass.GA,
    "5.g": RecordClass.KHA,
    "": RecordClass.KHA,  # a post that names no purpose
}
MOST_YEARS = 100
_FOR_EVER = MOST_YEARS + 1


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice with its time, "" before anything was chosen."""

    at: str
    value: str


class Rules:
    """The classes of purposes and the years of classes, with their history."""

    def __init__(self) -> None:
        self._purposes: dict[str, list[Setting]] = {
            purpose: [Setting("", one.value)] for purpose, one in OUR_CLASSES.items()
        }
        self._years: dict[str, list[Setting]] = {
            one.value: [Setting("", str(OUR_YEARS.get(one, _FOR_EVER)))] for one in RecordClass
        }
        for row in RetentionRule.select().order_by(RetentionRule.id):
            if row.years:
                self._years[row.record_class].append(Setting(row.at, str(row.years)))
            else:
                self._purposes[row.purpose].append(Setting(row.at, row.record_class))

    def of_purpose(self, purpose: str) -> list[Setting]:
        """The class of a purpose as it was chosen from time to time, the newest last."""
        return self._purposes.get(purpose) or self._purposes[""]

    def years(self, of: RecordClass) -> list[Setting]:
        """The years of a class as they were chosen from time to time, the newest last."""
        return self._years[of.value]

    def length(self, of: RecordClass) -> int:
        """How many years a class is kept now; more than any number for ever."""
        return int(self.years(of)[-1].value)

    def longest(self, purpose: str, steps: Iterable[RetentionStep], since: str) -> tuple[RecordClass, int]:
        """The class and years that count for a list: the longest in force at any time `since` then."""
        own = [Setting(row.at, row.record_class) for row in steps if row.kind == RetentionKind.CLASS]
        by_purpose = _since(self.of_purpose(purpose), since)
        chosen = _since([Setting("", ""), *own], since)
        names = {one.value for one in chosen if one.value}
        if any(not one.value for one in chosen):  # at some time it had the class of its purpose
            names |= {one.value for one in by_purpose}
        candidates = [
            (max(int(one.value) for one in _since(self._years[name], since)), RecordClass(name))
            for name in names
        ]
        years, found = max(candidates, key=lambda one: one[0])
        return found, years


def steps_of(draft_ids: Iterable[int]) -> dict[int, list[RetentionStep]]:
    """What was decided about the keeping of these drafts, the newest last."""
    found: dict[int, list[RetentionStep]] = {}
    rows = RetentionStep.select().where(RetentionStep.draft.in_(list(draft_ids)))
    for row in rows.order_by(RetentionStep.id):
        found.setdefault(row.draft_id, []).append(row)
    return found


def holds_since(steps: Iterable[RetentionStep], since: str) -> bool:
    """Whether a post is held, or was released only after that moment."""
    rows = [row for row in steps if row.kind in (RetentionKind.HOLD, RetentionKind.RELEASE)]
    if not rows:
        return False
    last = rows[-1]
    return bool(last.kind == RetentionKind.HOLD) or last.at >= since


def year_begins(year: int) -> str:
    """When a year begins in Dhaka, as a kept time."""
    return stamp(datetime.combine(date(year, 1, 1), time(), DHAKA))


def kept_until(last: datetime, years: int) -> date:
    """The day from which a post may be on a list: that many whole years after the year of its last act."""
    return date(local(last).year + years + 1, 1, 1)


def this_year() -> int:
    """The year in Dhaka."""
    return local(datetime.now(UTC)).year


def newest(steps: Iterable[RetentionStep], kind: RetentionKind) -> RetentionStep | None:
    """The last step of a kind, or None."""
    return next((row for row in reversed(list(steps)) if row.kind == kind), None)


def held(steps: Iterable[RetentionStep]) -> RetentionStep | None:
    """The step that holds the post, or None where none does now."""
    rows = [row for row in steps if row.kind in (RetentionKind.HOLD, RetentionKind.RELEASE)]
    return rows[-1] if rows and rows[-1].kind == RetentionKind.HOLD else None


def _since(settings: list[Setting], since: str) -> list[Setting]:
    """What was in force at a moment, and every change after it."""
    before = [one for one in settings if one.at < since]
    return [*before[-1:], *(one for one in settings if one.at >= since)]
