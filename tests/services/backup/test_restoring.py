"""Restoring: whole or not at all, an act in the record, and a damaged backup is refused with nothing lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Refusal
from app.services.backup.reading import open_backup
from app.services.backup.restoring import missing_secrets, record_restoring, restore
from app.services.base.desk import open_desk
from app.services.base.enums import SecretPart
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.secrets import vault
from app.work import Work
from tests.services.backup.conftest import Safe
from tests.services.backup.test_making import files
from tests.services.posts import write
from tests.services.refusals import refused
from tests.services.test_vault import form as credential_form

pytestmark = pytest.mark.sqlite  # an office on a server is backed up there

LOTS = settings(
    max_examples=settings.default.max_examples,  # type: ignore[union-attr]
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_a_restored_record_goes_on_by_name_and_reason(safe: Safe, tmp_path: Path) -> None:
    report = safe.back_up()
    write(safe.desk, safe.me, "ব্যাকআপের পরে লেখা।")
    safe.desk.close()
    backup = safe.opened(report)
    restore(backup, tmp_path / "new", Work())
    desk = open_desk(tmp_path / "new")
    try:
        assert continuing.to_settle(desk) is continuing.Open.RESTORED
        assert record_restoring(desk, backup, "কম্পিউটার নষ্ট", safe.me)
        assert continuing.to_settle(desk) is None
        write(desk, safe.me, "কাজ চলছে।")
        found = audit(desk, Work())
        assert found.problems == ()
        assert [note.reason for note in found.notes] == ["কম্পিউটার নষ্ট"] * 2
    finally:
        desk.close()


def test_on_a_new_computer_the_lost_key_is_settled_too(
    safe: Safe, tmp_path: Path, keyring_in_memory: dict[str, str]
) -> None:
    report = safe.back_up()
    safe.desk.close()
    keyring_in_memory.clear()
    backup = safe.opened(report)
    assert restore(backup, tmp_path / "new", Work()).ok
    desk = open_desk(tmp_path / "new")
    try:
        assert not record_restoring(desk, backup, "কম্পিউটার নষ্ট", None), "a lost key wants a name"
        assert record_restoring(desk, backup, "কম্পিউটার নষ্ট", safe.me)
        assert continuing.to_settle(desk) is None
        found = audit(desk, Work())
        assert found.problems == ()
        assert [note.kind for note in found.notes] == ["key_lost", "restored"]
    finally:
        desk.close()


def test_where_members_have_passphrases_nobody_restores_without_a_name(safe: Safe, tmp_path: Path) -> None:
    sign_in.set_first(safe.desk, safe.me, Secret("সবুজ মাঠে সাদা বক ৭"))
    report = safe.back_up()
    backup = safe.opened(report)
    restore(backup, tmp_path / "new", Work())
    desk = open_desk(tmp_path / "new")
    try:
        assert not record_restoring(desk, backup, "কারণ", None)
        assert record_restoring(desk, backup, "কারণ", safe.me)
    finally:
        desk.close()


def test_passwords_that_no_backup_has_are_listed(
    safe: Safe, tmp_path: Path, keyring_in_memory: dict[str, str]
) -> None:
    vault.add(safe.desk, 1, credential_form(), safe.me)
    report = safe.back_up()
    assert missing_secrets(safe.desk) == ()
    safe.desk.close()
    keyring_in_memory.clear()
    restore(safe.opened(report), tmp_path / "new", Work())
    desk = open_desk(tmp_path / "new")
    try:
        (missing,) = missing_secrets(desk)
        assert missing.handle == "sample_upeo"
        assert record_restoring(desk, safe.opened(report), "কম্পিউটার নষ্ট", safe.me)
        before = vault.credential(desk, missing.credential)
        typed = dict(credential_form().parts)
        password = {SecretPart.PASSWORD: typed.pop(SecretPart.PASSWORD)}
        assert refused(vault.set_parts, desk, missing.credential, password, safe.me)
        assert refused(vault.enter_again, desk, missing.credential, {}, safe.me) == "vault.empty"
        vault.enter_again(desk, missing.credential, password, safe.me)
        (left,) = missing_secrets(desk)
        assert set(left.parts) == typed.keys()
        assert refused(vault.enter_again, desk, left.credential, password, safe.me) == "vault.not_lost"
        vault.enter_again(desk, left.credential, typed, safe.me)
        assert missing_secrets(desk) == ()
        now = vault.reveal(desk, left.credential, SecretPart.PASSWORD, safe.me)
        assert now.reveal() == password[SecretPart.PASSWORD].reveal()
        assert vault.credential(desk, left.credential).due_since == before.due_since
        assert audit(desk, Work()).problems == ()
    finally:
        desk.close()


def test_a_folder_with_something_in_it_is_left_alone(safe: Safe, tmp_path: Path) -> None:
    backup = safe.opened(safe.back_up())
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("x")
    assert refused(restore, backup, taken, Work()) == "backup.not_empty"
    assert refused(restore, backup, taken / "letter.txt", Work()) == "backup.not_empty"
    assert files(taken) == {"letter.txt": b"x"}
    (tmp_path / "empty").mkdir()
    assert restore(backup, tmp_path / "empty", Work()).ok


def test_other_files_are_named_as_what_they_are(safe: Safe, tmp_path: Path) -> None:
    report = safe.back_up()
    gone = Path(report.file).with_name("20200101T000000Z-0123456789abcdef.backup")
    assert refused(open_backup, safe.desk.folder.database, safe.recovery) == "backup.not_one"
    assert refused(open_backup, gone, safe.recovery) == "backup.not_there"
    assert refused(open_backup, Path(report.file), None) == "backup.no_secret"


def test_what_only_bears_a_keys_name_is_passed_over(safe: Safe, tmp_path: Path) -> None:
    report = safe.back_up()
    keys = safe.drive / "anumodon-backup" / "keys"
    (keys / f"{'0' * 16}.passphrase.age").mkdir()
    (keys / f"{'1' * 16}.passphrase.age").write_bytes(bytes(1 << 17))
    assert restore(safe.opened(report), tmp_path / "new", Work()).ok


def test_a_folder_in_the_place_of_a_file_is_one_sentence(safe: Safe) -> None:
    report = safe.back_up()
    piece = next(safe.drive.rglob(f"{safe.opened(report).manifest.blobs[0].pieces[0]}.age"))
    piece.unlink()
    piece.mkdir()
    assert refused(safe.back_up) == "backup.not_writable"
    piece.rmdir()
    assert safe.back_up().proof.proved


def test_an_older_backup_under_a_newer_ones_name_is_refused(safe: Safe) -> None:
    older = Path(safe.back_up().file)
    newer = older.with_name(f"20991231T235959Z{older.name[16:]}")
    newer.write_bytes(older.read_bytes())
    assert refused(open_backup, newer, safe.recovery) == "backup.damaged"


@pytest.fixture
def backed_up(safe: Safe) -> tuple[Safe, str]:
    return safe, Path(safe.back_up().file).name


@LOTS
@given(data=st.data())
def test_a_damaged_backup_is_refused_with_nothing_lost(
    backed_up: tuple[Safe, str], tmp_path: Path, data: st.DataObject
) -> None:
    safe, name = backed_up
    drive = tmp_path / "damaged"
    shutil.rmtree(drive, ignore_errors=True)
    shutil.copytree(safe.drive / "anumodon-backup", drive)
    whole = sorted(path for path in drive.rglob("*") if path.is_file() and path.name != "README.txt")
    file = data.draw(st.sampled_from(whole))
    changed = data.draw(damages(file.read_bytes()))
    if changed is None:
        file.unlink()
    else:
        file.write_bytes(changed)
    new = tmp_path / "new"
    with pytest.raises(Refusal):
        restore(open_backup(drive / name, safe.recovery), new, Work())
    assert not new.exists()
    assert not list(tmp_path.glob(".new*"))


@st.composite
def damages(draw: st.DrawFn, whole: bytes) -> bytes | None:
    """The file with some bytes changed, cut off, added or swapped; None for one that is gone."""
    kind = draw(st.sampled_from(["flip", "cut", "add", "empty", "gone", "zeros"]))
    at = draw(st.integers(0, len(whole) - 1))
    match kind:
        case "flip":
            changed = bytearray(whole)
            changed[at] ^= 1 << draw(st.integers(0, 7))
            return bytes(changed)
        case "cut":
            return whole[:at]
        case "add":
            return whole + random.Random(at).randbytes(1 + at % 50)
        case "zeros":
            return whole[:at] + bytes(min(512, len(whole) - at)) + whole[at + 512 :]
        case "empty":
            return b""
        case _:
            return None
