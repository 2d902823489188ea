"""Whether the window opens when its user logs in: an XDG autostart file, or Windows' Run key."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from app import NAME
from app.errors import MissingEnvironment, system_reason

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_ENTRY = """[Desktop Entry]
Type=Application
Name={name}
Name[bn]=অনুমোদন
Exec={command}
Icon=anumodon
X-GNOME-Autostart-enabled=true
"""


def is_on() -> bool:
    """Whether the window opens at login now."""
    if sys.platform == "win32":
        return _run_value() is not None
    return _file().is_file()


def turn(on: bool) -> None:
    """Switch it on or off. Raises `MissingEnvironment` where the system does not let us."""
    try:
        if sys.platform == "win32":
            _turn_windows(on)
        elif on:
            file = _file()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_ENTRY.format(name=NAME, command=_quoted(command())), encoding="utf-8")
        else:
            _file().unlink(missing_ok=True)
    except OSError as problem:
        raise MissingEnvironment("autostart.refused", problem=system_reason(problem)) from problem


def _file() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "autostart" / "anumodon.desktop"


def command(windows: bool = sys.platform == "win32") -> list[str]:
    """How to start the window: the frozen build, the installed command, or this checkout's Python.

    On Windows without a console: one would stand beside the window, and end it when it is closed.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable]
    name = "anumodonw" if windows else "anumodon"
    folder = Path(sys.executable).parent
    if windows:  # nothing is searched for: there that begins in whatever folder the program was started from
        beside = folder / f"{name}.exe"
        return [str(beside)] if beside.is_file() else [str(folder / "pythonw.exe"), "-m", "app.main"]
    found = shutil.which(name, path=str(folder)) or shutil.which(name)
    return [found] if found else [sys.executable, "-m", "app.main"]


def _quoted(command: list[str]) -> str:
    """A command for an Exec line, by the Desktop Entry Specification: reserved signs escaped, % doubled."""
    words = []
    for word in command:
        escaped = "".join("\\\\" + sign if sign in '"`$\\' else sign for sign in word).replace("%", "%%")
        words.append(f'"{escaped}"')
    return " ".join(words)


def _registry() -> Any:
    """`winreg`, which only Windows has, so that type checkers elsewhere need not know it."""
    return importlib.import_module("winreg")


def _run_value() -> str | None:
    """What Windows' Run key starts for us, None where it starts nothing."""
    registry = _registry()
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, _RUN) as key:
            return str(registry.QueryValueEx(key, NAME)[0])
    except FileNotFoundError:
        return None


def _turn_windows(on: bool) -> None:
    registry = _registry()
    with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN) as key:
        if on:
            registry.SetValueEx(key, NAME, 0, registry.REG_SZ, subprocess.list2cmdline(command()))
        elif _run_value() is not None:
            registry.DeleteValue(key, NAME)
