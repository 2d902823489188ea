"""A lock that processes share: held by one at a time, and by nobody whose process has ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.file_lock import file_lock

_HOLDER = """
import sys
from pathlib import Path
from app.file_lock import file_lock
with file_lock(Path(sys.argv[1]), 0) as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_one_process_at_a_time_has_it_and_its_death_ends_that(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "one.lock"
    command = [sys.executable, "-c", _HOLDER, str(path)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().split() == [b"True"]
        with file_lock(path, 0) as held:
            assert not held
        holder.kill()
        holder.communicate()
    with file_lock(path, 60) as held:
        assert held


def test_it_is_had_again_and_again_also_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    for _ in range(2):
        try:
            with file_lock(path, 0) as held:
                assert held
                with file_lock(path, 0) as twice:
                    assert not twice
                raise LookupError
        except LookupError:
            pass


def test_where_no_file_can_be_made_nothing_is_held(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with file_lock(tmp_path / "file" / "one.lock", 60) as held:
        assert not held
