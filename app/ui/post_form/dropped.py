"""What a drag or the clipboard brings: files, an image, or text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from app.intake.types import IncomingFile

_IMAGES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/avif": ".avif",
    "image/heic": ".heic",
}


def paths_in(mime: QMimeData) -> list[Path]:
    """Files and folders of this machine; addresses of the web are left out."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def has_image(mime: QMimeData) -> bool:
    """Whether what was dropped or pasted holds an image that `image_in` can take."""
    return mime.hasImage() or any(mime.hasFormat(kind) for kind in _IMAGES)


def image_in(mime: QMimeData, name: str) -> IncomingFile | None:
    """The image, as the bytes it came in: Qt decodes no image from outside, the limited process does.

    Windows hands over a bare bitmap instead of a file; there are no bytes but its pixels, written as PNG.
    """
    for kind, ending in _IMAGES.items():
        if mime.hasFormat(kind):
            return IncomingFile(name + ending, bytes(mime.data(kind).data()))
    bare = mime.imageData()
    if isinstance(bare, QImage) and not bare.isNull():
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        bare.save(buffer, b"PNG")
        return IncomingFile(name + ".png", bytes(buffer.data().data()))
    return None
