"""Runs the checks that are due behind the window, one draft after another."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import CheckState
from app.services.posts import queue
from app.ui import jobs, messages
from app.ui.translation import refusal_text
from app.work import Work

_LATER = 61_000  # milliseconds: a little longer than a lease lasts (`services.checking.leases.SECONDS`)
_SAID_ELSEWHERE = ("record.", "database.unreachable")


class Checker(QObject):
    """Call `check_due` whenever drafts may want checking. One whose checks failed waits for `retry`.

    What another desk is checking is left to it, and looked at again once its lease would be over.

    Signals: `checked` with a draft's id, `progress` with draft, steps done and in all, `idle` when nothing
    is left and something was done.
    """

    checked = Signal(int)
    progress = Signal(int, int, int)
    idle = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._due: list[int] = []
        self._failed: set[int] = set()
        self._opened: set[int] = set()
        self._busy = False
        self._asked_again = False
        self._did_something = False
        self._first: int | None = None
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self.check_due)

    def check_due(self) -> None:
        """Look for drafts to check, and check them."""
        if self._busy:
            self._asked_again = True
            return
        self._busy = True
        self._asked_again = False
        jobs.run(
            lambda _work: self._waiting(),
            done=self._take,
            failed=self._stop,
            ended=self._next,
            owner=self,
        )

    def prefer(self, draft_id: int, *, stale: bool = False) -> None:
        """Check this draft next, if it is due: somebody looks at it.

        `stale`: check it also where this desk had its turn and another checked it by other rules since.
        """
        self._first = draft_id
        if stale:
            self._opened.add(draft_id)
            self.check_due()

    def retry(self, draft_id: int) -> None:
        """Check a draft again whose checks failed, or that was changed."""
        self._failed.discard(draft_id)
        self.prefer(draft_id)
        self.check_due()

    def _waiting(self) -> list[int]:
        # Imported on the worker: the checks and their rules take longer than the first page may.
        from app.services.checking import draft_checks

        return draft_checks.waiting(self._desk, frozenset(self._opened))

    def _check(self, draft_id: int, work: Work) -> CheckState | None:
        from app.services.checking import draft_checks

        if not draft_checks.check_waiting(self._desk, draft_id, work):
            return None
        return queue.draft(self._desk, draft_id).checks.state

    def _on_checked(self, draft_id: int, state: CheckState | None) -> None:
        if state is None:
            self._later.start()
            return
        self._did_something = True
        if state is CheckState.FAILED:
            self._failed.add(draft_id)
        self.checked.emit(draft_id)

    def _take(self, due: list[int]) -> None:
        self._due = [draft_id for draft_id in due if draft_id not in self._failed]

    def _stop(self, refusal: Refusal) -> None:
        """This desk can keep nothing now: what is left waits, rather than be refused one by one.

        What the strip on top or the message about the server says already is not said again.
        """
        self._due = []
        if not refusal.key.startswith(_SAID_ELSEWHERE):
            messages.say(refusal_text(refusal), "error")

    def _next(self) -> None:
        if self._asked_again:
            self._busy = False
            self.check_due()
            return
        if not self._due:
            self._busy = False
            if self._did_something:
                self._did_something = False
                self.idle.emit()
            return
        draft_id = self._first if self._first in self._due else self._due[0]
        assert draft_id is not None
        self._due.remove(draft_id)
        self._opened.discard(draft_id)
        jobs.run(
            lambda work: self._check(draft_id, work),
            done=lambda state: self._on_checked(draft_id, state),
            failed=self._stop,
            progress=lambda done, total: self.progress.emit(draft_id, done, total),
            ended=self._next,
            owner=self,
        )
