"""Where things lie: the program's own resources, and the office's data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.errors import MissingEnvironment

_NAME = "Anumodon"


def resources() -> Path:
    """The `resources/` folder: inside a frozen build where it was unpacked, else beside `app/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base / "resources"


def built() -> Path:
    """What is made of the resources when the program is set up or packaged: `build/` beside them."""
    return resources().parent / "build"


def default_data_folder() -> Path:
    """`ANUMODON_DATA` if set, else `usual_data_folder`. Raises `MissingEnvironment` where none is known."""
    named = os.environ.get("ANUMODON_DATA")
    if not named:
        return usual_data_folder()
    try:
        return Path(named).expanduser()
    except RuntimeError as problem:
        raise MissingEnvironment("folder.no_home") from problem


def usual_data_folder() -> Path:
    """The platform's place for application data.

    Raises `MissingEnvironment` for a user without a home (a service, a container), who has none.
    """
    try:
        import platformdirs  # 7 ms that a command with `--data` does not need

        return Path(platformdirs.user_data_dir(_NAME, appauthor=False))
    except RuntimeError as problem:
        raise MissingEnvironment("folder.no_home") from problem


def cache_folder() -> Path:
    """What can be made anew at any time: `ANUMODON_CACHE` if set, else the platform's place for caches.

    For a user without a home it is a folder that cannot be made, so that nothing is kept.
    """
    named = os.environ.get("ANUMODON_CACHE")
    try:
        if named:
            return Path(named).expanduser()
        import platformdirs  # 7 ms that a command with `--data` does not need

        return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))
    except RuntimeError:
        return Path(os.devnull) / _NAME
