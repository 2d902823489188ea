"""The data folder: what is made is private, what was there already stays as its owner left it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.services.base.folder import open_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_private(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "new" / "data")
    assert {mode(part) for part in (folder.path, folder.blobs, folder.backups, folder.log)} == {0o700}


@pytest.mark.parametrize("kept", [0o755, 0o2770])
def test_the_mode_of_a_folder_that_was_there_stays(tmp_path: Path, kept: int) -> None:
    there = tmp_path / "shared"
    there.mkdir()
    there.chmod(kept)
    folder = open_folder(there)
    open_folder(there)
    assert mode(there) == kept
    assert mode(folder.blobs) & 0o777 == 0o700
