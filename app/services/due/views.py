"""What the reminders hand out: frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.i18n import Bilingual
from app.services.base.due_dates import Standing
from app.services.base.enums import (
    DueAction,
    DueKind,
    RotationReason,
)
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class AccountRef:
    """Which account something is about."""

    id: int
    platform: str
    handle: str


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder. `key` stays the same until it is settled, and is what a snooze names.

    `at_once` says why a password is due whatever its date. `n` counts what it is about where that is several.
    `snoozed_until` is there while it is put off; `snoozes_left` says how often it may be again.
    """

    key: str
    kind: DueKind
    standing: Standing
    text: Bilingual
    action: DueAction
    account: AccountRef | None = None
    credential_id: int | None = None
    draft_id: int | None = None
    member_id: int | None = None
    response_id: int | None = None
    clause: str = ""
    n: int = 1
    at_once: RotationReason | None = None
    snoozed_until: date | None = None
    snoozes_left: int = 0

    @property
    def state(self) -> str:
        return self.standing.state

    @property
    def due(self) -> date | None:
        return self.standing.due

    @property
    def days(self) -> int | None:
        return self.standing.days

    @property
    def account_id(self) -> int | None:
        return self.account.id if self.account is not None else None


def pressing(rows: Iterable[Due]) -> tuple[Due, ...]:
    """Those not put off."""
    return tuple(row for row in rows if row.snoozed_until is None)
