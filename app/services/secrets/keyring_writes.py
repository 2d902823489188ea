"""Credentials as rows and as values in the keyring: who may use one, and writing both or neither."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from app.errors import MissingEnvironment, Refusal
from app.models.tables import Credential, DeskSetting, RotationStep
from app.services.base.clock import moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason, SecretPart, Step
from app.services.base.os_keyring import shown
from app.services.base.secret import Secret
from app.services.record.ledger import record
from app.services.record.roles import decider
from app.services.secrets.value_names import all_names, value_name
from app.services.secrets.views import CredentialView

_LEFT_ALONE = timedelta(hours=1)


def row_of(credential_id: int) -> Credential:
    """The row of a credential, retired or not. Raises `Refusal`. Call inside a transaction."""
    row = Credential.get_or_none(Credential.id == credential_id)
    if row is None:
        raise Refusal("vault.no_credential", id=credential_id)
    return row


def view_of(row: Credential) -> CredentialView:
    """A credential's row as a value. Call inside a transaction."""
    account = row.account
    return CredentialView(
        id=row.id,
        account_id=account.id,
        platform=account.platform,
        handle=account.handle,
        account=account.display_name,
        label=row.label,
        keyring=shown(row.backend),
        parts=tuple(SecretPart(part) for part in row.parts),
        allowed=tuple(row.allowed),
        active=row.active,
        created_at=moment(row.created_at),
        due_since=moment(row.due_since) if row.due_since else None,
        due_reason=RotationReason(row.due_reason) if row.due_reason else None,
    )


def usable(credential_id: int, by: int) -> Credential:
    """The row of an active credential that `by` may use. Raises `Refusal`. Call inside a transaction."""
    member = decider(by)
    row = row_of(credential_id)
    if not row.active:
        raise Refusal("vault.retired", label=row.label)
    if row.allowed and member.id not in row.allowed:
        raise Refusal("vault.not_yours", name=member.name, label=row.label)
    return row


def step_under_way(row: Credential) -> Step | None:
    """How far a guided rotation of this credential is, None where none is under way. In a transaction."""
    newest = (
        RotationStep.select().where(RotationStep.credential == row).order_by(RotationStep.id.desc()).first()
    )
    if newest is None or newest.step in (Step.DONE, Step.STOPPED):
        return None
    return Step(newest.step)


def hand_out(desk: Desk, credential_id: int, part: SecretPart, kind: str, by: int) -> Secret:
    """Read a value from the keyring, record the event `kind`, and only then return it.

    Raises `Refusal` for who may not use it or a part it lacks, `MissingEnvironment` where the keyring fails
    or no longer holds it.
    """
    with desk.store.read():
        row = usable(credential_id, by)
        if part not in row.parts:
            raise Refusal("vault.no_such_part", label=row.label)
        name, backend, label = value_name(row.slot, part), row.backend, row.label
    value = desk.keyring.get(name, held_by=backend)
    if value is None:
        raise MissingEnvironment("vault.lost", label=label)
    with desk.store.write():
        usable(credential_id, by)
        record(desk, kind, by=by, facts={"credential": credential_id, "part": part.value})
    return Secret(value)


@contextlib.contextmanager
def kept_or_put_back(desk: Desk, values: Mapping[str, Secret | None], backend: str) -> Iterator[None]:
    """Write values to the keyring (None deletes), then run the block; if either fails, put all back.

    Putting back is tried once: a keyring that fails then too was said to fail already.
    """
    for value in values.values():
        if value is not None:
            desk.keyring.check_length(value.reveal())
    before: dict[str, str | None] = {}
    try:
        for name, value in values.items():
            before[name] = desk.keyring.get(name, held_by=backend)
            write_value(desk, name, value.reveal() if value is not None else None, backend)
        yield
    except BaseException:
        with contextlib.suppress(Refusal):
            for name, former in before.items():
                write_value(desk, name, former, backend)
        raise


def announce(desk: Desk, slot: str) -> None:
    """Note that a slot is about to be filled, so that a crash before its record leaves no secret unknown."""
    with desk.local.write():
        DeskSetting.create(key=_in_hand(slot), value=now())


def recorded(desk: Desk, slot: str) -> None:
    """The record of a slot is written: it is no longer only announced. Call inside that transaction."""
    with desk.local.write():
        DeskSetting.delete().where(DeskSetting.key == _in_hand(slot)).execute()


def sweep(desk: Desk) -> None:
    """Delete from the keyring what a killed program left in slots that no record tells of.

    Slots announced within the last hour are left alone: another program may be filling them.
    Raises `MissingEnvironment` where the keyring fails; the next sweep tries again.
    """
    with desk.local.read():
        old = stamp(datetime.now(UTC) - _LEFT_ALONE)
        rows = DeskSetting.select().where(DeskSetting.key.startswith(_in_hand("")), DeskSetting.value < old)
        left = [row.key.removeprefix(_in_hand("")) for row in rows]
    for slot in left:
        for name in all_names(slot):
            desk.keyring.delete(name)
        recorded(desk, slot)


def _in_hand(slot: str) -> str:
    return f"slot-in-hand:{slot}"


def write_value(desk: Desk, name: str, value: str | None, backend: str) -> None:
    """Set a name of the keyring, or delete it for None."""
    if value is None:
        desk.keyring.delete(name, held_by=backend)
    else:
        desk.keyring.set(name, value, held_by=backend)
