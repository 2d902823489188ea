"""A data folder that is not there, or holds no office: said in one sentence, and nothing is made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.cli.parser import ARGUMENTS
from app.i18n import LANGUAGES
from app.services.base.desk import open_desk
from app.services.base.rule_pack import rule_pack
from tests.cli.conftest import Anumodon, run
from tests.services.memory_keyring import memory_keyring

BEGINNING = ("member", "add", "Rahima")
# Enough of each command to be read; those left out need nothing behind them.
GIVEN: dict[str, tuple[str, ...]] = {
    "intake": ("post.txt",),
    "author": ("1", "Rahima", "--member", "Rahima"),
    "show": ("1",),
    "answer": ("1", "1", "uphold", "--member", "Rahima"),
    "decide": ("1", "approve", "--member", "Rahima"),
    "export": ("out",),
    "backup": ("now", "--to", "."),
    "history": ("unapproved",),
    "response": ("list",),
    "account": ("list",),
    "member": ("list",),
    "office": ("show",),
    "letter": ("list",),
    "disposal": ("show", "1"),
}
PLAIN = (
    "queue",
    "due",
    "audit",
    "office",
    "member",
    "account",
    "holiday",
    "proposal",
    "credential",
    "rotation",
)


@pytest.mark.parametrize(
    "command", [*((name,) for name in PLAIN), *((name, *more) for name, more in GIVEN.items())]
)
def test_a_command_about_an_office_makes_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert command[0] in ARGUMENTS
    for folder in (tmp_path / "offfice", tmp_path / "empty"):
        if folder.name == "empty":
            folder.mkdir()
        said = run(folder, *command, "--lang", "en")
        assert (said.status, said.out, len(said.error.splitlines())) == (2, "", 1), said.error
        assert str(folder) in said.error
        assert "nothing was made" in said.error
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [("queue",), BEGINNING, ("doctor",)])
def test_a_drive_that_is_not_plugged_in_is_named(
    tmp_path: Path, command: tuple[str, ...], language: str
) -> None:
    stick = tmp_path / "STICK"
    said = run(stick / "of" / "office", *command, "--lang", language)
    assert (said.status, said.out, len(said.error.splitlines())) == (3, "", 1)
    assert f"“{stick}”" in said.error
    assert not stick.exists()


def test_in_a_place_that_is_there_an_office_begins(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    assert run(folder, *BEGINNING).status == 0
    assert run(folder, "queue").status == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("opened", [False, True])
def test_a_drive_that_is_not_mounted_is_no_new_office(tmp_path: Path, language: str, opened: bool) -> None:
    """Its folder is there and empty, and the keyring knows that an office was in it."""
    mount = tmp_path / "mount"
    with memory_keyring():
        assert run(mount, *BEGINNING).status == 0
        mount.rename(tmp_path / "unplugged")
        mount.mkdir()
        if opened:  # the window was opened there, and closed again
            open_desk(mount).close()
        before = sorted(path.name for path in mount.rglob("*"))
        for command in (("queue",), BEGINNING, ("office", "set", "--name-en", "New"), ("account", "list")):
            said = run(mount, *command, "--lang", language)
            assert (said.status, said.out, len(said.error.splitlines())) == (2, "", 1)
            assert f"“{mount}”" in said.error
            assert "--begin-anew" in said.error
        assert sorted(path.name for path in mount.rglob("*")) == before
        assert run(mount, *BEGINNING, "--begin-anew").status == 0
        assert run(mount, "member", "list").status == 0
        shutil.rmtree(mount)
        (tmp_path / "unplugged").rename(mount)
        assert run(mount, "member", "list").status == 0


@pytest.mark.parametrize("emptied", [False, True])
def test_files_without_their_database_are_no_new_office(
    office: Anumodon, tmp_path: Path, emptied: bool
) -> None:
    """An empty file in its place, as a computer leaves one that lost its power, is no sound record of 0."""
    data = tmp_path / "data"
    (data / "blobs" / "ab").mkdir()
    (data / "blobs" / "ab" / ("ab" * 32)).write_bytes(b"an image")
    for path in data.glob("anumodon.db*"):
        path.unlink()
    if emptied:
        (data / "anumodon.db").touch()
    for command in (("queue",), ("audit",), ("doctor",), BEGINNING):
        said = office(*command, "--lang", "en")
        assert (said.status, len(said.error.splitlines())) == (2, 1)
        assert "database is missing or empty" in said.error
    assert [path.stat().st_size for path in data.glob("anumodon.db*")] == [0] * emptied


def test_the_doctor_looks_at_a_computer_without_an_office(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    said = run(folder, "doctor", "--json", "--lang", "en")
    found = {reading["key"]: reading for reading in said.json["readings"]}
    assert str(folder) in found["office"]["sentence"]
    assert {"font", "decoder", "rule_pack"} <= found.keys()
    assert f"(fingerprint {rule_pack().fingerprint})" in found["rule_pack"]["sentence"]
    assert not {"database", "record"} & found.keys()
    assert not folder.exists()


def test_a_backup_is_not_restored_onto_a_drive_that_is_not_there(office: Anumodon, tmp_path: Path) -> None:
    passphrase = "কলম চার নদী পাহাড়\n"
    (tmp_path / "drive").mkdir()
    made = office(
        "backup", "now", "--to", tmp_path / "drive", "--passphrase-stdin", "--json", stdin=passphrase
    )
    where = tmp_path / "STICK" / "office"
    said = office(
        "restore", made.json["file"], "--data", where, "--passphrase-stdin", "--lang", "en", stdin=passphrase
    )
    assert (said.status, said.out, len(said.error.splitlines())) == (3, "", 1)
    assert not where.parent.exists()
    shutil.rmtree(tmp_path / "drive")
