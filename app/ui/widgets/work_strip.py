"""A progress strip with the work it shows: one piece at a time, stopped by its button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import Refusal
from app.ui import jobs
from app.ui.translation import tr
from app.ui.widgets.progress_strip import ProgressStrip
from app.work import Work

T = TypeVar("T")


class WorkStrip(ProgressStrip):
    """`busy_changed` with True when work begins and with False when it has ended, however it went."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: jobs.Job | None = None
        self.cancelled.connect(self.cancel)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def work(
        self,
        saying: str,
        work_fn: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Show `saying` while `work_fn` runs on a worker; `done` and `failed` as in `jobs.run`."""
        self.start(saying, tr("button.stop"))
        self._job = jobs.run(work_fn, done, failed, self.show_progress, owner=self, ended=self._ended)
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Stop what runs at its next step: what was half written is removed by it."""
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.stop()
        self.busy_changed.emit(False)
