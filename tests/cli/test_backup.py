"""`backup` and `restore` as a script runs them, where members have passphrases too."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from tests.cli.conftest import Anumodon
from tests.helpers.once import FULL_WORK

WORDS = "সবুজ মাঠে সাদা বক ৭"
OURS = "পদ্মা মেঘনা যমুনা"


def test_a_passphrase_a_line_from_backup_to_restoring(
    office: Anumodon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", FULL_WORK)
    office("member", "passphrase", "Rahima", "--passphrase-stdin", stdin=f"{WORDS}\n")
    usb = tmp_path / "usb"
    missing = office("backup", "now", "--to", usb, "--member", "Rahima", "--passphrase-stdin")
    assert missing.status == 3, missing.error
    usb.mkdir()
    nobody = office("backup", "now", "--to", usb, "--passphrase-stdin", stdin=f"{OURS}\n")
    assert nobody.status == 2
    given = ("--member", "Rahima", "--passphrase-stdin", "--json")
    made = office("backup", "now", "--to", usb, *given, stdin=f"{WORDS}\n{OURS}\n")
    assert made.status == 0, made.error
    assert made.json["proved"] is True
    (key,) = (usb / "anumodon-backup" / "keys").iterdir()
    kind, _salt, work = key.read_bytes().split(b"\n")[1].removeprefix(b"-> ").split()
    assert (kind, int(work) >= 12) == (b"scrypt", True), "a passphrase is quick to try"
    (listed,) = office("backup", "list", "--to", usb, "--json").json["backups"]
    assert listed["file"] == made.json["file"]
    new = tmp_path / "new"
    asked = ("restore", made.json["file"], "--data", new, *given, "--reason", "কম্পিউটার নষ্ট")
    restored = office(*asked, stdin=f"{WORDS}\n{OURS}\n")
    assert restored.status == 0, restored.error
    assert restored.json["sound"]
    assert restored.json["settled"]
    audit = office("audit", "--data", new, "--json")
    assert [note["reason"] for note in audit.json["notes"]] == ["কম্পিউটার নষ্ট"]
    assert audit.status == 0


def test_without_a_keyring_a_backup_for_the_recovery_key_takes_a_passphrase(
    office: Anumodon, tmp_path: Path
) -> None:
    key = office("backup", "key", "--member", "Rahima", "--reason", "প্রথম চাবি", "--lang", "en")
    assert "has no keyring, so each backup here needs a passphrase" in key.out
    told = office("backup", "now", "--to", tmp_path, "--lang", "en")
    assert told.status == 3
    assert "Please give a passphrase for this backup" in told.error
    short = office("backup", "now", "--to", tmp_path, "--passphrase-stdin", stdin="short\n")
    assert short.status == 2
    assert not (tmp_path / "anumodon-backup").exists(), "what came to nothing leaves nothing on the drive"
    made = office("backup", "now", "--to", tmp_path, "--passphrase-stdin", stdin=f"{OURS}\n")
    assert made.status == 0, made.error
    ways = {file.name.split(".")[1][:8] for file in (tmp_path / "anumodon-backup" / "keys").iterdir()}
    assert ways == {"passphra", "recovery"}


def test_a_damaged_backup_is_a_no_and_a_strange_file_a_mistake(office: Anumodon, tmp_path: Path) -> None:
    made = office("backup", "now", "--to", tmp_path, "--passphrase-stdin", "--json", stdin=f"{OURS}\n")
    file = Path(made.json["file"])
    file.write_bytes(file.read_bytes()[:-9])
    assert office("backup", "prove", file, "--passphrase-stdin", stdin=f"{OURS}\n").status == 1
    new = ("--data", tmp_path / "n", "--passphrase-stdin")
    assert office("restore", file, *new, stdin=f"{OURS}\n").status == 2
    assert not (tmp_path / "n").exists()
    assert office("backup", "prove", tmp_path / "data" / "anumodon.db").status == 2


def test_a_folder_that_is_taken_is_said_before_anybody_is_asked_for_a_passphrase(
    office: Anumodon, tmp_path: Path
) -> None:
    made = office("backup", "now", "--to", tmp_path, "--passphrase-stdin", "--json", stdin=f"{OURS}\n")
    refused = office("restore", made.json["file"], "--data", tmp_path / "data", "--lang", "en")
    assert (refused.status, "There is something in" in refused.error) == (2, True), refused.error
