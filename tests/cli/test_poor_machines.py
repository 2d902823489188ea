"""Machines that lack something: one sentence and the right status, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from app.main import main
from app.services.base.desk import Desk
from app.services.posts import review
from tests.cli.conftest import Ran
from tests.services.posts import write

Command = tuple[str | Path, ...]

# Lines that take something away from the interpreter before the program starts.
NO_THREADS = """
import threading
def refuse(*_): raise RuntimeError("can't start new thread")
threading._start_new_thread = refuse
"""
NO_HOME = """
import os, pwd
def nobody(uid): raise KeyError(uid)
pwd.getpwuid = nobody
os.environ.pop("HOME", None)
"""
YEAR_2110 = """
import datetime
class Far(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz).replace(year=2110, day=1)
datetime.datetime = Far
"""
# Ctrl-C as soon as the first command's module is asked for. What a shell starts in the background ignores it
# at first.
STOPPED_WHILE_LOADING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Stop:
    def find_spec(self, name, *_):
        if name.startswith("app.cli"):
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
"""
# Runs each of several commands, and tells what each came to.
EACH = """
import contextlib, io, json, sys
from app.main import main
ran = []
for arguments in json.loads(sys.argv[1]):
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        status = main(arguments)
    ran.append((status, out.getvalue(), error.getvalue()))
print(json.dumps(ran))
"""
# Root reads everything, unless it gives that up.
AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def run(
    *arguments: str | Path,
    before: str = "",
    through: Sequence[str] = (),
    stderr: int = subprocess.PIPE,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    script = f"{before}\nimport sys\nfrom app.main import main\nsys.exit(main(sys.argv[1:]))"
    return _run(script, [*map(str, arguments), "--lang", "en"], through, stderr, environment)


def run_each(*commands: Command, before: str = "", through: Sequence[str] = ()) -> list[Ran]:
    """The same of several commands, one after another in one process."""
    arguments = [[*map(str, command), "--lang", "en"] for command in commands]
    done = _run(f"{before}\n{EACH}", [json.dumps(arguments)], through, subprocess.PIPE, {})
    assert (done.returncode, done.stderr) == (0, "")
    return [Ran(*each) for each in json.loads(done.stdout)]


def _run(
    script: str,
    arguments: Sequence[str],
    through: Sequence[str],
    stderr: int,
    environment: Mapping[str, str],
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANUMODON_", "XDG_"))}
    return subprocess.run(
        [*through, sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=stderr,
        encoding="utf-8",
        check=False,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_stopped_while_it_loads_it_shows_no_traceback() -> None:
    stopped = run("queue", before=STOPPED_WHILE_LOADING)
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (130, "", "")


@pytest.mark.skipif(os.name != "posix", reason="Windows knows every user's folder")
def test_without_a_home_a_folder_must_be_named(tmp_path: Path) -> None:
    lost = run("queue", before=NO_HOME)
    assert (lost.returncode, len(lost.stderr.splitlines())) == (3, 1)
    assert "--data" in lost.stderr
    there = ("--data", tmp_path / "data")
    assert run("member", "add", "Rahima", *there, before=NO_HOME).returncode == 0
    assert run("queue", *there, before=NO_HOME).returncode == 0
    assert run("check-text", before=NO_HOME).returncode == 0


@pytest.mark.parametrize("name", ["nonsense", "keyring.backends.Nonsense", "keyring.backends.null.Nonsense"])
def test_a_misspelt_keyring_is_named(tmp_path: Path, name: str) -> None:
    said = run("doctor", "--data", tmp_path / "data", PYTHON_KEYRING_BACKEND=name)
    assert said.returncode == 1
    assert any(name in line and "PYTHON_KEYRING_BACKEND" in line for line in said.stdout.splitlines())


@pytest.fixture
def posts(desk: Desk, office_of_one: dict[str, int]) -> Path:
    """A closed data folder with a post approved and one that waits, each with an image."""
    me = office_of_one["Rahima"]
    first = write(desk, me, images=1)
    review.approve(desk, first.id, first.version.digest, me)
    write(desk, me, "টিকা নিন, সুস্থ থাকুন।", images=1)
    desk.close()
    return desk.folder.path


APPROVE = ("decide", "2", "approve", "--member", "Rahima")


def test_without_threads_nothing_is_done(posts: Path) -> None:
    for said in run_each(("audit", "--data", posts), (*APPROVE, "--data", posts), before=NO_THREADS):
        assert (said.status, said.out, len(said.error.splitlines())) == (3, "", 1)


@pytest.mark.skipif(os.name != "posix" or shutil.which("setpriv") is None, reason="modes are POSIX's")
def test_images_that_may_not_be_read_are_named(posts: Path, tmp_path: Path) -> None:
    through = AS_ANYBODY if os.geteuid() == 0 else ()
    blobs = posts / "blobs"
    blobs.chmod(0)
    try:
        commands = APPROVE, ("export", tmp_path / "out.zip"), ("audit", "--json")
        *refused, audited = run_each(*((*one, "--data", posts) for one in commands), through=through)
        for said in refused:
            assert (said.status, said.out, len(said.error.splitlines())) == (3, "", 1)
            assert "could not be read" in said.error
        assert {problem["kind"] for problem in audited.json["problems"]} == {"image_unreadable"}
    finally:
        blobs.chmod(0o700)


@pytest.mark.skipif(os.name != "posix" or shutil.which("setpriv") is None, reason="modes are POSIX's")
def test_a_folder_that_may_not_be_looked_into_is_one_sentence(posts: Path, tmp_path: Path) -> None:
    through = AS_ANYBODY if os.geteuid() == 0 else ()
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    me = ("--member", "Rahima")
    try:
        for said in run_each(
            ("backup", "list", "--to", closed, "--data", posts),
            ("intake", closed / "post.txt", *me, "--data", posts),
            ("history", "import", closed / "x.zip", "--account", "sample.office", *me, "--data", posts),
            ("office", "move", "--to", closed / "data", *me, "--reason", "x", "--data", posts),
            through=through,
        ):
            assert said.status in (2, 3), said
            assert said.out == ""
            assert len([line for line in said.error.splitlines() if "%" not in line]) == 1, said.error
            assert "went wrong" not in said.error
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(os.name != "posix" or shutil.which("setpriv") is None, reason="modes are POSIX's")
def test_what_may_not_be_read_is_told_as_that(posts: Path, tmp_path: Path) -> None:
    """Not as something else than it is: nobody would look for the right that is missing."""
    through = AS_ANYBODY if os.geteuid() == 0 else ()
    file, folder = tmp_path / "closed.jpg", tmp_path / "archive"
    file.write_bytes(b"x")
    file.chmod(0)
    folder.mkdir(mode=0)
    take = ("timestamp", "take", file, "--member", "Rahima")
    try:
        for said, status in zip(
            run_each(
                ("check-text", file),
                ("check-image", file, "--use", "post"),
                ("verify", file),
                ("verify", folder),
                (*take, "--data", posts),
                through=through,
            ),
            (3, 3, 2, 2, 3),
            strict=True,
        ):
            assert (said.status, said.out) == (status, ""), said
            assert said.error.count("could not be read") == 1, said
    finally:
        file.chmod(0o600)
        folder.chmod(0o700)


def test_a_stamp_that_is_not_there_is_told_as_that(posts: Path, tmp_path: Path) -> None:
    take = ("timestamp", "take", tmp_path / "none.tsr", "--member", "Rahima", "--data", posts)
    [said] = run_each(take)
    assert (said.status, said.out) == (2, "")
    assert "There is no file" in said.error


STARTS = (("queue",), ())  # a command, and the window
WITHOUT_SCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def refused_in_terminal(*arguments: str | Path, through: Sequence[str] = ()) -> str:
    """What a start that is refused says in a terminal, where no window says it again."""
    import pty  # there is none on Windows, where the tests that ask for it are left out

    ours, theirs = pty.openpty()
    try:
        said = run(*arguments, through=through, stderr=theirs, **WITHOUT_SCREEN)
        os.close(theirs)
        sentence = os.read(ours, 1 << 16).decode()
    finally:
        os.close(ours)
    assert (said.returncode, said.stdout, len(sentence.splitlines())) == (3, "", 1), sentence
    return sentence


@pytest.mark.skipif(os.name != "posix" or shutil.which("setpriv") is None, reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o500, 0])
def test_a_folder_of_somebody_else_is_one_sentence(posts: Path, mode: int) -> None:
    """It may be read and not written, or not even be read."""
    through = AS_ANYBODY if os.geteuid() == 0 else ()
    kept = [posts, *posts.rglob("*")]
    for one in kept:
        one.chmod(0o400 if one.is_file() else 0o500)
    posts.chmod(mode)
    try:
        for start in STARTS:
            assert "write" in refused_in_terminal(*start, "--data", posts, through=through)
    finally:
        for one in kept:
            one.chmod(0o700)


def test_a_medium_that_cannot_be_written_is_one_sentence(posts: Path, small_disk: Path) -> None:
    data = small_disk / "data"
    shutil.copytree(posts, data)
    before = {one: one.read_bytes() for one in data.rglob("*") if one.is_file()}
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    for start in STARTS:
        assert "write" in refused_in_terminal(*start, "--data", data)
    assert "write" in refused_in_terminal("--data", small_disk / "new")
    assert {one: one.read_bytes() for one in data.rglob("*") if one.is_file()} == before


@pytest.mark.skipif(os.name != "posix", reason="asks a pseudo-terminal")
def test_a_drive_that_is_not_plugged_in_opens_no_window(tmp_path: Path) -> None:
    assert "plug that in" in refused_in_terminal("--data", tmp_path / "STICK" / "office")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="asks a pseudo-terminal")
def test_a_folder_that_another_window_has_is_one_sentence(posts: Path) -> None:
    (posts / "window.lock").write_text("4242\npython\nother-pc\nid\n\n")
    assert "other-pc" in refused_in_terminal("--data", posts)
    assert run("queue", "--data", posts).returncode == 0, "commands work beside a window"


def test_in_the_year_2110_work_goes_on_and_the_date_is_told(posts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    commands = (*APPROVE, "--json", "--data", posts), ("export", out, "--data", posts)
    decided, exported = run_each(*commands, before=YEAR_2110)
    assert decided.status == 0, decided.error
    assert decided.json["clock_leapt_from"] is not None
    assert exported.status == 0, exported.error
    verified, audited = run_each(("verify", out, "--allow-unsigned"), ("audit", "--json", "--data", posts))
    assert verified.status == 0, "a zip knows no year behind 2107"
    assert [note["kind"] for note in audited.json["notes"]] == ["clock_ahead"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes; skips where no disk may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_nothing_is_lost(
    posts: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, filled = small_disk / "data", small_disk / "filled"
    shutil.copytree(posts, data)
    with filled.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(bytes(1 << 12))
    assert main([*APPROVE, "--data", str(data), "--lang", "en"]) == 3
    said = capsys.readouterr()
    assert "full" in said.err
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    filled.unlink()
    assert main([*APPROVE, "--data", str(data), "--lang", "en"]) == 0
    assert main(["audit", "--data", str(data), "--lang", "en"]) == 0
