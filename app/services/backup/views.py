"""What the backup's services hand out: frozen values, never a secret in one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.services.base.enums import SecretPart
from app.services.record.views import AuditProblem
from app.values import dataclass

if TYPE_CHECKING:
    from app.services.backup.proving import Proof


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup came to. `size` is how many bytes it holds, `written` how many of them were new.

    `removed`: earlier backups that were thinned out. `recorded` is false where the record takes no event.
    """

    file: str
    made_at: datetime
    proof: Proof
    blobs: int
    size: int
    written: int
    removed: int
    recorded: bool


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup as it lies on a drive. `proved_at` is there for this desk's newest, where it was proved."""

    file: str
    made_at: datetime
    proved_at: datetime | None


@dataclass(frozen=True, slots=True)
class MissingSecret:
    """A login with values in no backup: which account's, what it is called, and which `parts` to enter."""

    platform: str
    handle: str
    label: str
    account_id: int
    credential: int
    parts: tuple[SecretPart, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restoring came to. `settled` is whether it is in the record, by whom and why.

    `problems` are those of the audit; `missing` the passwords that this computer's keyring lacks.
    """

    folder: str
    made_at: datetime
    office_bn: str
    office_en: str
    events: int
    blobs: int
    problems: tuple[AuditProblem, ...]
    settled: bool
    missing: tuple[MissingSecret, ...]
