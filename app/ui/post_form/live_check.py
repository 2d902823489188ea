"""Checks the text while it is typed, off the window's thread, always only the newest."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.checks.types import PostFacts, TextReport
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.ui import jobs

_PAUSE = 250  # ms after the last key


class LiveCheck(QObject):
    """`found` gives the text that was checked and its report; typing meanwhile starts another."""

    found = Signal(str, object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: tuple[str, PostFacts] | None = None
        self._busy = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._start)

    def want(self, text: str, facts: PostFacts) -> None:
        """Check this soon; what was wanted before is forgotten."""
        self._wanted = (text, facts)
        self._pause.start()

    def _start(self) -> None:
        if self._busy or self._wanted is None:
            return
        (text, facts), self._wanted = self._wanted, None
        self._busy = True

        def tell(report: TextReport) -> None:
            self.found.emit(text, report)

        jobs.run(
            lambda work: draft_checks.live(self._desk, text, facts), done=tell, ended=self._ended, owner=self
        )

    def _ended(self) -> None:
        self._busy = False
        if not self._pause.isActive():
            self._start()
