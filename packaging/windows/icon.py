"""Draws the program's sign as an icon of Windows: `icon.py FILE.ico`, run with the program's own Python."""

from __future__ import annotations

import sys
from io import BytesIO

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice

from app.ui.app import application
from app.ui.widgets.logo import program_icon

_SIDES = (256, 128, 64, 48, 32, 24, 16)  # in pixels


def main(file: str) -> int:
    application()
    pictures = [_drawn(side) for side in _SIDES]
    sizes = [(side, side) for side in _SIDES]
    pictures[0].save(file, format="ICO", sizes=sizes, append_images=pictures[1:])
    return 0


def _drawn(side: int) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    program_icon().pixmap(side, side).save(buffer, "PNG")
    return Image.open(BytesIO(buffer.data().data())).convert("RGBA")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
