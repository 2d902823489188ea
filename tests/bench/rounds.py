"""Times two ways of one job in turns, so that a busy moment of the machine falls on both."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def compare(
    name: str, ours: Callable[[], object], bare: Callable[[], object], items: int, rounds: int
) -> None:
    """Run both once unmeasured, then `rounds` times in turns, and print medians and their ratio.

    With more than one item, medians are of items per second, else of milliseconds.
    """
    ours()
    bare()
    pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    tell(name, median(pair[0] for pair in pairs), median(pair[1] for pair in pairs), items)


def seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def tell(name: str, ours: float, bare: float, items: int = 1) -> None:
    """One line: seconds of ours and of the baseline, as a rate where several items were done."""
    if items > 1:
        figures = f"{items / ours:12,.0f}/s{items / bare:12,.0f}/s"
    else:
        figures = f"{1000 * ours:11,.0f} ms{1000 * bare:11,.0f} ms"
    print(f"{name:44}{figures}{ours / bare:8.1f}×")
