"""Backups in the window: what one came to in a sentence, and those that begin by themselves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.errors import Refusal
from app.services.backup import state
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.translation import refusal_text, tr
from app.values import dataclass
from app.work import Work

_HOURLY = 3_600_000  # milliseconds
_SOON = 60_000  # after the window is there: whoever sits down has something else in mind


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup came to, as the window tells it."""

    proved: bool
    events: int
    damaged: int
    problems: int

    def sentence(self) -> str:
        """One sentence."""
        if self.proved:
            return tr("backup_card.done", n=self.events)
        if self.damaged:
            return tr("backup.not_whole", n=self.damaged)
        return tr("backup_card.record_unsound", n=self.problems)


def back_up_in_window(desk: Desk, folder: Path, secret: Secret | None, by: int | None, work: Work) -> Made:
    """Back up, in a job. Raises what `making.back_up` does."""
    from app.services.backup.making import back_up  # with what encrypts: not at the window's start

    proof = back_up(desk, folder, secret, by, work).proof
    return Made(proof.proved, proof.events, len(proof.damaged), len(proof.problems))


class AutomaticBackup(QObject):
    """Begins a backup when one is wanted and somebody is at the desk; a missing drive is waited for."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: jobs.Job | None = None
        self._last_refusal = ""
        self._timer = QTimer(self, interval=_HOURLY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(_SOON, self, self.look)

    def look(self) -> None:
        """Begin a backup if one is wanted, nothing runs and its folder is there."""
        member = self._context.member
        desk = self._context.desk
        if self._job is not None or member is None or not state.is_wanted(desk):
            return
        folder = state.schedule(desk).folder
        if folder is None or not folder.is_dir():
            return
        by = member.id
        self._job = jobs.run(
            lambda work: back_up_in_window(desk, folder, None, by, work),
            self._done,
            self._failed,
            owner=self,
            ended=self._ended,
        )

    def _done(self, made: Made) -> None:
        self._last_refusal = ""
        messages.say(made.sentence(), seconds=8)
        self._context.office_changed.emit()

    def _failed(self, refusal: Refusal) -> None:
        # The same trouble hour after hour is said once; the reminder stays until a backup is proved.
        if self._last_refusal != refusal.key:
            self._last_refusal = refusal.key
            messages.say(refusal_text(refusal), "error", seconds=12)

    def _ended(self) -> None:
        self._job = None
