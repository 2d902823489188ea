"""Backups damaged at random, and backups made while others write to a drive that fills or is pulled out.

`python -m tests.helpers.damaged_backups DAMAGES ROUNDS [SEED]` says what was done and found: so many damaged
backups, each of which has to be refused by one sentence with nothing lost, then so many rounds at a drive of
a few MB. Whatever was called proved has to give a sound record back, also after the rounds that followed.
The drive is a file system of its own, so rounds want root on Linux; 0 leaves them out.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.errors import MissingEnvironment, Refusal
from app.i18n import LANGUAGES, Translator
from app.services.backup import making, recovery
from app.services.backup.proving import prove
from app.services.backup.reading import OpenBackup, open_backup
from app.services.backup.restoring import _EXPECTED, restore
from app.services.backup.storage import NAME, SUFFIX, Storage
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.base.secret import Secret
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write

_PASSPHRASE = Secret("সবুজ মাঠে সাদা বক ৭ উড়ে যায়")
_WRONG = ("x", "সবুজ মাঠে সাদা বক ৮ উড়ে যায়", "a" * 5_000, "AGE-SECRET-KEY-1QQQQ", "\0")
_KINDS = (
    "flip",
    "flips",
    "cut",
    "add",
    "zeros",
    "empty",
    "gone",
    "folder",
    "swap",
    "copied",
    "older",
    "secret",
)
_BESIDE = (".db-wal", ".db-shm")
_PLENTY = 64 << 10  # KiB of a drive that is not full
_FREE = (0, 4, 16, 64, 256, 1024)  # KiB that are free on one that will be


def damage(rounds: int, seed: int = 1) -> Counter[str]:
    """So many damaged backups: how many of each kind of damage were refused by which sentence.

    Raises `AssertionError` for one that came back, and for whatever a refusal changed or left behind.
    """
    chance, found = random.Random(seed), Counter[str]()
    with _office_of_one() as (desk, me, folder):
        drive = folder / "usb"
        drive.mkdir()
        secret = recovery.make_recovery_key(desk, "প্রথম চাবি", me)
        for number in range(4):
            write(desk, me, f"নোটিশ {number}: ভূমি উন্নয়ন কর অনলাইনে দেওয়া যায়।", images=2)
            made = making.back_up(desk, drive, _PASSPHRASE if number % 2 else None, me, Work())
            assert made.proof.proved
        whole = [open_backup(path, secret) for path in sorted((drive / NAME).glob(f"*{SUFFIX}"))]
        desk_before, copy = _state(desk.folder.path), folder / "damaged"
        for _ in range(rounds):
            shutil.copytree(drive / NAME, copy)
            backup, kind = chance.choice(whole), chance.choice(_KINDS)
            typed = Secret(chance.choice(_WRONG)) if kind == "secret" else secret
            if kind != "secret":
                _damage(copy, backup, kind, chance)
            hurt = kind == "secret" or _is_hurt(copy, backup)
            before = _state(copy)
            told = _restored(copy / backup.file.path.name, typed, folder / "new")
            assert hurt == bool(told), f"{kind}: {told or 'a damaged backup came back'}"
            found[f"{kind}: {told or 'not of this backup, which came back'}"] += 1
            assert _state(copy) == before, f"{kind}: what could still be saved was changed"
            shutil.rmtree(copy)
        assert _state(desk.folder.path) == desk_before
        assert all(prove(one, Work()).proved for one in whole)
    return found


def at_a_failing_drive(rounds: int, seed: int = 1) -> Counter[str]:
    """So many backups to a drive that fills or is pulled out, while others write: what was told of each.

    Raises `AssertionError` where one that was proved is not whole any more, or comes back unsound.
    """
    chance, found = random.Random(seed), Counter[str]()
    with _office_of_one() as (desk, me, folder), _Drive(folder) as drive, _busy(desk, me) as written:
        secret = recovery.make_recovery_key(desk, "প্রথম চাবি", me)
        proved: set[Path] = set()
        for number in range(rounds):
            kind, at = chance.choice(("filled", "pulled", "left alone")), chance.random()
            if kind == "filled":
                drive.leave_free(chance.choice(_FREE))
            told = _backed_up(desk, me, drive, at if kind == "pulled" else 2.0, proved)
            found[f"{kind}: {told}"] += 1
            drive.plug_in()
            drive.leave_free(_PLENTY)
            there = {one.path for one in Storage.under(drive.path).backups()}
            last = number == rounds - 1
            for path in sorted(proved & there)[-3 if not last else 0 :]:
                assert prove(open_backup(path, secret), Work()).proved, path
            if number % 10 == 9 or last:
                assert _backed_up(desk, me, drive, 2.0, proved) == "proved"
                newest = max(proved)
                assert not _restored(newest, secret, folder / "new")
                found["restored, record sound"] += 1
        found["posts written meanwhile"] = len(written)
        assert not (report := audit(desk, Work())).problems, report.problems
    return found


@contextlib.contextmanager
def _office_of_one() -> Iterator[tuple[Desk, int, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="anumodon-backups-"))
    with memory_keyring():
        desk = open_desk(folder / "data")
        try:
            yield desk, set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"], folder
        finally:
            desk.close()
            shutil.rmtree(folder, ignore_errors=True)


def _restored(path: Path, secret: Secret, target: Path) -> str:
    """What a restoring was refused for, "" where it came back sound. Nothing is left of either."""
    try:
        report = restore(open_backup(path, secret), target, Work())
    except Refusal as refusal:
        assert not target.exists()
        assert not list(target.parent.glob(f".{target.name}*"))
        return _one_sentence(refusal)
    assert {one.kind for one in report.problems} <= _EXPECTED, report.problems
    shutil.rmtree(target)
    return ""


def _one_sentence(refusal: Refusal) -> str:
    for language in LANGUAGES:
        sentence = Translator(language).refusal(refusal)
        assert sentence.strip(), refusal.key
        assert "\n" not in sentence, sentence
    return refusal.key


def _state(folder: Path) -> dict[str, str]:
    """Every file of a folder by its digest, without what SQLite keeps beside an open database."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    )
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def _needed(backup: OpenBackup) -> set[Path]:
    """The files that a backup is made of, and the key that the recovery key opens."""
    root, key = backup.storage.path, backup.key.id
    stored = (backup.manifest.database, *backup.manifest.blobs)
    pieces = {name for one in stored for name in one.pieces}
    files = {path for path in root.glob(f"pieces/{key}/*/*.age") if path.stem in pieces}
    return {backup.file.path, *files, *root.glob(f"keys/{key}.recovery-*.age")}


def _is_hurt(copy: Path, backup: OpenBackup) -> bool:
    root = backup.storage.path
    there = ((path, copy / path.relative_to(root)) for path in _needed(backup))
    return any(not now.is_file() or now.read_bytes() != path.read_bytes() for path, now in there)


def _damage(copy: Path, backup: OpenBackup, kind: str, chance: random.Random) -> None:
    """Damage a file of the copy: as often a backup's own, a piece, or a key, so that small ones come too."""
    pieces, keys = sorted(copy.glob("pieces/*/*/*.age")), sorted(copy.glob("keys/*.age"))
    own = copy / backup.file.path.name
    file = own if kind == "older" else chance.choice((own, chance.choice(pieces), chance.choice(keys)))
    data = file.read_bytes()
    at = chance.randrange(len(data))
    others = [one for one in (sorted(copy.glob(f"*{SUFFIX}")) if file == own else pieces) if one != file]
    other = chance.choice(others)
    match kind:
        case "flip" | "flips":
            changed = bytearray(data)
            for _ in range(1 if kind == "flip" else 41):
                changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            file.write_bytes(changed)
        case "cut":
            file.write_bytes(data[:at])
        case "add":
            file.write_bytes(data + chance.randbytes(1 + at % 50))
        case "zeros":
            file.write_bytes(data[:at] + bytes(len(data) - at))
        case "empty":
            file.write_bytes(b"")
        case "gone" | "folder":
            file.unlink()
            if kind == "folder":
                file.mkdir()
        case "swap":
            file.write_bytes(other.read_bytes())
            other.write_bytes(data)
        case _:
            file.write_bytes(other.read_bytes())


def _backed_up(desk: Desk, me: int, drive: _Drive, at: float, proved: set[Path]) -> str:
    """What became of a backup to a drive that is pulled out once so much of the work is done."""

    def step(done: int, total: int) -> None:
        if done >= at * total:
            drive.pull()

    try:
        made = making.back_up(desk, drive.path, None, me, Work(step))
    except MissingEnvironment as refusal:
        return _one_sentence(refusal)
    if not made.proof.proved:
        return "told that it is not proved"
    proved.add(Path(made.file))
    return "proved"


class _Drive:
    """A file system in memory, mounted where a drive would be: it can be made small, pulled, plugged in."""

    def __init__(self, folder: Path) -> None:
        self._file_system, self.path = folder / "file-system", folder / "usb"
        self._plugged = False

    def __enter__(self) -> _Drive:
        self._file_system.mkdir()
        self.path.mkdir()
        _run("mount", "-t", "tmpfs", "-o", f"size={_PLENTY}k", "tmpfs", str(self._file_system))
        self.plug_in()
        return self

    def __exit__(self, *_: object) -> None:
        self.pull()
        _run("umount", "--lazy", str(self._file_system))

    def leave_free(self, room: int) -> None:
        """Leave so many KiB."""
        used = shutil.disk_usage(self._file_system).used >> 10
        _run("mount", "-o", f"remount,size={used + max(room, 4)}k", str(self._file_system))

    def pull(self) -> None:
        if self._plugged:
            _run("umount", "--lazy", str(self.path))
            self._plugged = False

    def plug_in(self) -> None:
        if not self._plugged:
            _run("mount", "--bind", str(self._file_system), str(self.path))
            self._plugged = True


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


@contextlib.contextmanager
def _busy(desk: Desk, me: int) -> Iterator[list[int]]:
    """Somebody who goes on writing posts, every other one with an image."""
    stop, written = threading.Event(), list[int]()

    def keep_writing() -> None:
        while not stop.wait(0.2):
            text = f"নোটিশ {len(written)}: ভূমি উন্নয়ন কর অনলাইনে দেওয়া যায়।"
            written.append(write(desk, me, text, images=len(written) % 2).id)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        yield written
    finally:
        stop.set()
        writer.join()


def main() -> None:
    damages, at_drive = int(sys.argv[1]), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    for found in (damage, at_a_failing_drive):
        rounds = damages if found is damage else at_drive
        for what, n in sorted(found(rounds, seed).items() if rounds else ()):
            print(f"{what:64}{n:8}", flush=True)


if __name__ == "__main__":
    main()
