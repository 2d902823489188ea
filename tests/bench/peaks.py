"""The most memory that commands and the window hold over a data folder: `python -m tests.bench.peaks DATA`.

Each in a process of its own, begun by this small one: what a process held before it became another counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

COMMANDS = (("queue", "--state", "pending"), ("queue",), ("queue", "--order", "newest"), ("due",))


def main() -> None:
    """Print as JSON how many MB each held. A second argument is the address of an office on a server."""
    folder, office = sys.argv[1], sys.argv[2:3]
    where = ["--data", folder, *(["--office", *office] if office else [])]
    told = {
        f"command {' '.join(one)}": _peak([sys.executable, "-m", "app.main", *where, *one])
        for one in COMMANDS
    }
    if not office:
        told["window, until its first page"] = _peak(
            [sys.executable, "-m", "tests.bench.first_paint", folder, "page"]
        )
    print(json.dumps(told))


def _peak(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
