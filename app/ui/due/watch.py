"""Looks every few minutes at what is due, for the strip, the page and the desktop's notifications."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.due import reminders
from app.services.due.views import Due
from app.services.record.ledger import end_trouble
from app.ui import jobs
from app.ui.context import Context
from app.ui.due.notify import notify
from app.ui.translation import language, tr

NOTIFY, NOTIFIED = "notify", "notified"
_MINUTES = 10  # often enough for a day that ends while the window is open
_URGENT = ("due", "overdue")


@dataclass(frozen=True, slots=True)
class _Found:
    rows: tuple[Due, ...]
    unsigned: bool
    trouble: Refusal | None


class DueWatch(QObject):
    """`changed` comes when what is due was read anew; `rows` is that, those put off among them.

    `trouble` is why nothing can be written into the record: somebody changed it, or put an older one back.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: tuple[Due, ...] = ()
        self.unsigned = False
        self.trouble: Refusal | None = None
        self._timer = QTimer(self, interval=_MINUTES * 60_000)
        self._timer.timeout.connect(self.read)
        self._timer.start()
        context.drafts_changed.connect(self.read)
        context.office_changed.connect(self.read)

    @property
    def pressing(self) -> tuple[Due, ...]:
        """Those not put off."""
        return reminders.pressing(self.rows)

    def read(self) -> None:
        """Look again, away from the window's thread: whether there is a keyring may take seconds."""
        desk = self._context.desk
        jobs.run(
            lambda _work: _Found(
                reminders.due(desk, reminders.today()), desk.keys.signer() is None, end_trouble(desk)
            ),
            self._take,
            owner=self,
        )

    def _take(self, found: _Found) -> None:
        self.rows, self.unsigned, self.trouble = found.rows, found.unsigned, found.trouble
        self.changed.emit()
        self._notify()

    def _notify(self) -> None:
        """Tell the desktop of what is due today or late, each at most once a day."""
        desk = self._context.desk
        if desk_settings.get(desk, NOTIFY, "1") != "1":
            return
        notified, today = _notified(desk), reminders.today().isoformat()
        new = [row for row in self.pressing if row.state in _URGENT and notified.get(row.key) != today]
        if not new:
            return
        kept = {row.key: notified.get(row.key, "") for row in self.rows} | {row.key: today for row in new}
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


def until(days: int) -> date:
    """The day that is so many days ahead in Dhaka."""
    return date.fromordinal(reminders.today().toordinal() + days)
