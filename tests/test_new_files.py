"""A new file is there whole or not at all, and never over another; what is in use is tried again."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.durable import patiently
from app.errors import MissingEnvironment, Refusal
from app.new_files import allowed_name, disk_errors, refuse_taken, write_all_new, write_new

WRITES = """
import sys
from pathlib import Path
from app.errors import Refusal
from app.new_files import write_all_new

out, limit, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    write_all_new({out / "a.csv": b"x", out / "b.pdf": b"x" * size})
except Refusal as refusal:
    print(refusal.key, refusal.exit_status)
"""


def refused(out: Path) -> str:
    with pytest.raises(Refusal) as caught:
        write_new(out, b"x")
    with pytest.raises(Refusal) as before:
        refuse_taken(out)
    assert before.value.key == caught.value.key
    return caught.value.key


def test_a_file_is_written_and_no_other_is_left(tmp_path: Path) -> None:
    write_all_new({tmp_path / "ক.pdf": b"1", tmp_path / "ক.proof": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"ক.pdf": b"1", "ক.proof": b"2"}


def test_nothing_is_ever_overwritten_and_none_of_several_is_left(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("kept")
    with pytest.raises(Refusal, match=r"archive\.exists"):
        write_all_new({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "kept"


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert refused(tmp_path / "no" / "a") == "archive.no_folder"
    assert refused(tmp_path / "file" / "a") == "archive.no_folder"
    assert refused(tmp_path / "link") == "archive.exists"
    assert refused(tmp_path) == "archive.exists"
    assert refused(Path("/" + "/".join(["b" * 200] * 25)) / "a") == "archive.no_folder"
    with pytest.raises(Refusal, match=r"archive\.bad_name"):
        write_new(tmp_path / ("a" * 300), b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


@pytest.mark.skipif(sys.platform == "win32", reason="sets a POSIX limit")
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITES, tmp_path, "1000", "5000"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )
    assert done.stdout.split() == ["archive.disk_full", str(MissingEnvironment.exit_status)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["CON", "nul.pdf", "Aux .zip", "com1.html", "a:b.pdf", "what?.pdf", "x.", "y "]
)
def test_windows_own_names_are_refused_there_alone(name: str) -> None:
    assert not allowed_name(name, windows=True)
    assert allowed_name(name, windows=False)


@pytest.mark.parametrize("name", ["connection.pdf", "ঢাকা ১২.pdf", "com10.pdf", "a.con", ".hidden"])
def test_other_names_are_allowed(name: str) -> None:
    assert allowed_name(name, windows=True)


@pytest.mark.parametrize(
    ("number", "key"),
    [(123, "archive.bad_name"), (433, "archive.disk_error"), (362, "archive.disk_error")],
    ids=["no such name", "drive pulled out", "cloud does not answer"],
)
def test_windows_trouble_with_a_disk_is_no_fault_of_the_name(tmp_path: Path, number: int, key: str) -> None:
    """Python calls nearly all that Windows says an invalid argument."""
    problem = OSError(errno.EINVAL, "as Windows says it", None, number)
    if os.name != "nt":
        vars(problem)["winerror"] = number
    with pytest.raises((Refusal, MissingEnvironment)) as caught, disk_errors(tmp_path / "a.pdf"):
        raise problem
    assert caught.value.key == key


def test_what_is_in_use_is_tried_again_until_it_is_not(tmp_path: Path) -> None:
    """As Windows refuses to rename a new file while a virus scanner reads it."""
    tries: list[int] = []

    def in_use(times: int) -> None:
        tries.append(times)
        if len(tries) <= times:
            raise PermissionError(13, "in use")

    patiently(lambda: in_use(2), pauses=(0, 0, 0))
    assert len(tries) == 3
    tries.clear()
    with pytest.raises(PermissionError):
        patiently(lambda: in_use(9), pauses=(0, 0))
    assert len(tries) == 3
    tries.clear()
    with pytest.raises(FileNotFoundError):
        patiently((tmp_path / "missing").unlink, pauses=(0, 0))
