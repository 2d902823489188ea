"""Calls into something that may hang, each with a time limit and never more than one at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_AGAIN = 1.0  # seconds that later calls wait for one that was given up: its caller's patience counts for all


class TimedCalls:
    """Runs one call at a time on a thread of its own.

    A call that hangs cannot be ended from outside. It is left behind, and keeps all others out until it
    returns: so at most one thread hangs, however often the person tries again.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._hanging: threading.Thread | None = None

    def run(self, work: Callable[[], T], seconds: float, undo: Callable[[], object] | None = None) -> T:
        """What `work` returns, or raises, within `seconds`.

        Raises `TimeoutError` when it takes longer, or, sooner, when an earlier call still hangs. The caller
        was then told that nothing happened; should `work` come through later after all, `undo` takes it back.
        """
        began = time.monotonic()
        if not self._turn.acquire(timeout=seconds):
            raise TimeoutError
        try:
            if self._hanging is not None:
                self._hanging.join(max(0.0, min(_AGAIN, seconds - (time.monotonic() - began))))
                if self._hanging.is_alive():
                    raise TimeoutError
                self._hanging = None
            call = _Call(work, undo)
            thread = threading.Thread(target=call.run, name="timed call", daemon=True)
            thread.start()
            thread.join(seconds)
            if not call.collect():
                self._hanging = thread
                raise TimeoutError
        finally:
            self._turn.release()
        if call.failure is not None:
            raise call.failure
        return call.results[0]


class _Call(Generic[T]):
    """One call: either its caller collects the outcome, or gives it up and it is undone."""

    def __init__(self, work: Callable[[], T], undo: Callable[[], object] | None) -> None:
        self._work, self._undo = work, undo
        self._lock = threading.Lock()
        self._done = self._given_up = False
        self.results: list[T] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self.results.append(self._work())
        except BaseException as failure:  # noqa: BLE001 -- carried to the caller's thread, not swallowed
            self.failure = failure
        with self._lock:
            self._done = True
            late = self._given_up
        if late and self._undo is not None and self.failure is None:
            try:
                self._undo()
            except BaseException as failure:  # noqa: BLE001 -- nobody is left to tell
                self.failure = failure

    def collect(self) -> bool:
        """Whether the outcome is there. If not, the call is given up for good."""
        with self._lock:
            self._given_up = not self._done
            return self._done
