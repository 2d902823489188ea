"""Reads posts and makes their copies ahead of the writer, with as many decoders as there are cores.

One of the few places with threads beside the window's jobs: each waits for a decoder process of its own, and
all end with the export.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import TypeVar

from app.media.decoder import Decoder
from app.services.base.desk import Desk

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2  # for each decoder: what waits in memory for the writer


def map_ahead(
    desk: Desk, items: Iterable[T], most: int, read: Callable[[Decoder, T], R]
) -> Iterator[Future[R]]:
    """What `read` makes of each of `most` items, in order, as futures that are done when they are asked for.

    `read` is called in several threads at once, each with a decoder that no other uses meanwhile. `items` are
    taken as they are needed, by the thread that asks.
    """
    count = max(1, min(os.cpu_count() or 1, most))
    free: SimpleQueue[Decoder] = SimpleQueue()
    with ExitStack() as stack:
        for _ in range(count):
            free.put(stack.enter_context(desk.decoder.twin()))
        # Closed before the decoders are: what still runs has to end first.
        workers = stack.enter_context(ThreadPoolExecutor(count, "copies"))

        def one(item: T) -> R:
            decoder = free.get()
            try:
                return read(decoder, item)
            finally:
                free.put(decoder)

        waiting: deque[Future[R]] = deque()
        left = iter(items)
        try:
            for item in left:
                waiting.append(workers.submit(one, item))
                if len(waiting) >= _AHEAD * count:
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        finally:
            for future in waiting:
                future.cancel()


def _done(future: Future[R]) -> Future[R]:
    future.exception()  # waits; whoever asks for the result gets what was raised
    return future
