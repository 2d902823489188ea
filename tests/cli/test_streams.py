"""Standard streams that are closed, full or without a reader: the status stays, and nothing strays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon

pytestmark = pytest.mark.skipif(os.name != "posix", reason="streams as a POSIX shell gives them")


def in_shell(how: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with its streams as `how` says in a shell's words."""
    return subprocess.run(
        ["sh", "-c", f'"$@" {how}', "sh", sys.executable, "-m", "app.main", *arguments, "--lang", "en"],
        env={**os.environ, "ANUMODON_DATA": str(data)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def data(office: Anumodon, tmp_path: Path) -> Path:
    """The data folder of an office with a draft."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text("টিকা নিন, সুস্থ থাকুন।", encoding="utf-8")
    assert office("intake", tmp_path / "in").status == 0
    return tmp_path / "data"


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_reader_who_leaves_is_no_trouble_and_hides_no_answer(data: Path, as_json: tuple[str, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    for command, status in (("queue",), 0), (("check-text", "--lines", "posts.txt"), 1):
        (data / "posts.txt").write_text("নৌকা মার্কায় ভোট দিন\n" * 40, encoding="utf-8")
        said = subprocess.run(
            [sys.executable, "-m", "app.main", *command, *as_json],
            env={**os.environ, "ANUMODON_DATA": str(data), "PYTHONPATH": str(Path.cwd())},
            cwd=data,
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (said.returncode, said.stderr) == (status, b"")
    os.close(theirs)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_an_answer_that_cannot_be_written_is_said(data: Path) -> None:
    said = in_shell(">/dev/full", data, "queue", "--json")
    assert (said.returncode, len(said.stderr.splitlines())) == (3, 1)
    assert "could not be written" in said.stderr


def test_without_a_stream_nothing_strays_into_another(data: Path) -> None:
    refused = in_shell("2>&-", data, "show", "99", "--json")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert in_shell(">&-", data, "queue").returncode == 0
    closed = in_shell("<&-", data, "check-text", "--json")
    assert (closed.returncode, closed.stderr) == (0, "")
    assert in_shell("<&-", data, "member", "passphrase", "Rahima").returncode == 3


def test_nothing_in_a_post_gives_a_terminal_orders(office: Anumodon, tmp_path: Path) -> None:
    (tmp_path / "\x1b[2J.txt").write_text("ক\x1b[31m\u009b2J\u202eখ\u2066\x07\x7fগ‌্‍\tঘ\nঙ", encoding="utf-8")
    plain = office("intake", tmp_path / "\x1b[2J.txt").out
    assert office("member", "add", "A\x1b[1mB", "--role", "drafter").status in (0, 2)
    for command in ("show", 1), ("queue",), ("member", "list"), ("show", "1\x1b[2J"):
        said = office(*command)
        plain += said.out + said.error
    assert not [sign for sign in plain if sign in "\x07\x1b\x7f\u009b\u202e\u2066"]
    assert "ক\\x1b[31m\\x9b2J\\u202eখ\\u2066\\x07\\x7fগ‌্‍\tঘ\n" in plain
    assert office("show", 1, "--json").json["text"].startswith("ক\x1b[31m\u009b2J\u202eখ")
