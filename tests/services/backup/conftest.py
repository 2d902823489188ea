"""An office with a post and an image, its recovery key, and a drive to back it up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.services.backup import making, recovery
from app.services.backup.reading import OpenBackup, open_backup
from app.services.backup.views import BackupReport
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.work import Work
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write


@dataclass(frozen=True)
class Safe:
    """A desk whose backups open with the recovery key."""

    desk: Desk
    me: int
    recovery: Secret
    drive: Path

    def back_up(self, secret: Secret | None = None) -> BackupReport:
        return making.back_up(self.desk, self.drive, secret, self.me, Work())

    def opened(self, report: BackupReport) -> OpenBackup:
        return open_backup(Path(report.file), self.recovery)


@pytest.fixture
def keyring_in_memory() -> Iterator[dict[str, str]]:
    with memory_keyring() as kept:
        yield kept


@pytest.fixture
def safe(
    tmp_path: Path, keyring_in_memory: dict[str, str], desk: Desk, office_of_one: dict[str, int]
) -> Safe:
    me = office_of_one["Rahima"]
    write(desk, me, images=1)
    drive = tmp_path / "usb"
    drive.mkdir()
    return Safe(desk, me, recovery.make_recovery_key(desk, "প্রথম চাবি", me), drive)
