"""A backup is whole and proved, holds only what is new, and no drive's trouble leaves anything half."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import Cancelled, MissingEnvironment, Refusal
from app.services.backup import making, recovery, state
from app.services.backup.keys import FolderKey
from app.services.backup.proving import prove
from app.services.backup.pruning import to_keep
from app.services.backup.reading import open_backup
from app.services.backup.restoring import restore
from app.services.backup.storage import BackupFile, Storage
from app.services.base.clock import stamp
from app.services.base.desk import open_desk
from app.services.base.secret import Secret
from app.services.posts import queue
from app.services.record.audit import audit
from app.work import Work
from tests.services.backup.conftest import Safe
from tests.services.posts import write
from tests.services.refusals import refused

pytestmark = pytest.mark.sqlite  # an office on a server is backed up there


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_backup_is_proved_and_gives_everything_back(safe: Safe, tmp_path: Path) -> None:
    report = safe.back_up()
    assert report.proof.proved
    assert report.blobs == 1
    found = restore(safe.opened(report), tmp_path / "new", Work())
    assert found.ok
    again = open_desk(tmp_path / "new")
    try:
        told = queue.draft(again, 1)
        assert told.version == queue.draft(safe.desk, 1).version
        image = told.version.attachments[0].sha256
        assert again.blobs.read(image) == safe.desk.blobs.read(image)
    finally:
        again.close()


def test_only_what_is_new_is_written(safe: Safe) -> None:
    first = safe.back_up()
    write(safe.desk, safe.me, "দ্বিতীয় পোস্ট।", images=2)
    second = safe.back_up()
    assert second.proof.proved
    assert second.written < first.written / 2 + 2_000_000
    pieces = [path for path in files(safe.drive) if "pieces" in path]
    assert second.blobs == 2  # the first image is the same
    assert len(pieces) == len(safe.opened(first).manifest.pieces() | safe.opened(second).manifest.pieces())


def test_nothing_readable_lies_on_the_drive(safe: Safe) -> None:
    safe.back_up()
    whole = b"".join(files(safe.drive).values())
    for readable in ("ভূমি উন্নয়ন", "Rahima", "SQLite format", "AGE-SECRET-KEY"):
        assert readable.encode() not in whole
    assert not list(safe.desk.folder.backups.iterdir()), "the scratch place is gone"


def test_age_opens_what_was_written(safe: Safe, tmp_path: Path) -> None:
    report = safe.back_up()
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(safe.recovery.reveal())
    (wrapped,) = (safe.drive / "anumodon-backup" / "keys").iterdir()
    key = tmp_path / "key.txt"
    for identity, locked, out in (
        (sheet, wrapped, key),
        (key, Path(report.file), tmp_path / "list.json"),
        (key, next((safe.drive / "anumodon-backup" / "pieces").rglob("*.age")), tmp_path / "piece"),
    ):
        subprocess.run(["age", "-d", "-i", identity, "-o", out, locked], check=True)
    assert '"format":"anumodon-backup 1"' in (tmp_path / "list.json").read_text()


def test_a_passphrase_opens_a_backup_and_another_one_does_not(safe: Safe, tmp_path: Path) -> None:
    right = Secret("সবুজ মাঠে সাদা বক")
    report = safe.back_up(right)
    assert report.proof.proved
    assert open_backup(Path(report.file), right).manifest == safe.opened(report).manifest
    assert refused(open_backup, Path(report.file), Secret("সবুজ মাঠে সাদা হাঁস")) == "backup.wrong_secret"
    before = files(safe.drive)
    assert refused(safe.back_up, Secret("another passphrase")) == "backup.wrong_passphrase"
    assert files(safe.drive) == before


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "grouped"])
def test_a_recovery_key_may_be_typed_from_its_sheet(safe: Safe, typed: str) -> None:
    report = safe.back_up()
    text = safe.recovery.reveal()
    given = {"lower": text.lower(), "grouped": "\n".join(recovery.in_groups(safe.recovery))}
    assert open_backup(Path(report.file), Secret(given.get(typed, typed.format(text))))
    assert refused(open_backup, Path(report.file), Secret(text[:-1])) == "backup.bad_recovery_key"


def test_without_a_key_nothing_is_begun(safe: Safe, tmp_path: Path) -> None:
    assert refused(safe.back_up, Secret("short")) == "backup.short_passphrase"
    assert refused(safe.back_up, safe.recovery) == "backup.key_as_passphrase"
    other = open_desk(tmp_path / "other")
    assert refused(making.back_up, other, safe.drive, None, None, Work()) == "backup.no_key"
    other.close()


def test_a_drive_that_is_not_there_is_said_and_nothing_is_made(safe: Safe, tmp_path: Path) -> None:
    away = Safe(safe.desk, safe.me, safe.recovery, tmp_path / "pulled" / "usb")
    assert refused(away.back_up) == "backup.no_place"
    assert not (tmp_path / "pulled").exists()


@pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX stands in for a full drive")
def test_a_full_drive_leaves_the_earlier_backup_whole(safe: Safe) -> None:
    first = safe.back_up()
    before = files(safe.drive)
    safe.desk.blobs.put(bytes(range(256)) * 16_384)  # 4 MiB: more than a file may be long below
    import resource  # no such module on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, hard))
    try:
        assert refused(safe.back_up) == "backup.full"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    left = files(safe.drive)
    assert left.items() >= before.items()
    assert not [name for name in left if "partial" in name]
    assert prove(safe.opened(first), Work()).proved
    assert safe.back_up().proof.proved


def test_how_far_a_backup_is_never_goes_back(safe: Safe) -> None:
    """The copy of the database, what is written, what is read back, and the audit count in turn."""
    told: list[float] = []
    work = Work(lambda done, total: told.append(done / total))
    making.back_up(safe.desk, safe.drive, None, safe.me, work)
    assert told == sorted(told)
    assert told[0] <= 0.1
    assert told[-1] == 1
    assert {0.1, 0.5} < set(told)


@pytest.mark.parametrize("at", [0, 30, 90])
def test_a_backup_that_is_stopped_is_none(safe: Safe, at: int) -> None:
    work = Work(lambda done, total: work.cancel() if done * 100 >= at * total else None)
    with pytest.raises(Cancelled):
        making.back_up(safe.desk, safe.drive, None, safe.me, work)
    assert Storage.under(safe.drive).backups() == []
    assert safe.back_up().proof.proved


@pytest.mark.parametrize("at", [0, 20, 45])
@pytest.mark.parametrize("left", ["", "anumodon-backup", "anumodon-backup/pieces"])
def test_a_drive_pulled_out_meanwhile_is_one_sentence(safe: Safe, at: int, left: str) -> None:
    """What stays is the empty folder it was mounted at, or a part of what was on it."""
    first = safe.back_up()
    write(safe.desk, safe.me, "নোটিশ", images=1)
    kept = safe.drive.with_name("kept")
    pulled = []

    def pull(done: int, total: int) -> None:
        if not pulled and done * 100 >= at * total:
            pulled.append(done)
            shutil.copytree(safe.drive, kept)
            shutil.rmtree(safe.drive)
            (safe.drive / left).mkdir(parents=True)

    with pytest.raises(MissingEnvironment) as refusal:
        making.back_up(safe.desk, safe.drive, None, safe.me, Work(pull))
    assert refusal.value.key in ("backup.gone", "backup.no_place")
    shutil.rmtree(safe.drive)
    kept.rename(safe.drive)  # plugged in again
    assert prove(safe.opened(first), Work()).proved
    assert safe.back_up().proof.proved
    assert audit(safe.desk, Work()).ok


def test_a_backup_while_others_write_is_sound(safe: Safe, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[int] = []

    def keep_writing() -> None:
        while not stop.is_set():
            written.append(write(safe.desk, safe.me, f"নোটিশ {len(written)}", images=len(written) % 2).id)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        reports = [safe.back_up() for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    assert all(report.proof.proved for report in reports)
    assert written
    assert restore(safe.opened(reports[-1]), tmp_path / "new", Work()).events == reports[-1].proof.events
    assert audit(safe.desk, Work()).ok


def test_a_damaged_piece_is_found_and_the_next_backup_mends_it(safe: Safe) -> None:
    first = safe.back_up()
    blob = safe.opened(first).manifest.blobs[0]
    piece = next(safe.drive.rglob(f"{blob.pieces[0]}.age"))
    piece.write_bytes(piece.read_bytes()[:-3])
    proof = prove(safe.opened(first), Work())
    assert not proof.proved
    assert proof.damaged == set(blob.pieces)
    assert safe.back_up().proof.proved
    assert prove(safe.opened(first), Work()).proved


def test_an_image_damaged_at_the_desk_is_named_by_the_proof(safe: Safe) -> None:
    image = queue.draft(safe.desk, 1).version.attachments[0].sha256
    path = safe.desk.folder.blobs / image[:2] / image
    path.chmod(0o600)
    path.write_bytes(b"another")
    report = safe.back_up()
    assert not report.proof.proved
    assert [problem.kind for problem in report.proof.problems] == ["image_changed"]
    assert report.proof.damaged == frozenset()


def test_what_was_proved_is_remembered(safe: Safe) -> None:
    assert state.last(safe.desk) is None
    report = safe.back_up()
    found = state.last(safe.desk)
    assert found is not None
    assert (found.file, found.made_at) == (report.file, report.made_at)
    assert found.proved_at is not None
    assert not state.is_wanted(safe.desk)
    state.keep_folder(safe.desk, safe.drive)
    state.keep_every(safe.desk, 1)
    assert not state.is_wanted(safe.desk)
    old = datetime.now(UTC) - timedelta(days=2)
    state.keep_last(safe.desk, state.LastBackup(report.file, old, old))
    assert state.is_wanted(safe.desk)


def test_old_backups_are_thinned_and_no_piece_of_the_others_goes(safe: Safe) -> None:
    first = safe.back_up()
    opened = safe.opened(first)
    key, storage = opened.key, Storage.of(Path(first.file))
    # Backups of the same day, older than the two weeks of which each day's last one stays.
    for hour in range(8):
        made_at = datetime.now(UTC).replace(hour=hour, minute=0, second=0) - timedelta(days=40)
        manifest = replace(opened.manifest, made_at=stamp(made_at))
        storage.add_backup(made_at, key.id, key.encrypt(manifest.to_bytes()))
    orphan = storage.path / "pieces" / key.id / "00" / f"{'0' * 40}.age"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"of a backup that was stopped")
    stranger = storage.add_backup(
        datetime.now(UTC) - timedelta(days=40), FolderKey.new().id, b"another desk's"
    )
    write(safe.desk, safe.me, "নতুন পোস্ট।", images=1)
    second = safe.back_up()
    assert second.removed > 0
    assert stranger.exists()
    assert not orphan.exists()
    assert all(prove(safe.opened(one), Work()).proved for one in (first, second))


def test_which_backups_stay() -> None:
    newest = datetime(2026, 12, 31, 12, tzinfo=UTC)
    hourly = [
        BackupFile(Path(f"{hours}.backup"), newest - timedelta(hours=hours), "k")
        for hours in range(0, 24 * 800, 6)
    ]
    kept = sorted(one.made_at for one in to_keep(hourly))
    assert len({at.date() for at in kept if newest - at <= timedelta(days=14)}) == 15
    assert {(at.year, at.month) for at in kept} >= {(2026, month) for month in range(1, 13)}
    assert {at.year for at in kept} == {2024, 2025, 2026}
    assert len(kept) < 60
    assert to_keep([]) == set()


def test_a_record_that_takes_no_event_is_backed_up_all_the_same(safe: Safe) -> None:
    with safe.desk.store.write() as transaction:
        transaction.database.execute_sql("UPDATE chain_head SET hash = '0' WHERE id = 1")
    report = safe.back_up()
    assert not report.recorded
    assert not report.proof.proved
    assert report.proof.damaged == frozenset()


def test_a_drive_that_holds_another_desks_backups_too(safe: Safe, keyring_in_memory: dict[str, str]) -> None:
    first = safe.back_up()
    del keyring_in_memory[next(name for name in keyring_in_memory if name.startswith("backup-key"))]
    second = safe.back_up()
    assert second.proof.proved
    assert safe.opened(first).key.id != safe.opened(second).key.id
    assert prove(safe.opened(first), Work()).proved


def test_only_the_authority_makes_the_recovery_key(safe: Safe) -> None:
    before = recovery.recovery_public(safe.desk)
    assert refused(recovery.make_recovery_key, safe.desk, " ", safe.me) == "review.reason_missing"
    with pytest.raises(Refusal):
        recovery.make_recovery_key(safe.desk, "চাবি হারিয়েছে", 99)
    assert recovery.recovery_public(safe.desk) == before
    first = safe.back_up()
    newer = recovery.make_recovery_key(safe.desk, "চাবি হারিয়েছে", safe.me)
    second = safe.back_up()
    assert open_backup(Path(second.file), newer).manifest
    assert open_backup(Path(first.file), safe.recovery).manifest


def test_the_limits_of_what_stays() -> None:
    newest = datetime(2026, 6, 20, 12, tzinfo=UTC)

    def staying(*ages: timedelta) -> list[timedelta]:
        kept = to_keep([BackupFile(Path(str(age)), newest - age, "k") for age in ages])
        return sorted(newest - one.made_at for one in kept)

    first_five = [timedelta(hours=hours) for hours in range(5)]
    days, moment = timedelta(days=1), timedelta(seconds=1)
    assert staying(*first_five, timedelta(hours=5)) == first_five, "the newest of one day"
    assert staying(*first_five, 14 * days) == [*first_five, 14 * days], "the last of its day"
    assert staying(*first_five, 14 * days + moment) == first_five
    last_of_2024 = newest - datetime(2024, 12, 31, tzinfo=UTC)
    for age in (730 * days, 730 * days + moment):
        kept = [age] if age == 730 * days else []
        assert staying(*first_five, last_of_2024, age) == [*first_five, last_of_2024, *kept]


def test_no_piece_goes_while_a_backup_that_stays_cannot_be_read(safe: Safe) -> None:
    first = safe.back_up()
    key = safe.opened(first).key
    storage = Storage.of(Path(first.file))
    for hour in range(8):
        made_at = datetime.now(UTC).replace(hour=hour, minute=0, second=0) - timedelta(days=40)
        storage.add_backup(made_at, key.id, Path(first.file).read_bytes())
    storage.add_backup(datetime.now(UTC) - timedelta(days=1), key.id, b"torn off")
    perhaps_needed = storage.path / "pieces" / key.id / "00" / f"{'0' * 40}.age"
    perhaps_needed.parent.mkdir(exist_ok=True)
    perhaps_needed.write_bytes(b"of the backup that cannot be read")
    assert safe.back_up().removed > 0
    assert perhaps_needed.exists()


def test_a_backup_that_was_not_proved_leaves_the_day_of_the_last_proof(safe: Safe) -> None:
    proved = datetime.now(UTC) - timedelta(days=1)
    state.keep_last(safe.desk, state.LastBackup("first", proved, proved))
    state.keep_last(safe.desk, state.LastBackup("second", datetime.now(UTC), None))
    found = state.last(safe.desk)
    assert found is not None
    assert (found.file, found.proved_at) == ("second", proved)
    state.keep_folder(safe.desk, safe.drive)
    state.keep_every(safe.desk, 1)
    assert state.is_wanted(safe.desk), "a day is over since the last proof"
    state.keep_last(safe.desk, state.LastBackup("third", proved, proved + timedelta(hours=1)))
    assert not state.is_wanted(safe.desk)


def test_a_backup_within_the_data_folder_is_none(safe: Safe, tmp_path: Path) -> None:
    """It would be lost with what it is to save, also where a link leads there."""
    link = tmp_path / "link"
    link.symlink_to(safe.desk.folder.path, target_is_directory=True)
    for to in (safe.desk.folder.path, safe.desk.folder.backups, link):
        assert refused(making.back_up, safe.desk, to, None, safe.me, Work()) == "backup.within_data"
        assert refused(state.keep_folder, safe.desk, to) == "backup.within_data"
    assert not (safe.desk.folder.path / "anumodon-backup").exists()
    beside = safe.desk.folder.path.with_name(f"{safe.desk.folder.path.name} copy")
    state.keep_folder(safe.desk, beside)
