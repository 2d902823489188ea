"""Opening at login is switched on and off, and the file says a command that really starts the program."""

from __future__ import annotations

import configparser
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import MissingEnvironment
from app.services.program import autostart


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


entry_file = pytest.mark.skipif(sys.platform == "win32", reason="the registry has it there")


@entry_file
def test_on_and_off(config: Path) -> None:
    assert not autostart.is_on()
    autostart.turn(True)
    assert autostart.is_on()
    assert [file.name for file in (config / "autostart").iterdir()] == ["anumodon.desktop"]
    autostart.turn(False)
    autostart.turn(False)
    assert not autostart.is_on()


@entry_file
def test_the_entry_starts_this_program(config: Path) -> None:
    autostart.turn(True)
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(config / "autostart" / "anumodon.desktop", encoding="utf-8")
    command = shlex.split(entry["Desktop Entry"]["Exec"])
    ran = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0
    assert ran.stdout.startswith("Anumodon ")


@entry_file
def test_a_folder_that_cannot_be_written_is_said(config: Path) -> None:
    config.parent.mkdir(exist_ok=True)
    config.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(MissingEnvironment) as caught:
        autostart.turn(True)
    assert caught.value.key == "autostart.refused"


def test_windows_starts_the_window_without_a_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert autostart.command(windows=True) == [str(tmp_path / "pythonw.exe"), "-m", "app.main"]
    (tmp_path / "anumodon").touch(0o755)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "anumodonw.exe").touch(0o755)
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert autostart.command(windows=True)[0] == str(tmp_path / "pythonw.exe"), "not what lies in the folder"
    (tmp_path / "anumodonw.exe").touch(0o755)
    assert autostart.command(windows=True) == [str(tmp_path / "anumodonw.exe")]
    if sys.platform != "win32":  # which asks for an ending of what is to be started
        assert autostart.command(windows=False) == [str(tmp_path / "anumodon")]
