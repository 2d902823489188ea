"""Files on their way between this desk and the office's server, for whoever shows how far they are."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.errors import Cancelled

SHOWN_FROM = 4 << 20  # bytes: what is smaller is there before anybody could read how far it is


class Transfer:
    """One file on its way. Safe to cancel from another thread."""

    def __init__(self, *, sending: bool, total: int, on_step: Callable[[Transfer], None] | None) -> None:
        """`total` in bytes; `on_step` is called with each step, on the thread that carries the file."""
        self.sending = sending
        self.total = total
        self.done = 0
        self.ended = False
        self._on_step = on_step if total >= SHOWN_FROM else None
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask it to stop at its next piece."""
        self._cancelled.set()

    def wait(self, seconds: float) -> None:
        """Wait, unless somebody stops it."""
        self._cancelled.wait(seconds)

    def step(self, done: int) -> None:
        """So many bytes are there. Raises `Cancelled` if a person stopped it."""
        if self._cancelled.is_set():
            raise Cancelled
        self.done = done
        self._tell()

    def end(self) -> None:
        """It is over, however it went."""
        self.ended = True
        self._tell()

    def _tell(self) -> None:
        if self._on_step is not None:
            self._on_step(self)
