"""Commands as a script or an IT officer runs them: by their arguments, with their output and exit status.

Most run in the process of the test, which spares starting Python and loading the rule pack some hundred
times; `own_process` runs the real program.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.main import main


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Anumodon = Callable[..., Ran]
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(data: Path, *arguments: object, stdin: str | bytes = b"") -> Ran:
    """The command on a data folder, without a display."""
    given, out, error = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3))
    given.buffer.write(stdin.encode("utf-8") if isinstance(stdin, str) else stdin)
    given.seek(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANUMODON_DATA", str(data))
        for name in _DISPLAYS:
            patch.delenv(name, raising=False)
        patch.setattr(sys, "stdin", given)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            try:
                status = main(list(map(str, arguments)))
            except SystemExit as end:  # argparse's own, after --help and --version
                status = int(end.code or 0)
    return Ran(status, _written(out), _written(error))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def run_alone(data: Path, *arguments: object, stdin: str | bytes = b"") -> Ran:
    """The same in a process of its own, without a display."""
    environment = {name: value for name, value in os.environ.items() if name not in _DISPLAYS}
    environment["ANUMODON_DATA"] = str(data)
    done = subprocess.run(
        [sys.executable, "-m", "app.main", *map(str, arguments)],
        input=stdin.encode("utf-8") if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture
def anumodon(tmp_path: Path) -> Anumodon:
    """`anumodon("queue", "--json")` on a data folder of the test's own."""
    return partial(run, tmp_path / "data")


@pytest.fixture
def own_process(tmp_path: Path) -> Anumodon:
    """`anumodon` as a process of its own each time."""
    return partial(run_alone, tmp_path / "data")


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office of one with one page, made by commands once and to be copied."""
    folder = tmp_path_factory.mktemp("office") / "data"
    for command in (
        ("office", "set", "--name-bn", "নমুনা অফিস", "--name-en", "Sample Office"),
        ("member", "add", "Rahima", "--role", "moderator"),
        ("account", "add", "sample", "--platform", "facebook", "--name", "নমুনা অফিস"),
    ):
        done = run(folder, *command)
        assert done.status == 0, done.error
    return folder


@pytest.fixture
def office(office_folder: Path, tmp_path: Path, anumodon: Anumodon) -> Anumodon:
    """`anumodon` on a copy of that office."""
    shutil.copytree(office_folder, tmp_path / "data")
    return anumodon
