"""The real command in a process of its own, as a script or an IT officer runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Anumodon = Callable[..., Ran]


@pytest.fixture
def anumodon(tmp_path: Path) -> Anumodon:
    """`anumodon("queue", "--json")` on a data folder of the test's own."""

    def run(*arguments: str | Path, stdin: str | bytes = b"") -> Ran:
        environment = {
            name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
        }
        environment.pop("QT_QPA_PLATFORM", None)
        environment["ANUMODON_DATA"] = str(tmp_path / "data")
        done = subprocess.run(
            [sys.executable, "-m", "app.main", *map(str, arguments)],
            input=stdin.encode("utf-8") if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=environment,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run
