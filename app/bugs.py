"""The report of a bug of ours: kinds of errors and places in our code.

It leaves out messages and values, because those may hold a post's text, a path or a secret.
"""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from app import NAME, VERSION


def describe(error: BaseException, *about: str) -> str:
    """The report of an error and of those that led to it. `about` joins the versions in its first line."""
    lines = [" · ".join((f"{NAME} {VERSION}", f"Python {platform.python_version()}", *about, sys.platform))]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def _place(filename: str) -> str:
    """A file by its last three parts: the rest would name the person's folders."""
    return "/".join(Path(filename).parts[-3:])
