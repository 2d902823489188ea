"""Everything that is due on a day, the most pressing first, and putting a reminder off.

The strip of the window, its page and `anumodon due` all show this.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from app.bangla.dates import local
from app.errors import Refusal
from app.models.tables import Account, Snooze
from app.services.base.clock import day_of, now
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState
from app.services.base.enums import AccountKind, DueKind, RotationReason
from app.services.due.account_reminders import checklists, hand_overs, quiet, rotations
from app.services.due.disposal_reminders import disposals
from app.services.due.response_reminders import responses
from app.services.due.views import Due
from app.services.due.work_reminders import (
    anchors,
    awareness,
    backups,
    clock,
    failed_checks,
    fixity,
    report,
    tasks,
    undecided,
    unpublished,
    waiting_proposals,
)
from app.services.record.ledger import create, record
from app.services.record.roles import active_member, decider, decider_or_desk
from app.services.secrets.rotation import statuses
from app.values import replace

LONGEST_SNOOZE = 7  # days
SNOOZES_IN_A_ROW = 3
_KINDS = tuple(DueKind)
_STATES = (DueState.OVERDUE, DueState.DUE, DueState.SOON)


def today() -> date:
    """The day it is in Dhaka."""
    return local(datetime.now(UTC)).date()


def due(desk: Desk, on: date) -> tuple[Due, ...]:
    """All reminders of a day in Dhaka, those put off among them. Never touches the keyring.

    The order: a clock moved back, compromised passwords, those that one who left knew, then what is overdue,
    due and soon due.
    """
    with desk.store.read():
        passwords = statuses(desk, on)
        changes = list(rotations(passwords, on))
        reported = {row.account_id for row in changes if row.account_id is not None}
        found = [
            *clock(on),
            *waiting_proposals(on),
            *changes,
            *hand_overs(desk, on),
            *failed_checks(on),
            *responses(on),
            *undecided(on),
            *unpublished(on),
            *report(on),
            *tasks(on),
            *backups(desk, on),
            *anchors(on),
            *disposals(desk, on),
            *awareness(on),
            *fixity(on),
            *checklists(desk, on, passwords, reported),
            *quiet(on),
        ]
        return tuple(sorted(_with_snoozes(found, on), key=_pressing))


def snooze(desk: Desk, key: str, until: date, by: int | None) -> None:
    """Put a reminder off until a day, at most a week ahead and three times in a row, as an event.

    It comes back by itself when it becomes overdue.
    Raises `Refusal` for a reminder that is not there, one that may not be put off (what is overdue, a
    compromised password, a clock moved back), too long or too often, and for a drafter, but of their own
    personal account.
    """
    on = today()
    with desk.store.write():
        row = next((one for one in due(desk, on) if one.key == key), None)
        if row is None:
            raise Refusal("due.not_there", reminder=key)
        _refuse_others(row, by)
        if not _may_wait(row):
            raise Refusal("due.cannot_wait")
        most = longest_snooze(row, on)
        if not on < until <= on + timedelta(days=most):
            raise Refusal("due.too_long", most=most)
        if not row.snoozes_left:
            raise Refusal("due.too_often", most=SNOOZES_IN_A_ROW)
        kept = create(Snooze, reminder=key, until=until.isoformat(), member=by, at=now())
        record(desk, "reminder.snoozed", kept, by=by)


def longest_snooze(row: Due, on: date) -> int:
    """For how many days a reminder that may wait can be put off on a day: no further than it is late."""
    if row.due is None:
        return LONGEST_SNOOZE
    return min(LONGEST_SNOOZE, (row.due - on).days + 1)


def _refuse_others(row: Due, by: int | None) -> None:
    if by is None:
        decider_or_desk(None)
        return
    account = Account.get_by_id(row.account_id) if row.account_id is not None else None
    if account is not None and account.kind == AccountKind.PERSONAL and account.owner == by:
        active_member(by)
    else:
        decider(by)


def _may_wait(row: Due) -> bool:
    if row.kind is DueKind.CLOCK or row.at_once is RotationReason.COMPROMISED:
        return False
    return row.state != DueState.OVERDUE


def _with_snoozes(rows: Iterable[Due], on: date) -> list[Due]:
    """Each row with how long it is put off, and how often it may be again since it is told."""
    kept: dict[str, list[Snooze]] = {}
    for row in Snooze.select().order_by(Snooze.id):
        kept.setdefault(row.reminder, []).append(row)
    return [_with_snooze(row, kept.get(row.key, ()), on) for row in rows]


def _with_snooze(row: Due, snoozes: Iterable[Snooze], on: date) -> Due:
    since = row.standing.since
    counted = [one for one in snoozes if day_of(one.at) >= since]
    if not _may_wait(row):
        return replace(row, snoozed_until=None, snoozes_left=0)
    until = date.fromisoformat(counted[-1].until) if counted else None
    return replace(
        row,
        snoozed_until=until if until is not None and until > on else None,
        snoozes_left=max(SNOOZES_IN_A_ROW - len(counted), 0),
    )


def _pressing(row: Due) -> tuple[int, int, int, int, str]:
    at_once = 2
    if row.kind is DueKind.CLOCK:
        at_once = 0
    elif row.at_once is not None:
        at_once = 0 if row.at_once is RotationReason.COMPROMISED else 1
    days = row.days if row.days is not None else 0
    return at_once, _STATES.index(row.state), _KINDS.index(row.kind), days, row.key
