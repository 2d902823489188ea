"""The register of awareness activities (clause 11.b): what was held, when, where, with how many people."""

from __future__ import annotations

from datetime import date

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.models.tables import Activity
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.given_days import require_past
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider_or_desk
from app.values import dataclass

MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One activity."""

    id: int
    day: date
    title: str
    place: str
    people: int


def add_activity(desk: Desk, day: date, title: str, place: str, people: int, by: int | None) -> int:
    """Enter an activity, and return its id.

    Raises `Refusal` for a drafter, no title, a day still to come, and an impossible number of people.
    """
    if is_blank(title):
        raise Refusal("report.activity_title")
    require_past(day, "report.activity_odd")
    if not 0 <= people <= MOST_PEOPLE:
        raise Refusal("report.activity_odd")
    with desk.store.write():
        decider_or_desk(by)
        row = create(
            Activity,
            day=day.isoformat(),
            title=title.strip(),
            place=place.strip(),
            people=people,
            member=by,
            at=now(),
            active=True,
        )
        record(desk, "activity.added", row, by=by)
        return int(row.id)


def withdraw_activity(desk: Desk, activity_id: int, by: int | None) -> None:
    """Take an entry back. Raises `Refusal` for a drafter, and where there is none."""
    with desk.store.write():
        decider_or_desk(by)
        row = Activity.get_or_none((Activity.id == activity_id) & Activity.active)
        if row is None:
            raise Refusal("report.no_activity", id=activity_id)
        record(desk, "activity.withdrawn", change(row, active=False), by=by)


def activities(desk: Desk, since: date, until: date) -> tuple[ActivityView, ...]:
    """Those of a time, by day."""
    with desk.store.read():
        within = (Activity.day >= since.isoformat()) & (Activity.day <= until.isoformat())
        rows = Activity.select().where(Activity.active & within).order_by(Activity.day, Activity.id)
        return tuple(
            ActivityView(row.id, date.fromisoformat(row.day), row.title, row.place, row.people)
            for row in rows
        )
