"""Where things lie: the program's own resources, and the office's data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources() -> Path:
    """The `resources/` folder: inside a frozen build where it was unpacked, else beside `app/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base / "resources"


def built() -> Path:
    """What is made of the resources when the program is set up or packaged: `build/` beside them."""
    return resources().parent / "build"


def default_data_folder() -> Path:
    """`ANUMODON_DATA` if set, else the platform's place for application data."""
    named = os.environ.get("ANUMODON_DATA")
    if named:
        return Path(named).expanduser()
    import platformdirs  # 7 ms that a command with `--data` does not need

    return Path(platformdirs.user_data_dir("Anumodon", appauthor=False))


def cache_folder() -> Path:
    """What can be made anew at any time: `ANUMODON_CACHE` if set, else the platform's place for caches."""
    named = os.environ.get("ANUMODON_CACHE")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("Anumodon", appauthor=False))
