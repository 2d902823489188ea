"""What a person waits for, over an office of few posts and of many: it must not grow with what is decided.

`python -m tests.bench.growth --both --sizes 1000 3000 1000000` prints a line for each thing, for an office in
a folder and for one on PostgreSQL (`--server`: for that alone). It is CPU time, with a server that of its
processes too; the least of some rounds. The aim is `AIM` times the cost at the
smallest, but for what reads everything by what it is (`WHOLE`), which `--waited` leaves out.

Lists are compared with lists as long: the newest posts of a folder of any size come with enough letters and
responses to fill theirs, of the archive's list as many are asked for as the smallest folder has, and the
window's is compared from the first size that fills it. A million posts are 9 GB in `build/`, written once, in
some 800 s of CPU.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

SIZES = (1_000, 3_000, 100_000)  # a million is asked for by `--sizes`
SERVER_SIZES = (1_000, 3_000, 10_000)
LEAST = 1_000  # posts of a folder: with fewer its lists are not full, and of few nothing is approved
AIM = 1.5
KEPT_ONCE = "tree kept for the first time"
WHOLE = frozenset({"command queue, all", "audit", KEPT_ONCE, "history, not approved"})


# The window's list is full (2,000 of what is over) from some 2,500 posts on: compared from there.
FILLS = ("pill published", "pill all", "search, ", "list, ", "list counted, ", "archive list, a common word")
FULL = 2_500


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description="Cost by posts.")
    parser.add_argument("--sizes", type=folder_size, nargs="+", default=None)
    parser.add_argument("--server", action="store_true", help="on PostgreSQL, and not in a folder")
    parser.add_argument("--both", action="store_true", help="in a folder, and then on PostgreSQL")
    parser.add_argument("--waited", action="store_true", help="only what a person waits for")
    parser.add_argument("--kept", type=Path, help="a folder in which the server stays, for the next time")
    parser.add_argument("--one", type=Path, help="one folder's figures as JSON, in a process of its own")
    parser.add_argument("--office", default="", help="the address of its office on a server")
    options = parser.parse_args()
    if options.one is not None:
        _measure(options.one, options.office, waited=options.waited)
    else:
        for server in (False, True) if options.both else (options.server,):
            sizes = options.sizes or (SERVER_SIZES if server else SIZES)
            bench_growth(sizes, server=server, waited=options.waited, kept=options.kept)


def folder_size(written: str) -> int:
    """How many posts a folder has, as an argument; argparse says what is wrong with one too small."""
    posts = int(written)
    if posts < LEAST:
        raise argparse.ArgumentTypeError(f"{written} posts are too few, the least is {LEAST}")
    return posts


def bench_growth(
    sizes: Sequence[int], *, server: bool = False, waited: bool = False, kept: Path | None = None
) -> None:
    """Print a line for each thing a person waits for: milliseconds at each size, and times the smallest.

    And one for each peak of memory, in MB.
    """
    found, peaks = [], []
    for size in sizes:
        with _office(size, server=server, kept=kept) as (folder, office):
            of_it = ["--one", str(folder), "--office", office, *(["--waited"] if waited else [])]
            found.append(_told("tests.bench.growth", *of_it))
            peaks.append(_told("tests.bench.peaks", str(folder), *([office] if office else [])))
    title = "CPU time with PostgreSQL, by posts" if server else "CPU time by posts decided"
    _table(title, sizes, found, "ms", 1000)
    _table("most memory held", sizes, peaks, "MB", 1)


def _told(module: str, *arguments: str) -> dict[str, float]:
    """What a process of its own tells in the last line of its output."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def _table(title: str, sizes: Sequence[int], found: list[dict[str, float]], unit: str, times: int) -> None:
    heads = "".join(f"{size:>14,}" for size in sizes)
    print(f"\n{title:38}{heads}{'growth':>10}{'aim':>6}")
    full = next((place for place, size in enumerate(sizes) if size >= FULL), 0)
    for name in found[0]:
        first = full if name.startswith(FILLS) else 0
        figures = "".join(f"{times * one[name]:11,.1f} {unit}" for one in found)
        growth = found[-1][name] / max(found[first][name], 1e-4)
        aim = "" if name in WHOLE else f"{AIM:6}{'' if growth <= AIM else ' missed'}"
        print(f"{name:38}{figures}{growth:9.1f}×{aim}{' (full lists)' if first else ''}", flush=True)


@contextmanager
def _office(size: int, *, server: bool, kept: Path | None) -> Iterator[tuple[Path, str]]:
    from tests.bench.grown import grown_folder
    from tests.bench.on_server import carried, office_server

    if not server:
        yield grown_folder(size), ""
        return
    with office_server(kept and kept.absolute()) as running, tempfile.TemporaryDirectory() as home:
        os.environ["PGPASSWORD"] = running.password
        yield Path(home) / "desk", str(carried(running, size))


def _measure(folder: Path, office: str, *, waited: bool) -> None:
    from app.services.base.desk import open_desk
    from tests.bench.bulk import keep_key
    from tests.services.memory_keyring import memory_keyring

    with memory_keyring():
        desk = open_desk(folder, office)
        keep_key(desk)
        seconds = partial(_with_server, office.rpartition("/")[2]) if office else _cpu
        told = {"start, to the first paint": _start(folder)}
        try:
            from tests.bench.growth_steps import steps

            with tempfile.TemporaryDirectory() as out:
                for name, rounds, step in steps(desk, Path(out)):
                    if waited and name in WHOLE:
                        if name == KEPT_ONCE:
                            step()  # an export does not wait for it again
                        continue
                    told[name] = min(seconds(step) for _ in range(rounds))
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


def _cpu(step: Callable[[], object]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


def _with_server(database: str, step: Callable[[], object]) -> float:
    """The CPU time of a step here and in the server's processes for a database (Linux).

    Elapsed time tells of others on the machine: a step goes back and forth many times.
    """
    before = _of_server(database)
    here = _cpu(step)
    return here + (_of_server(database) - before)


def _of_server(database: str) -> float:
    """Seconds that the server's processes with a connection to a database have been running."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            title = (process / "cmdline").read_bytes()
            if title.startswith(b"postgres:") and f" {database} ".encode() in title:
                total += int((process / "schedstat").read_text().split()[0])
    return total / 1e9


if __name__ == "__main__":
    main()
