"""How long a command takes from nothing, and the window's import, against the interpreter and Qt alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench.rounds import compare

ROUNDS = 7


def bench_startup() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "post.txt"
        text.write_text("ভূমি উন্নয়ন কর এখন অনলাইনে দেওয়া যায়।", encoding="utf-8")
        anumodon = ("-m", "app.main", "--data", str(Path(folder) / "data"))
        for name, ours, bare in (
            ("anumodon queue / python -c pass", (*anumodon, "queue"), ("-c", "pass")),
            ("anumodon check-text / python -c pass", (*anumodon, "check-text", str(text)), ("-c", "pass")),
            (
                "import the window / import QtWidgets",
                ("-c", "import app.ui.app"),
                ("-c", "import PySide6.QtWidgets"),
            ),
        ):
            compare(name, partial(_run, *ours), partial(_run, *bare), 1, ROUNDS)


def _run(*arguments: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
