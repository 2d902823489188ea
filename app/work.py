"""Long work as a value: how far it is, and whether the person still wants it.

Pure Python, so that services, checks and the archive report progress without knowing of a window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.errors import Cancelled

OnProgress = Callable[[int, int], None]


class Work:
    """Handed to every long function. Safe to cancel from another thread.

    >>> work = Work()
    >>> work.step(1, 10)
    >>> work.cancel()
    >>> work.step(2, 10)
    Traceback (most recent call last):
    app.errors.Cancelled
    """

    def __init__(self, on_progress: OnProgress | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` units are finished; raises `Cancelled` if the person stopped it."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._on_progress is not None:
            self._on_progress(done, total)
