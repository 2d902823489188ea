"""When a password has to be changed. Rules on dates alone, and the one verb that makes it due at once.

Knows no service above the record, so that the office's services may call it when a member leaves.
Dates are days in Asia/Dhaka.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from app.bangla.dates import DHAKA, local
from app.models.tables import Credential
from app.services.base.clock import moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason
from app.services.record.ledger import change, record

# The guideline names no period. Three months is what the Ministry of Public Administration's memo
# 05.00.0000.217.16.052.17.29 of 5 August 2022 asks for government e-mail.
DEFAULT_DAYS = 90
# A reason for being due at once yields only to a graver one.
_GRAVITY = (RotationReason.PLATFORM_FORCED, RotationReason.PERSON_LEFT, RotationReason.COMPROMISED)


class DueState(StrEnum):
    """How a due date stands on a day. AT_ONCE: compromised, or somebody who knew it left."""

    FINE = "fine"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    AT_ONCE = "at_once"


def days_between(account_days: int | None, office_days: int) -> int:
    """Days a password may be used: the account's own number, else the office's."""
    return office_days if account_days is None else account_days


def due_on(last_change: date, days: int) -> date:
    """The day by which a password last changed on `last_change` has to be changed again."""
    try:
        return last_change + timedelta(days=days)
    except OverflowError:
        return date.max


def due_state(day: date, due: date | None, lead_days: int, at_once: bool = False) -> DueState:
    """How a password due on `due` stands on `day`: soon from `lead_days` days before, overdue the day after.

    Without a due date (no change was ever recorded) nothing is late.
    """
    if at_once:
        return DueState.AT_ONCE
    if due is None or (due - day).days > lead_days:
        return DueState.FINE
    if day < due:
        return DueState.SOON
    return DueState.DUE if day == due else DueState.OVERDUE


def settles(changed: datetime, due_since: datetime) -> bool:
    """Whether a change of `changed` ends what is due at once since `due_since`: an earlier one does not."""
    return changed >= due_since


def day_of(kept: str) -> date:
    """The day in Dhaka of a kept time."""
    return local(moment(kept)).date()


def moment_of(day: date) -> datetime:
    """The moment that stands for a whole day: now for today, else noon in Dhaka."""
    this = datetime.now(UTC)
    return this if day == local(this).date() else datetime.combine(day, time(12), DHAKA)


def stamp_of(day: date) -> str:
    """`moment_of` as kept text."""
    return stamp(moment_of(day))


def due_at_once(
    desk: Desk, credential_ids: Iterable[int], reason: RotationReason, by: int | None, note: str = ""
) -> None:
    """Make credentials due at once, in one event. Those due for a graver reason keep it.

    `reason` is why: a person left, compromised, or the platform forces it. Called inside a transaction it
    joins that.
    """
    with desk.store.write():
        rows = [
            change(row, due_since=row.due_since or now(), due_reason=reason.value)
            for row in Credential.select().where(Credential.id.in_(list(credential_ids)), Credential.active)
            if not row.due_since or _gravity(reason) > _gravity(RotationReason(row.due_reason))
        ]
        if rows:
            record(desk, "credential.due_at_once", *rows, by=by, facts={"reason": reason.value, "note": note})


def usable_by(member_id: int) -> tuple[int, ...]:
    """The active credentials this member may use (or might have until they left). In a transaction."""
    return tuple(
        row.id
        for row in Credential.select().where(Credential.active)
        if not row.allowed or member_id in row.allowed
    )


def _gravity(reason: RotationReason) -> int:
    return _GRAVITY.index(reason) if reason in _GRAVITY else -1
