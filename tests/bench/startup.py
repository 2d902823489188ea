"""What starting costs in CPU time: commands against the bare interpreter, the window against an empty one.

CPU time of the whole process, the least of several runs in turns: a busy machine can only add to it.

What is left of a command, in December 2026, by instructions (`valgrind --tool=cachegrind`): `due` takes 5.9
times a bare Python, whose own start is 1 of these; 1.3 are what peewee imports (logging, socket, inspect,
uuid), 1.1 peewee and the tables, 0.8 the modules of `due`, 0.6 arguments and sentences, 0.5 opening the desk
and 38 queries. A machine takes fewer times as long, since it waits for files in both. A
first paint was 4.4 times an empty window's with the queue page in it, and is 2.4 to 2.7 times with the frame.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.services.base.enums import Outcome
from app.services.checking import draft_checks
from app.services.office.office import members
from app.services.posts import intake
from app.work import Work
from tests.eval.office import open_office
from tests.eval.real_posts import DRAFTER

ROUNDS = 7
POSTS = 100
COMMAND_AIM, WINDOW_AIM = 6, 3  # times the baseline
BARE = ("-c", "pass")
EMPTY_WINDOW = ("-m", "tests.bench.first_paint")


@dataclass(frozen=True, slots=True)
class Start:
    """Two ways to start Python, by their arguments; `aim`: how many times the baseline ours may cost."""

    name: str
    ours: Sequence[str]
    bare: Sequence[str]
    aim: int | None = None


def bench_startup() -> None:
    """Print a line for every command and for the window, over an office with checked posts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, text = folder / "data", folder / "post.txt"
        _office_with_posts(data, folder / "posts")
        text.write_text("ভূমি উন্নয়ন কর এখন অনলাইনে দেওয়া যায়।", encoding="utf-8")
        command = ("-m", "app.main", "--data", str(data))
        starts = (
            Start("anumodon due / python -c pass", (*command, "due"), BARE, COMMAND_AIM),
            Start("anumodon queue / python -c pass", (*command, "queue"), BARE, COMMAND_AIM),
            Start("anumodon check-text / python -c pass", (*command, "check-text", str(text)), BARE),
            Start(
                "import the window / import QtWidgets",
                _importing("app.ui.app"),
                _importing("PySide6.QtWidgets"),
            ),
            Start("first paint / empty window's", (*EMPTY_WINDOW, str(data)), EMPTY_WINDOW, WINDOW_AIM),
            Start("first page painted / empty window's", (*EMPTY_WINDOW, str(data), "page"), EMPTY_WINDOW),
        )
        print(f"{f'CPU time of a start, {POSTS} posts':44}{'ours':>14}{'baseline':>14}{'ratio':>9}{'aim':>6}")
        for start in starts:
            _compare(start)


def _office_with_posts(data: Path, posts: Path) -> None:
    posts.mkdir()
    for number in range(POSTS):
        text = f"পৌরসভার {number} নম্বর ওয়ার্ডে আগামী রবিবার সকাল ৯টা থেকে টিকা দেওয়া হবে।"
        (posts / f"{number:03}.txt").write_text(text, encoding="utf-8")
    desk = open_office(data)
    try:
        [author] = [member.id for member in members(desk) if member.name == DRAFTER]
        lines = intake.take_in(desk, [posts], None, Work(), author)  # a text file names nobody
        assert all(line.outcome is Outcome.TAKEN for line in lines)
        for draft_id in draft_checks.waiting(desk):
            draft_checks.check_draft(desk, draft_id, Work())
    finally:
        desk.close()


def _importing(module: str) -> tuple[str, str]:
    return "-c", f"import {module}"


def _compare(start: Start) -> None:
    pairs = [(_cpu(start.ours), _cpu(start.bare)) for _ in range(ROUNDS)]
    ours, bare = (min(pair[which] for pair in pairs) for which in (0, 1))
    aim = f"{start.aim:5}×" if start.aim is not None else f"{'–':>6}"
    print(f"{start.name:44}{1000 * ours:11,.0f} ms{1000 * bare:11,.0f} ms{ours / bare:8.1f}×{aim}")


def _cpu(arguments: Sequence[str]) -> float:
    """Seconds of CPU, of the program and of the system for it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # it would have every start compile anew
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
