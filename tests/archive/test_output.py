from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from archive_samples import MADE_AT, header, post

from app.archive.output import new_output
from app.archive.summed import summed
from app.archive.verify import verify_archive
from app.archive.wording import local_time
from app.archive.write import write_archive
from app.errors import MissingEnvironment, Refusal
from app.work import Work

AT = local_time(MADE_AT)
_LOOK = 0.002  # seconds between two looks at what an export has written
ROOT = Path(__file__).resolve().parents[2]
EXPORT = """
import sys
from pathlib import Path
from archive_samples import header, image, picture, post
from app.archive.write import write_archive
from app.errors import Refusal
from app.work import Work

out, count, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
data = picture(1, (1280, 720))
posts = (post(number, images=(image(data),)) for number in range(1, count + 1))
try:
    write_archive(out, header(), posts, count, None, Work())
except Refusal as refusal:
    print(refusal.key, refusal.exit_status)
"""


def export(out: Path, count: int, limit: int = 0) -> subprocess.Popen[str]:
    path = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    return subprocess.Popen(
        [sys.executable, "-c", EXPORT, str(out), str(count), str(limit)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def partials(folder: Path) -> list[Path]:
    return list(folder.glob(".*.partial-*"))


@pytest.mark.parametrize("name", ["a", "a.zip"])
def test_an_existing_name_is_never_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("kept")
    with pytest.raises(Refusal, match=r"archive\.exists"):
        write_archive(tmp_path / name, header(), [post()], 1, None, Work())
    assert (tmp_path / name).read_text() == "kept"
    assert partials(tmp_path) == []


def test_a_name_taken_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    with pytest.raises(Refusal, match=r"archive\.exists"), new_output(out, AT) as output:
        output.add("x", summed(b"1"))
        out.write_text("somebody else's")
    assert out.read_text() == "somebody else's"
    assert partials(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_a_dangling_link_counts_as_existing(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refusal, match=r"archive\.exists"):
        write_archive(tmp_path / "a", header(), [post()], 1, None, Work())


@pytest.mark.parametrize("name", ["a", "a.zip"])
def test_the_final_name_appears_only_at_the_end(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    with new_output(out, AT) as output:
        output.add("data/x", summed(b"1"))
        assert not out.exists()
        assert len(partials(tmp_path)) == 1
    assert out.exists()
    assert partials(tmp_path) == []


def test_two_exports_to_one_name_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "a"
    with new_output(out, AT) as output:
        with pytest.raises(Refusal, match=r"archive\.exists"), new_output(out, AT):
            pytest.fail("a second export began")
        output.add("x", summed(b"1"))
    assert (out / "x").read_bytes() == b"1"


def test_other_exports_of_this_process_and_other_machines_are_not_swept(tmp_path: Path) -> None:
    foreign = tmp_path / ".b.partial-1-00000000"
    foreign.mkdir()
    with new_output(tmp_path / "a", AT) as output:
        with new_output(tmp_path / "c.zip", AT) as second:
            second.add("x", summed(b"2"))
        output.add("x", summed(b"1"))
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c.zip", foreign.name}


def test_what_a_dead_process_left_is_swept_where_it_was_of_this_machine(tmp_path: Path) -> None:
    """A shared folder: whether a process of another machine lives cannot be known here."""
    dead = 2**31 - 1  # beyond what any system numbers its processes to
    other = tmp_path / f".b.partial-{dead}-00000000"
    with new_output(tmp_path / "a", AT) as output:
        [running] = partials(tmp_path)
        output.add("x", summed(b"1"))
    ours = tmp_path / running.name.replace(f"-{os.getpid()}-", f"-{dead}-")
    for left in (other, ours):
        left.mkdir()
    with new_output(tmp_path / "c", AT) as output:
        output.add("x", summed(b"1"))
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c", other.name}


@pytest.mark.parametrize(
    ("place", "key"),
    [("missing/a", "no_folder"), ("file/a.zip", "no_folder"), ("x" * 300, "bad_name")],
)
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str, key: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal) as refused:
        write_archive(tmp_path / place, header(), [post()], 1, None, Work())
    assert refused.value.key == f"archive.{key}"


@pytest.mark.skipif(sys.platform == "win32", reason="sets a POSIX limit")
@pytest.mark.parametrize("name", ["a", "a.zip"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    child = export(tmp_path / name, count=5, limit=30_000)
    said, _ = child.communicate(timeout=60)
    assert said.split() == ["archive.disk_full", str(MissingEnvironment.exit_status)]
    assert list(tmp_path.iterdir()) == []


def _grown(folder: Path) -> int:
    """Files, or kilobytes of a zip, written so far under the partial name."""
    for partial in partials(folder):
        if partial.is_dir():
            return sum(1 for path in partial.rglob("*") if path.is_file())
        return partial.stat().st_size >> 10
    return 0


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
@pytest.mark.parametrize(("name", "grown"), [("a", 1), ("a", 40), ("a", 90), ("a.zip", 1), ("a.zip", 800)])
def test_killing_an_export_leaves_no_archive_and_the_next_sweeps_up(
    tmp_path: Path, name: str, grown: int
) -> None:
    out = tmp_path / name
    child = export(out, count=2000)
    while child.poll() is None and _grown(tmp_path) < grown:
        with suppress(subprocess.TimeoutExpired):
            child.wait(_LOOK)
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, "the export ended before it could be killed"
    assert not out.exists()
    assert len(partials(tmp_path)) == 1
    write_archive(out, header(), [post()], 1, None, Work())
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert verify_archive(out, Work()).ok
