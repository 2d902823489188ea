"""Looks every few minutes at what is due, for the strip, the page and the desktop's notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refusal
from app.services.due.views import Due, pressing
from app.ui import jobs
from app.ui.context import Context
from app.work import Work

if TYPE_CHECKING:
    from app.ui.due.look import Found

_MINUTES = 10  # often enough for a day that ends while the window is open


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
        self.responses = (0, 0)  # how many are to be answered, and how many of them are overdue
        self._asked = self._taken = 0  # looks begun, and the newest of them that was taken
        self._timer = QTimer(self, interval=_MINUTES * 60_000)
        self._timer.timeout.connect(self.read)
        self._timer.start()
        context.drafts_changed.connect(self.read)
        context.office_changed.connect(self.read)

    @property
    def pressing(self) -> tuple[Due, ...]:
        """Those not put off."""
        return pressing(self.rows)

    @property
    def waiting(self) -> tuple[int, int]:
        """How many are not put off, and how many of them are overdue."""
        return len(self.pressing), sum(
            row.state == "overdue" or row.at_once is not None for row in self.pressing
        )

    def read(self) -> None:
        """Look again, away from the window's thread: whether there is a keyring may take seconds."""
        desk = self._context.desk
        self._asked += 1
        asked = self._asked

        def find(_work: Work) -> Found:
            from app.ui.due.look import look  # here, on the worker: it takes longer than the first paint may

            return look(desk)

        jobs.run(find, lambda found: self._take(found, asked), owner=self)

    def _take(self, found: Found, asked: int) -> None:
        if asked < self._taken:
            return  # looks run side by side: this one saw less than what is shown
        self._taken = asked
        from app.ui.due.look import announce  # loaded by the look

        self.rows, self.unsigned, self.trouble = found.rows, found.unsigned, found.trouble
        self.responses = (found.responses.waiting, found.responses.late)
        self.changed.emit()
        announce(self._context.desk, self.rows)
