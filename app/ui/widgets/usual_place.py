"""Where files are offered to be written: the person's documents folder, under a name that is free."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_MOST_NAMES = 1000


def documents_folder() -> Path:
    """The system's place for a person's documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def usual_place(stem: str, suffix: str = ".pdf") -> Path:
    """A file of that name among the person's documents, numbered where the name is taken."""
    folder = documents_folder()
    names = (stem, *(f"{stem}-{n}" for n in range(2, _MOST_NAMES)))
    free = (folder / f"{name}{suffix}" for name in names)
    return next((path for path in free if not path.exists()), folder / f"{stem}{suffix}")
