"""The table of commands: each one that is offered is there, and its function loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.parser import ARGUMENTS
from app.cli.run import AT_DESK, BARE, function
from app.main import main

ELSEWHERE = {"demo"}  # the composition root runs it
HEAVY = {
    *("cv2", "numpy", "PIL", "cryptography", "yaml", "regex", "argon2", "keyring", "PySide6"),
    *("app.checks.text.rules", "app.checks.photo.engine"),
}


def test_every_command_has_its_function() -> None:
    assert {*BARE, *AT_DESK, *ELSEWHERE} == set(ARGUMENTS)
    assert not BARE.keys() & AT_DESK.keys()


@pytest.mark.parametrize("place", [*BARE.values(), *AT_DESK.values()])
def test_the_function_of_a_command_loads(place: str) -> None:
    assert callable(function(place))


@pytest.mark.parametrize("command", ["due", "queue"])
def test_a_command_that_only_reads_loads_nothing_heavy(command: str, tmp_path: Path) -> None:
    assert main(["member", "add", "Rahima", "--data", str(tmp_path / "data")]) == 0
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "app.main", command, "--data", str(tmp_path / "data")],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines() if "|" in line}
    assert "app.services.base.desk" in loaded
    assert loaded.isdisjoint(HEAVY)
