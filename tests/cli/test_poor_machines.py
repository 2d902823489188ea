"""Machines that lack something: one sentence and the right status, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Lines that take something away from the interpreter before the program starts.
NO_THREADS = """
import threading
def refuse(*_): raise RuntimeError("can't start new thread")
threading._start_new_thread = refuse
"""
NO_HOME = """
import os, pwd
def nobody(uid): raise KeyError(uid)
pwd.getpwuid = nobody
os.environ.pop("HOME", None)
"""


def run(*arguments: str | Path, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    script = f"{before}\nimport sys\nfrom app.main import main\nsys.exit(main(sys.argv[1:]))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANUMODON_", "XDG_"))}
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows knows every user's folder")
def test_without_a_home_a_folder_must_be_named(tmp_path: Path) -> None:
    lost = run("queue", before=NO_HOME)
    assert (lost.returncode, len(lost.stderr.splitlines())) == (3, 1)
    assert "--data" in lost.stderr
    assert run("queue", "--data", tmp_path / "data", before=NO_HOME).returncode == 0
    assert run("check-text", before=NO_HOME).returncode == 0


@pytest.mark.parametrize("name", ["nonsense", "keyring.backends.Nonsense", "keyring.backends.null.Nonsense"])
def test_a_misspelt_keyring_is_named(tmp_path: Path, name: str) -> None:
    said = run("doctor", "--data", tmp_path / "data", PYTHON_KEYRING_BACKEND=name)
    assert said.returncode == 1
    assert any(name in line and "PYTHON_KEYRING_BACKEND" in line for line in said.stdout.splitlines())


def test_without_threads_nothing_is_done(tmp_path: Path) -> None:
    said = run("audit", "--data", tmp_path / "data", before=NO_THREADS)
    assert (said.returncode, said.stdout, len(said.stderr.splitlines())) == (3, "", 1)
