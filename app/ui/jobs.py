"""The only file with threads: work goes out, its result comes back on the GUI thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from app.errors import Cancelled, Refusal
from app.ui import messages
from app.ui.garbage_collection import Collector
from app.ui.translation import refusal_text
from app.work import Work

T = TypeVar("T")


@dataclass(eq=False)
class Job:
    """A piece of work under way. `cancel` asks it to stop at its next step."""

    owner: QObject
    done: Callable[[Any], None]
    failed: Callable[[Refusal], None] | None
    progress: Callable[[int, int], None] | None
    ended: Callable[[], None] | None
    work: Work = field(init=False)
    _latest: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.work = Work(self._step)

    def cancel(self) -> None:
        self.work.cancel()

    def _step(self, done: int, total: int) -> None:
        # One notice on its way at a time: a fast loop must not flood the window's event queue.
        waiting = self._latest is not None
        self._latest = (done, total)
        if not waiting:
            _mailbox.arrived.emit(self._show_progress)

    def _show_progress(self) -> None:
        latest, self._latest = self._latest, None
        if not isValid(self.owner):
            self.cancel()
        elif self.progress is not None and latest is not None and not self.work.cancelled:
            self.progress(*latest)

    def _finish(self, outcome: object, error: Exception | None) -> None:
        _running.discard(self)
        if not isValid(self.owner):
            return
        try:
            if error is None:
                self.done(outcome)
            elif isinstance(error, Refusal):
                (self.failed or _tell)(error)
            elif not isinstance(error, Cancelled):
                # Our bug: the window's hook shows the report and writes the log.
                sys.excepthook(type(error), error, error.__traceback__)
        finally:
            if self.ended is not None and isValid(self.owner):
                self.ended()


class _Mailbox(QObject):
    """Lives on the GUI thread; what workers post is called there."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._deliver)
        self._collector: Collector | None = None
        self._held: list[Callable[[], None]] | None = None

    def keep_collecting_here(self) -> None:
        """See to it that no worker is the one to destroy a widget."""
        if self._collector is None:
            self._collector = Collector(self)

    def hold(self) -> None:
        if self._held is None:
            self._held = []

    def let_go(self) -> None:
        held, self._held = self._held or (), None
        for work in held:
            self.start(work)

    def start(self, work: Callable[[], None]) -> None:
        if self._held is not None:
            self._held.append(work)
        else:
            QThreadPool.globalInstance().start(work)

    def _deliver(self, call: Callable[[], None]) -> None:
        call()


_mailbox = _Mailbox()
_running: set[Job] = set()


def run(
    work_fn: Callable[[Work], T],
    done: Callable[[T], None],
    failed: Callable[[Refusal], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    owner: QObject,
    ended: Callable[[], None] | None = None,
) -> Job:
    """Run `work_fn` on a worker thread.

    All callbacks come on the GUI thread and never after `owner` was destroyed: `done` with the result;
    `failed` with a `Refusal` (without it the refusal's sentence is shown); `progress` with units done and
    in all; `ended` last, however it went, cancelling included. A bug goes to `sys.excepthook`.
    """
    _mailbox.keep_collecting_here()
    job = Job(owner, done, failed, progress, ended)
    _running.add(job)
    _mailbox.start(lambda: _work(job, work_fn))
    return job


def run_once(
    what: str,
    work_fn: Callable[[Work], T],
    done: Callable[[T], None],
    failed: Callable[[Refusal], None] | None = None,
    *,
    owner: QObject,
) -> None:
    """Run `work_fn` as `run` does, unless `owner` still waits for the same, which `what` names.

    For what a second click or press must not do again. What is shown afterwards is best read by `work_fn`
    too: until `done` has put it on screen, the button that asked is still there.
    """
    under_way = f"under_way_{what}"
    if owner.property(under_way):
        return

    def ended() -> None:
        owner.setProperty(under_way, False)

    owner.setProperty(under_way, True)
    run(work_fn, done, failed, owner=owner, ended=ended)


def hold() -> None:
    """Let jobs wait until `let_go`: workers would take Python's lock from the window's first paint."""
    _mailbox.keep_collecting_here()
    _mailbox.hold()


def let_go() -> None:
    """Begin the jobs that wait, and every later one at once."""
    _mailbox.let_go()


def stop_all() -> None:
    """Cancel what runs and wait for it: before the window's data folder is closed."""
    for job in tuple(_running):
        job.cancel()
    let_go()
    QThreadPool.globalInstance().waitForDone()


def _work(job: Job, work_fn: Callable[[Work], object]) -> None:
    outcome: object = None
    error: Exception | None = None
    try:
        outcome = work_fn(job.work)
    except Exception as problem:  # noqa: BLE001 - handed over whole to the GUI thread, which tells it
        error = problem
    _mailbox.arrived.emit(lambda: job._finish(outcome, error))


def _tell(refusal: Refusal) -> None:
    messages.say(refusal_text(refusal), "error")


def busy() -> bool:
    """Whether any work is under way or its result not yet delivered."""
    return bool(_running)
