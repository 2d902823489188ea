"""When a password has to be changed. Rules on dates alone, and the one verb that makes it due at once.

Knows no service above the record, so that the office's services may call it when a member leaves.
Dates are days in Asia/Dhaka.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.models.tables import Credential
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason
from app.services.record.ledger import change, record

# The guideline names no period. Three months is what the Ministry of Public Administration's memo
# 05.00.0000.217.16.052.17.29 of 5 August 2022 asks for government e-mail.
DEFAULT_DAYS = 90
# A reason for being due at once yields only to a graver one.
_GRAVITY = (RotationReason.PLATFORM_FORCED, RotationReason.PERSON_LEFT, RotationReason.COMPROMISED)


def days_between(account_days: int | None, office_days: int) -> int:
    """Days a password may be used: the account's own number, else the office's."""
    return office_days if account_days is None else account_days


def settles(changed: datetime, due_since: datetime) -> bool:
    """Whether a change of `changed` ends what is due at once since `due_since`: an earlier one does not."""
    return changed >= due_since


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
