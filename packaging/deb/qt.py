"""Takes out of PySide6 what the program does not use: two thirds of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from contents import QT_MODULES, QT_PLUGINS, QT_PYTHON

_NEEDED = re.compile(r"\(NEEDED\).*\[(?P<name>[^]]+)\]")


def leave_out_the_rest(pyside: Path) -> None:
    """Keep the modules and plugins of the lists and the libraries these need, in an installed PySide6."""
    plugins = pyside / "Qt" / "plugins"
    kept = {pyside / name for name in QT_PYTHON}
    kept |= {pyside / f"{module}.abi3.so" for module in QT_MODULES}
    kept |= {plugins / name for name in QT_PLUGINS}
    missing = sorted(str(file) for file in kept if not file.is_file())
    if missing:
        raise FileNotFoundError(f"PySide6 has no longer: {', '.join(missing)}")
    kept |= set((pyside / "support").rglob("*.py"))
    kept |= _libraries(kept, pyside)
    for file in sorted(pyside.rglob("*"), reverse=True):
        if file.is_dir() and not file.is_symlink():
            if not any(file.iterdir()):
                file.rmdir()
        elif file not in kept:
            file.unlink()


def _libraries(of: Iterable[Path], pyside: Path) -> set[Path]:
    """The libraries of PySide6 that files of it need, and what these need in turn."""
    readelf = shutil.which("readelf")
    if readelf is None:
        raise FileNotFoundError("readelf, of Debian's binutils")
    own = {file.name: file for folder in (pyside, pyside / "Qt" / "lib") for file in folder.glob("*.so*")}
    found: set[Path] = set()
    waiting = [file for file in of if ".so" in file.name]
    while waiting:
        told = subprocess.run([readelf, "-dW", *waiting], check=True, capture_output=True, text=True).stdout
        needed = {own[name] for name in _NEEDED.findall(told) if name in own}
        waiting = sorted(needed - found)
        found |= needed
    return found
