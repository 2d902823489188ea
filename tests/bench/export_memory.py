"""Memory of an export of few posts and of many: it must not grow with them.

`python -m tests.bench.export_memory 1000 20000` prints a line for each number of posts. In December 2026 it
was 95 MB with 851 approved posts and 97 MB with 17,951, of which 74 MB are there before an export begins.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.grown import grown_folder
from tests.bench.record import peak_memory

SIZES = (1_000, 20_000)


def bench_export_memory(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the most memory that an export held, in a process of its own, and its CPU time."""
    print(f"\n{'export':30}{'archive':>12}{'CPU':>12}{'memory before':>16}{'peak':>10}")
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.export_memory", "--one", str(grown_folder(size))]
        told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        one = json.loads(told.stdout.splitlines()[-1])
        archive, memory = f"{one['size'] >> 20:9} MB", f"{one['before']:13.0f} MB{one['peak']:7.0f} MB"
        posts = f"{one['posts']:,} posts"
        print(f"{posts:30}{archive}{one['cpu']:10.1f} s{memory}", flush=True)


def _export(folder: Path) -> None:
    import time

    from app.services.base.desk import open_desk
    from app.services.posts import archive
    from app.work import Work
    from tests.bench.bulk import keep_key
    from tests.services.memory_keyring import memory_keyring

    with memory_keyring(), tempfile.TemporaryDirectory() as out:
        desk = open_desk(folder)
        try:
            keep_key(desk)
            before, begun = peak_memory(), time.process_time()
            made = archive.export(desk, Path(out) / "archive.zip", work=Work())
            cpu = time.process_time() - begun
        finally:
            desk.close()
    told = {"posts": made.posts, "size": made.size, "cpu": cpu, "before": before, "peak": peak_memory()}
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _export(Path(sys.argv[2]))
    else:
        bench_export_memory(tuple(map(int, sys.argv[1:])) or SIZES)
