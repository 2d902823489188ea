"""What the doctor says where one thing is broken: that, in the reader's language, and all the rest too."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.checks.text.pack_holder import PackHolder
from app.errors import Refusal, system_reason
from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.program.doctor import examine
from app.work import Work
from tests.cli.conftest import run


def broken_pack(tmp_path: Path) -> PackHolder:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "pack.yaml").write_text("version: [")
    return PackHolder(folder)


def test_a_broken_rule_pack_does_not_end_the_list(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.base.rule_pack.rule_pack", lambda: broken_pack(tmp_path))
    readings = {reading.key: reading for reading in examine(desk, Work())}
    assert {"font", "database", "record"} <= readings.keys()
    pack = readings["rule_pack"]
    assert pack.troubles
    assert pack.mistake is not None


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_command_names_the_mistake_in_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("app.services.base.rule_pack.rule_pack", lambda: broken_pack(tmp_path))
    said = run(tmp_path / "data", "doctor", "--lang", language)
    assert said.status == 1
    line = next(line for line in said.out.splitlines() if "pack.yaml" in line)
    assert ("প্যাক" in line) is (language == "bn")


def test_what_the_system_says_of_a_file_is_said_in_the_readers_language() -> None:
    denied = system_reason(PermissionError(errno.EACCES, "Permission denied"))
    rare = system_reason(OSError(errno.EPROTO, "Protocol error"))
    bangla, english = Translator("bn"), Translator("en")
    assert bangla("verify.unreadable", file="ক", detail=denied) == "“ক” পড়া গেল না (অনুমতি নেই)।"
    assert english("verify.unreadable", file="k", detail=denied) == "“k” could not be read (you may not)."
    assert bangla.refusal(Refusal("archive.not_readable", name="ক", reason=denied)).count("অনুমতি নেই") == 1
    assert "Protocol error" in bangla("verify.unreadable", file="ক", detail=rare), (
        "no word is better than that"
    )
