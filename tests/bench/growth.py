"""What a person waits for, over a folder of few posts and of many: it must not grow with what is decided.

`python -m tests.bench.growth FOLDER` measures one folder, in a process of its own. CPU time, the least of
some rounds. The aim is `AIM` times the cost at the smallest folder, but for the audit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SIZES = (1_000, 100_000)
AIM = 1.5
# What reads everything, by what it is.
_WHOLE = ("command queue, all", "audit", "tree kept for the first time", "history, not approved")


def bench_growth(sizes: Sequence[int]) -> None:
    """Print a line for each thing a person waits for: milliseconds at each size, and times the smallest."""
    from tests.bench.grown import grown_folder

    found = []
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.growth", str(grown_folder(size))]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        told = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
        found.append(json.loads(told.stdout.splitlines()[-1]))
    heads = "".join(f"{size:>14,}" for size in sizes)
    print(f"\n{'CPU time by posts decided':34}{heads}{'growth':>10}{'aim':>6}")
    for name, least in found[0].items():
        figures = "".join(f"{1000 * one[name]:11,.1f} ms" for one in found)
        aim = "" if name in _WHOLE else f"{AIM:6}"
        print(f"{name:34}{figures}{found[-1][name] / max(least, 1e-4):9.1f}×{aim}")


def _measure(folder: Path) -> None:
    from app.services.base.desk import open_desk
    from tests.bench.bulk import keep_key
    from tests.services.memory_keyring import memory_keyring

    told = {"start, to the first paint": _start(folder)}
    with memory_keyring():
        desk = open_desk(folder)
        keep_key(desk)
        try:
            from tests.bench.growth_steps import steps

            with tempfile.TemporaryDirectory() as out:
                for name, rounds, step in steps(desk, Path(out)):
                    told[name] = min(_seconds(step) for _ in range(rounds))
                    print(f"{name}: {1000 * told[name]:,.1f} ms", file=sys.stderr, flush=True)
        finally:
            desk.close()
    print(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)  # the window's threads may still be warming up


def _start(folder: Path) -> float:
    """The CPU time of the window's process until it is painted."""
    least = float("inf")
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, "-m", "tests.bench.first_paint", str(folder)], check=True)
        after = os.times()
        least = min(
            least, after.children_user + after.children_system - before.children_user - before.children_system
        )
    return least


def _seconds(step: Callable[[], object]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
