"""The office's recovery key: whoever has it opens every backup. Made once, printed, put into the safe.

Its public half is the office's and part of the record; backups by schedule are made with that alone. The
secret half is handed out once, to be shown and printed, and is kept nowhere.
"""

from __future__ import annotations

from app.errors import MissingEnvironment, Refusal
from app.models.tables import Office
from app.services.backup.keys import FolderKey, new_recovery_key
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.record.chain_audit import KEY_SET_ALONE
from app.services.record.ledger import change, record
from app.services.record.proof import prove_office
from app.services.record.roles import require_authority
from app.services.record.second_member import record_second, require_second

KEY_SET = "office.recovery_key"


def recovery_public(desk: Desk) -> str:
    """The public half of the office's recovery key, "" where none was made."""
    with desk.store.read():
        row = Office.get_or_none()
        return "" if row is None else str(row.recovery_key)


def make_recovery_key(
    desk: Desk, reason: str, by: int, second: int | None = None, alone: bool = False
) -> Secret:
    """Make the office's recovery key, or another in its place, and hand out the secret half: once.

    Backups made before stay open to the key they were made for. Raises `Refusal` for anybody but the
    authority (in an office without one, a decider), for a missing reason, and in a team for a second member
    who is missing or the same, as `services.record.second_member` says.
    """
    secret, public = new_recovery_key()
    with desk.store.write():
        require_authority(by, reason)
        require_second(by, second, alone)
        prove_office()
        row = Office.get_or_none()
        if row is None:
            raise Refusal("backup.no_office")
        record(desk, KEY_SET, change(row, recovery_key=public), by=by, facts={"reason": reason.strip()})
        record_second(desk, KEY_SET, by, second, alone, KEY_SET_ALONE, reason)
    return secret


def desk_key(desk: Desk, *, make: bool) -> FolderKey | None:
    """The key this desk encrypts with where the office has a recovery key. It is kept in the keyring.

    None where there is none and none is to be made. Raises `MissingEnvironment` where the keyring fails.
    """
    name = f"backup-key-{desk.keys.desk}"
    kept = desk.keys.kept(name)
    if kept is not None:
        try:
            return FolderKey.from_text(kept)
        except ValueError:
            pass  # not of this program's making
    if not make:
        return None
    key = FolderKey.new()
    desk.keys.keep(name, key.text().reveal())
    return key


def needs_passphrase(desk: Desk) -> bool:
    """Whether a backup needs a passphrase besides a recovery key: no keyring keeps this desk's key."""
    try:
        desk_key(desk, make=False)
    except MissingEnvironment:
        return True
    else:
        return False


def in_groups(secret: Secret) -> list[str]:
    """A recovery key as it is printed, in lines of groups that can be typed: `keys.unwrapped` takes it so."""
    text = secret.reveal()
    groups = [text[at : at + 8] for at in range(0, len(text), 8)]
    return [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
