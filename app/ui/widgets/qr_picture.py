"""A QR code as a picture."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPixmap

from app.archive.qr import QUIET, qr_rows


def qr_picture(text: str, module: int) -> QPixmap:
    """The code of a text, some `module` pixels a module, with the quiet zone around it.

    Black on white in every theme: dark ones are not scanned everywhere.
    """
    rows = qr_rows(text)
    size = len(rows) + 2 * QUIET
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                image.setPixelColor(x + QUIET, y + QUIET, QColor("black"))
    return QPixmap.fromImage(image.scaled(size * module, size * module))
