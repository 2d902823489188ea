"""Long work as a value: how far it is, and whether the person still wants it.

Pure Python, so that services, checks and the archive report progress without knowing of a window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.errors import Cancelled

OnProgress = Callable[[int, int], None]
_FINE = 10_000  # steps of a work that is done in parts


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

    def part(self, begin: int, end: int) -> Work:
        """A work that is so much of this one: from `begin` to `end` percent. It stops where this one does.

        It never tells less than before, though what it is given to may count several things in turn.

        >>> Work(print).part(50, 100).step(1, 2)
        7500 10000
        """
        most = begin * _FINE // 100

        def told(done: int, total: int) -> None:
            nonlocal most
            most = max(most, (_FINE * begin + _FINE * (end - begin) * done // max(total, 1)) // 100)
            self.step(most, _FINE)

        part = Work(told)
        part._cancelled = self._cancelled
        return part
