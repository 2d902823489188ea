"""Tools of Debian's that tests hold the program against: others' eyes on what it writes."""

from __future__ import annotations

import shutil
import sys

import pytest


def debian_tool(name: str) -> str:
    """Where the tool `name` is. Skips the test on Windows, which has none; fails it elsewhere without."""
    if sys.platform == "win32":
        pytest.skip(f"{name} is a tool of Debian's")
    tool = shutil.which(name)
    assert tool, f"{name} is missing; `make setup-dev` installs it"
    return tool
