"""The data folder: what is made is private, what was there already stays as its owner left it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.errors import MissingEnvironment
from app.paths import usual_data_folder
from app.services.base.folder import open_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_private(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    assert {mode(part) for part in (folder.path, folder.blobs, folder.backups, folder.log)} == {0o700}


def test_the_usual_place_is_made_with_all_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who was never here before; a place that somebody named has to be there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "share"))
    assert open_folder(usual_data_folder()).blobs.is_dir()
    with pytest.raises(MissingEnvironment, match=r"folder\.no_place"):
        open_folder(tmp_path / "drive" / "office")
    assert not (tmp_path / "drive").exists()


@pytest.mark.parametrize("kept", [0o755, 0o2770])
def test_the_mode_of_a_folder_that_was_there_stays(tmp_path: Path, kept: int) -> None:
    there = tmp_path / "shared"
    there.mkdir()
    there.chmod(kept)
    folder = open_folder(there)
    open_folder(there)
    assert mode(there) == kept
    assert mode(folder.blobs) & 0o777 == 0o700
