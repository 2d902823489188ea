"""Takes out of PySide6 for Windows what the program does not use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pefile
from parts import QT_MODULES, QT_PLUGINS, QT_PYTHON


def leave_out_the_rest(pyside: Path) -> None:
    """Keep the modules and plugins of the lists and the libraries these need, in an unpacked PySide6."""
    kept = {pyside / name for name in QT_PYTHON}
    kept |= {pyside / f"{module}.pyd" for module in QT_MODULES}
    kept |= {pyside / "plugins" / name for name in QT_PLUGINS}
    missing = sorted(str(file) for file in kept if not file.is_file())
    if missing:
        raise FileNotFoundError(f"PySide6 has no longer: {', '.join(missing)}")
    kept |= set((pyside / "support").rglob("*.py"))
    kept |= _libraries(kept, pyside)
    for file in sorted(pyside.rglob("*"), reverse=True):
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif file not in kept:
            file.unlink()


def _libraries(of: Iterable[Path], pyside: Path) -> set[Path]:
    """The libraries of PySide6 that files of it need, and what these need in turn."""
    own = {file.name.lower(): file for file in pyside.glob("*.dll")}
    found: set[Path] = set()
    waiting = {file for file in of if file.suffix in (".pyd", ".dll")}
    while waiting:
        needed = {own[name] for file in waiting for name in _imports(file) if name in own}
        waiting = needed - found
        found |= needed
    return found


def _imports(file: Path) -> set[str]:
    """The names of the libraries that a library of Windows wants loaded, in small letters."""
    with pefile.PE(str(file), fast_load=True) as library:
        library.parse_data_directories()
        lists = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
        return {entry.dll.decode("ascii").lower() for kind in lists for entry in getattr(library, kind, ())}
