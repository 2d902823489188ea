"""How long the check of one text may take: its rules stop at the limit, and a finding says so.

No text is known to reach it. It is there for the one nobody thought of, so that no job hangs on a post.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

# Seconds of one processor; waiting for other programs does not count. A long post takes some 0.01 s, and
# 100,000 letters written to be slow a few, so that a PC ten times slower does not stop at ordinary posts.
CHECK_SECONDS = 20.0

Item = TypeVar("Item")

# Tells seconds from any fixed moment on.
Clock = Callable[[], float]


class TimeLimit:
    """`CHECK_SECONDS` from now, by `clock`, or of this thread where None. `met` stays true once it is."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or time.thread_time
        self._end = self._clock() + CHECK_SECONDS
        # A thread has no more of a processor than passes on the wall, where looking costs next to nothing.
        self._earliest = 0.0 if clock else time.monotonic() + CHECK_SECONDS
        self.met = False

    def passed(self) -> bool:
        """Whether the time is over now."""
        if not self.met and time.monotonic() >= self._earliest:
            self.met = self._clock() >= self._end
        return self.met

    def until(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items one by one, none after the limit."""
        for item in items:
            if self.passed():
                return
            yield item
