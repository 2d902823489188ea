"""How long a read waits while the whole record is audited: no longer than one transaction is the aim.

By itself `make bench-reading`, which says how busy the machine is: there the longest read waits for a core.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from app.models.tables import Office
from app.services.base.desk import Desk, open_desk
from app.services.posts import queue
from app.services.record.audit import audit
from app.services.record.ledger import record
from app.work import Work
from tests.bench.record import folder_of
from tests.eval.office import open_office

EVENTS = 100_000
READS = 50
PAUSE = 0.02  # seconds between two reads: somebody at the window, not a loop that takes the processor


def bench_reading(events: int) -> None:
    """Print how long `queue.counts` takes alone and while an audit of so many events runs."""
    desk = open_desk(folder_of(events))
    try:
        _bench(desk, events)
    finally:
        desk.close()


def _transactions() -> list[float]:
    """How long each transaction takes that writes, in an office of its own: the big record stays as it is."""
    with tempfile.TemporaryDirectory() as name:
        desk = open_office(Path(name) / "data")
        try:
            return [_seconds(lambda: _write(desk)) for _ in range(READS)]
        finally:
            desk.close()


def _bench(desk: Desk, events: int) -> None:
    pause = threading.Event()
    alone = [_seconds(lambda: queue.counts(desk)) for _ in range(READS) if not pause.wait(PAUSE)]
    done, found = threading.Event(), []

    def run() -> None:
        try:
            found.append(audit(desk, Work()))
        finally:
            done.set()

    started = time.perf_counter()
    thread = threading.Thread(target=run)
    thread.start()
    meanwhile: list[float] = []
    while not done.wait(PAUSE):
        meanwhile.append(_seconds(lambda: queue.counts(desk)))
    thread.join()
    lasted = time.perf_counter() - started
    if not found or not found[0].ok:
        raise SystemExit("the audit failed")
    print(f"\n{'a read beside an audit':44}{'median':>14}{'longest':>14}")
    _tell("queue.counts alone", alone)
    _tell(f"queue.counts, audit of {events:,} events", meanwhile)
    _tell("one transaction that writes", _transactions())
    # The audit itself is one of those that run; there is no such figure on Windows.
    load = f" Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores." if hasattr(os, "getloadavg") else ""
    print(
        f"The audit took {lasted:.1f} s, with {len(meanwhile)} reads meanwhile.{load} "
        "Aim: none waits longer than one transaction."
    )


def _write(desk: Desk) -> None:
    with desk.store.write():
        record(desk, "office.changed", Office.get())


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def _tell(name: str, taken: list[float]) -> None:
    print(f"{name:44}{1000 * median(taken):11,.1f} ms{1000 * max(taken):11,.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.reading", description="A read beside an audit."
    )
    parser.add_argument("--events", type=int, default=EVENTS, help="in the record that is audited")
    bench_reading(parser.parse_args().events)


if __name__ == "__main__":
    main()
