"""Names in an archive's folder that Windows would take for something else than the file that bears them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.archive import bag
from app.archive.contents import open_contents


@pytest.mark.skipif(os.name != "posix", reason="a folder there can hold no such names of its own making")
@pytest.mark.parametrize("name", ["NUL", "C:x", "a:stream", "a.txt.", "a.txt ", "..\\x", "\\\\server\\share"])
def test_they_are_told_and_never_opened_there(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "archive"
    (folder / "data").mkdir(parents=True)
    (folder / bag.DECLARATION).write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "data" / name).write_bytes(b"x")
    (folder / "data" / "a.txt").write_bytes(b"y")
    with open_contents(folder, windows=True) as contents:
        assert [(problem.kind, problem.file.rpartition("/")[2][-1]) for problem in contents.problems] == [
            ("not_regular", name[-1])
        ]
        assert contents.sizes.keys() == {bag.DECLARATION, "data/a.txt"}
    with open_contents(folder, windows=False) as contents:
        assert not contents.problems
        assert f"data/{name}" in contents.sizes
