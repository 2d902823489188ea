"""An opened backup: its list, and its files piece by piece. Nothing that was changed is ever handed out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.durable import sync_file
from app.errors import MissingEnvironment, Refusal
from app.services.backup.keys import FolderKey, unwrapped
from app.services.backup.manifest import Manifest, StoredFile
from app.services.backup.storage import BackupFile, Storage, backup_file
from app.services.base.clock import moment
from app.services.base.secret import Secret
from app.values import dataclass
from app.work import Work


class DamagedFile(Exception):
    """A file of a backup cannot be put together. `pieces`: those that are missing or changed."""

    def __init__(self, sha256: str, pieces: tuple[str, ...]) -> None:
        super().__init__(sha256)
        self.sha256 = sha256
        self.pieces = pieces


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """A backup that its key opened."""

    file: BackupFile
    storage: Storage
    key: FolderKey
    manifest: Manifest

    def read(self, stored: StoredFile) -> Iterator[bytes]:
        """The file's bytes, piece by piece, and at the end the certainty that they are the right ones.

        Raises `DamagedFile`, before or after some of the bytes were handed out.
        """
        whole, size = hashlib.sha256(), 0
        damaged = []
        for name in stored.pieces:
            data = self._piece(name)
            if data is None:
                damaged.append(name)
            elif not damaged:
                whole.update(data)
                size += len(data)
                yield data
        if damaged:
            raise DamagedFile(stored.sha256, tuple(damaged))
        if (whole.hexdigest(), size) != (stored.sha256, stored.size):
            raise DamagedFile(stored.sha256, stored.pieces)

    def write(self, stored: StoredFile, target: Path, progress: Progress) -> None:
        """Write the file to `target`, private to the user, and wait for the disk. Raises like `read`."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
            for data in self.read(stored):
                file.write(data)
                progress.add(len(data))
            sync_file(file)

    def damaged_blobs(self, progress: Progress) -> list[DamagedFile]:
        """Read every image and video to its end, and say which are not whole."""
        found = []
        for blob in self.manifest.blobs:
            try:
                for data in self.read(blob):
                    progress.add(len(data))
            except DamagedFile as damaged:
                found.append(damaged)
        return found

    def _piece(self, name: str) -> bytes | None:
        data = self.storage.piece(self.key.id, name)
        if data is None:
            return None
        try:
            found = self.key.decrypt(data)
        except ValueError:
            return None
        return found if self.key.name_of(found) == name else None


class Progress:
    """Says how far the reading and writing of so many bytes is, in KiB."""

    def __init__(self, work: Work, total: int) -> None:
        self._work = work
        self._total = max(total >> 10, 1)
        self._bytes = 0
        work.step(0, self._total)

    def add(self, n: int) -> None:
        """Another `n` bytes are done. Raises `Cancelled`."""
        self._bytes += n
        self._work.step(min(self._bytes >> 10, self._total), self._total)


def open_backup(path: Path, secret: Secret | None, known: Iterable[FolderKey] = ()) -> OpenBackup:
    """Open the backup whose own file is at `path`: by the secret, or by a key that is `known` here.

    Raises `Refusal` "backup.not_one" for another file, "backup.no_secret" where neither is there,
    "backup.wrong_secret" where neither fits, and "backup.damaged" for a list that was changed.
    """
    file = required_file(path)
    storage = Storage.of(path)
    try:
        data = storage.read(path)
    except (FileNotFoundError, IsADirectoryError) as problem:
        raise Refusal("backup.not_there", name=path.name) from problem
    key = _key_for(file, storage, secret, known)
    try:
        manifest = Manifest.from_bytes(key.decrypt(data))
    except ValueError as problem:
        raise Refusal("backup.damaged", name=path.name) from problem
    if moment(manifest.made_at).replace(microsecond=0) != file.made_at:  # another day's, under this name
        raise Refusal("backup.damaged", name=path.name)
    return OpenBackup(file, storage, key, manifest)


def required_file(path: Path) -> BackupFile:
    """What the name of a backup's own file says. Raises `Refusal` "backup.not_one" for another file."""
    file = backup_file(path)
    if file is None:
        raise Refusal("backup.not_one", name=path.name)
    return file


def key_by_secret(storage: Storage, secret: Secret, wanted: str | None = None) -> FolderKey | None:
    """The folder's key of that id (of any, without one) that the secret opens, None where it opens none."""
    try:
        for id_, data in storage.key_files():
            if wanted in (None, id_):
                key = unwrapped(data, secret)
                if key is not None and key.id == id_:
                    return key
    except FileNotFoundError:  # taken out while it was looked at
        return None
    return None


def _key_for(
    file: BackupFile, storage: Storage, secret: Secret | None, known: Iterable[FolderKey]
) -> FolderKey:
    for key in known:
        if key.id == file.key:
            return key
    if secret is None:
        raise MissingEnvironment("backup.no_secret")
    found = key_by_secret(storage, secret, file.key)
    if found is None:
        raise Refusal("backup.wrong_secret")
    return found
