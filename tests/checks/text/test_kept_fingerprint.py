"""A pack's fingerprint is kept only so long as no file of the pack changes, however it was changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.checks.text.pack_files import fingerprint_of, keep_fingerprint, kept_fingerprint
from app.checks.text.pack_holder import PackHolder
from tests.helpers.rulepacks import HEAD, rule_text, write_pack

RULE = rule_text("type: terms\nterms: [রাজাকার]", ["রাজাকারের"], ["ক"])
PACK = f"{HEAD}rules:\n{RULE}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", rule=PACK)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "pack.fingerprint"


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds after the pack was written."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)


@pytest.mark.usefixtures("_later")
def test_it_is_kept_while_nothing_changes(folder: Path, kept: Path) -> None:
    assert keep_fingerprint(folder, kept) == fingerprint_of(folder) == kept_fingerprint(folder, kept)


@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize("change", ["longer", "same length and time", "one more", "one less", "renamed"])
def test_any_change_ends_it(folder: Path, kept: Path, change: str) -> None:
    before = keep_fingerprint(folder, kept)
    file = folder / "rule.yaml"
    at = file.stat()
    match change:
        case "longer":
            file.write_text(PACK + "\n", encoding="utf-8")
        case "same length and time":
            file.write_text(PACK.replace("রাজাকার]", "আজাকার]"), encoding="utf-8")
            os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
        case "one more":
            (folder / "more.yaml").write_text("rules: []\n", encoding="utf-8")
        case "one less":
            file.unlink()
        case "renamed":
            file.rename(folder / "other.yaml")
    assert kept_fingerprint(folder, kept) is None
    assert PackHolder(folder, kept.with_suffix(".compiled")).fingerprint == fingerprint_of(folder)
    assert fingerprint_of(folder) != before


def test_of_a_pack_just_written_nothing_is_kept(folder: Path, kept: Path) -> None:
    """It may be written to again before the disk's clock moves on."""
    assert keep_fingerprint(folder, kept) == fingerprint_of(folder)
    assert not kept.exists()


@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize("written", [b"", b"one", b"\xff \xfe", b"a b c"])
def test_what_others_wrote_counts_for_nothing(folder: Path, kept: Path, written: bytes) -> None:
    kept.write_bytes(written)
    assert kept_fingerprint(folder, kept) is None


@pytest.mark.usefixtures("_later")
def test_where_nothing_can_be_written_it_is_worked_out(folder: Path, tmp_path: Path) -> None:
    assert keep_fingerprint(folder, tmp_path / "nowhere" / "kept") == fingerprint_of(folder)
