"""Draws the program's sign as the icons of a desktop: `icons.py FOLDER SIDE…`, run with the program's Qt."""

from __future__ import annotations

import sys
from pathlib import Path

from app.ui.app import application
from app.ui.widgets.logo import program_icon


def main(folder: Path, sides: list[int]) -> int:
    """Write `<side>x<side>/apps/anumodon.png` for each side in pixels into folders that are there."""
    application()
    for side in sides:
        file = folder / f"{side}x{side}" / "apps" / "anumodon.png"
        if not program_icon().pixmap(side, side).save(str(file)):
            print(f"could not write {file}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [int(side) for side in sys.argv[2:]]))
