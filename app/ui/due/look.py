"""One look at what is due, and telling the desktop of it.

Loaded on the watch's worker: the reminders and the record bring much that the first paint can do without.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.due import reminders
from app.services.due.views import Due, pressing
from app.services.record.outside import trouble
from app.services.responses import listing
from app.services.responses.listing import ShowResponses, WantedResponses
from app.ui.due.notify import notify
from app.ui.translation import language, tr
from app.values import dataclass

NOTIFY, NOTIFIED = "notify", "notified"
_URGENT = ("due", "overdue")


@dataclass(frozen=True, slots=True)
class ResponsesWaiting:
    """How many citizens' responses are to be answered, and how many of them are overdue."""

    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Found:
    """`rows` is what is due; `unsigned`: there is no keyring; `trouble`: why nothing can be recorded."""

    rows: tuple[Due, ...]
    unsigned: bool
    trouble: Refusal | None
    responses: ResponsesWaiting


def look(desk: Desk) -> Found:
    """What is due today. Whether there is a keyring may take seconds."""
    counted = listing.counts(desk, WantedResponses())
    waiting = ResponsesWaiting(counted[ShowResponses.WAITING], counted[ShowResponses.LATE])
    rows = reminders.due(desk, reminders.today())
    return Found(rows, desk.keys.signer() is None, trouble(desk), waiting)


def announce(desk: Desk, rows: Sequence[Due]) -> None:
    """Tell the desktop of what is due today or late, each at most once a day."""
    if desk_settings.get(desk, NOTIFY, "1") != "1":
        return
    notified, today = _notified(desk), reminders.today().isoformat()
    new = [row for row in pressing(rows) if row.state in _URGENT and notified.get(row.key) != today]
    if not new:
        return
    kept = {row.key: notified.get(row.key, "") for row in rows} | {row.key: today for row in new}
    desk_settings.set_(desk, NOTIFIED, json.dumps(kept))
    more = f" · {tr('reminder.more', n=len(new) - 1)}" if len(new) > 1 else ""
    notify(tr("due_page.title"), f"{new[0].text.in_(language())}{more}")


def _notified(desk: Desk) -> dict[str, str]:
    """By key, the day a reminder was last told of."""
    try:
        kept = json.loads(desk_settings.get(desk, NOTIFIED, "{}"))
    except ValueError:  # not ours any more: it is told once too often
        return {}
    return {str(key): str(day) for key, day in kept.items()} if isinstance(kept, dict) else {}
