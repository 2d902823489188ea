"""`anumodon demo` into a place that cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon


@pytest.mark.parametrize("below", ["", "out"], ids=["a file", "under a file"])
def test_a_place_that_is_no_folder_is_one_sentence(own_process: Anumodon, tmp_path: Path, below: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("kept", encoding="utf-8")
    ran = own_process("demo", file / below, "--lang", "en")
    assert (ran.status, len(ran.error.splitlines())) == (3, 1)
    assert "could not be made or used" in ran.error
    assert file.read_text(encoding="utf-8") == "kept"
