"""The program's own identity on Windows' taskbar, which its window and its shortcut share."""

from __future__ import annotations

import logging
import re
from ctypes import c_wchar_p
from pathlib import Path

import pytest

from app.ui import taskbar

INSTALLER = Path(__file__).resolve().parents[2] / "packaging" / "windows" / "installer.nsi"


class Shell:
    """What is asked of shell32."""

    def __init__(self, answer: int) -> None:
        self.given: list[str] = []

        def give(identity: str) -> int:
            self.given.append(identity)
            return answer

        self.SetCurrentProcessExplicitAppUserModelID = give


def test_the_shortcut_has_the_identity_of_the_window() -> None:
    script = INSTALLER.read_text("utf-8")
    assert re.findall(r'^!define IDENTITY "(.+?)"', script, re.MULTILINE) == [taskbar.IDENTITY]
    assert re.fullmatch(r"[A-Za-z]+\.[A-Za-z]+", taskbar.IDENTITY), "no spaces, at most 128 signs"
    made = re.search(r'CreateShortcut "(\S+ \(Anumodon\)\.lnk)".*\n\s+(.*)', script)
    assert made is not None
    assert made[2] == f'!insertmacro IDENTIFY "{made[1]}"'


def test_it_is_claimed_where_there_is_windows(caplog: pytest.LogCaptureFixture) -> None:
    shell = Shell(0)
    taskbar.claim(windows=False, shell=shell)
    assert shell.given == []
    taskbar.claim(windows=True, shell=shell)
    assert shell.given == [taskbar.IDENTITY]
    assert shell.SetCurrentProcessExplicitAppUserModelID.argtypes == (c_wchar_p,)
    assert not caplog.records


def test_a_refusal_is_logged_and_no_obstacle(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        taskbar.claim(windows=True, shell=Shell(-2147467259))
    assert "0x80004005" in caplog.text
