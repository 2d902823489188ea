"""File dialogs, as paths, and the bytes of what was chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import Refusal
from app.files import read_regular
from app.intake.limits import MEBIBYTE
from app.intake.names import most_bytes
from app.intake.types import IncomingFile
from app.media.formats import CLIPS

IMAGES = "*.jpg *.jpeg *.png *.webp *.gif *.avif *.heic"
ATTACHMENTS = " ".join((IMAGES, *(f"*{end}" for clip in CLIPS.values() for end in clip.extensions)))


def choose_file(parent: QWidget, title: str, pattern: str = "") -> Path | None:
    """One file that exists, or None. `pattern` as Qt writes it: "ZIP (*.zip)"."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if pattern:
        dialog.setNameFilter(pattern)
    return _chosen(dialog)


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """One folder that exists, or None."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def choose_files(parent: QWidget, title: str, pattern: str = "") -> list[Path]:
    """Several files that exist; none if the person changed their mind."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    if pattern:
        dialog.setNameFilter(pattern)
    return [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []


def file_of(path: Path) -> IncomingFile:
    """A chosen file's bytes. Refuses what is too big before it is read, and what cannot be read."""
    try:
        most = most_bytes(path.name)
        if path.stat().st_size > most:
            raise Refusal("intake.too_big", name=path.name, most=most // MEBIBYTE)
        return IncomingFile(path.name, read_regular(path, most))
    except OSError:
        raise Refusal("intake.unreadable", name=path.name) from None


def _chosen(dialog: QFileDialog) -> Path | None:
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
