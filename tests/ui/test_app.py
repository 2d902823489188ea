"""How the window starts: light, and with a plain word where there is no screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import MissingEnvironment
from app.ui.app import refuse_without_display

ROOT = Path(__file__).parents[2]
HEAVY = ("cv2", "numpy", "keyring", "openpyxl", "docx", "PIL")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can a screen be missing")
def test_no_screen_is_said_before_qt_can_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(MissingEnvironment, match=r"window\.no_display"):
        refuse_without_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    refuse_without_display()


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = f"import sys, app.ui.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=60
    )
    assert loaded.stdout.strip() == "[]", loaded.stderr
