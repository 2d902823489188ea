"""Whatever path is given: only regular files are read, none to an end that never comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Refusal
from app.files import open_regular, read_regular
from app.intake.read import read_paths
from app.intake.types import UnreadablePost
from app.main import main
from app.work import Work

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")


@pytest.fixture(params=["pipe", "device"])
def endless(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file whose reading would never end."""
    if request.param == "device":
        return Path("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    return tmp_path / "pipe.txt"


def test_no_more_than_wanted_is_read(tmp_path: Path) -> None:
    (tmp_path / "five").write_bytes(b"12345")
    assert read_regular(tmp_path / "five", 5) == b"12345"
    with pytest.raises(Refusal, match=r"file\.too_big"):
        read_regular(tmp_path / "five", 4)


def test_what_is_no_regular_file_is_refused(endless: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(endless)
    for path in (endless, link):
        with pytest.raises(Refusal, match=r"file\.not_regular"):
            read_regular(path, 10)
    with pytest.raises(IsADirectoryError):
        open_regular(tmp_path)


@pytest.mark.parametrize(
    "name", ["post.txt", "photo.jpg", "posts.zip", "letter.docx", "plan.csv", "post.toml"]
)
def test_intake_waits_for_no_pipe(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    [found] = read_paths([tmp_path / name], Work())
    assert isinstance(found, UnreadablePost)
    assert found.reason.key == "file.not_regular"


@pytest.mark.parametrize("command", ["check-text", "check-image", "verify", "intake"])
def test_a_command_refuses_it_in_one_sentence(endless: Path, tmp_path: Path, command: str) -> None:
    assert main(["member", "add", "Rahima", "--data", str(tmp_path / "data")]) == 0
    done = subprocess.run(
        [sys.executable, "-m", "app.main", command, str(endless), "--data", str(tmp_path / "data")],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert len((done.stderr or done.stdout).strip().splitlines()) == 1
