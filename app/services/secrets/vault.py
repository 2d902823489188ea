"""The credentials of the office's accounts: values in the keyring, and who saw them when in the record.

Where both are written, the keyring comes first and the record last, in one transaction. If the record
fails, the keyring is put back as it was; if the keyring fails, nothing is recorded. Every view and every
copy is an event that names the value and never holds it. Passwords change in `services.secrets.rotation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.errors import MissingEnvironment, Refusal
from app.models.tables import Account, Credential, Member, Rotation, Table
from app.services.base.clock import now, stamp_of
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind, Role, RotationReason, SecretPart
from app.services.base.given_days import require_past
from app.services.base.secret import Secret
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider
from app.services.secrets import reuse
from app.services.secrets.keyring_writes import (
    announce,
    hand_out,
    kept_or_put_back,
    recorded,
    row_of,
    step_under_way,
    sweep,
    usable,
    view_of,
)
from app.services.secrets.totp import Totp, read_totp
from app.services.secrets.value_names import all_names, new_slot, value_name
from app.services.secrets.views import CredentialForm, CredentialView


def credentials(
    desk: Desk, account_id: int | None = None, active_only: bool = True
) -> tuple[CredentialView, ...]:
    """The credentials kept, of one account or of all. Never touches the keyring."""
    with desk.store.read():
        rows = Credential.select().order_by(Credential.account, Credential.id)
        return tuple(
            view_of(row)
            for row in rows
            if account_id in (None, row.account_id) and (row.active or not active_only)
        )


def credential(desk: Desk, credential_id: int) -> CredentialView:
    """One credential. Raises `Refusal` for an unknown id."""
    with desk.store.read():
        return view_of(row_of(credential_id))


def add(desk: Desk, account_id: int, form: CredentialForm, by: int) -> int:
    """Keep a new credential of an official account, and return its id.

    Raises `Refusal` for a drafter, a personal account (clause 6.2.d: reminders only), a label that is missing
    or taken, no value at all, a password used before, a code's secret that is none, or a value too long for
    the keyring; `MissingEnvironment` where the keyring fails. Nothing is kept or recorded then.
    """
    parts = _cleaned(form.parts)
    if not parts:
        raise Refusal("vault.empty")
    with desk.store.read():
        label = _checked_label(account_id, form.label)
        _check_allowed(form.allowed, decider(by))
        if form.changed_on is not None:
            opened = Account.get_by_id(account_id).opened_on
            require_past(form.changed_on, "rotation.in_future", opened)
    mark = reuse.mark_of(desk, parts[SecretPart.PASSWORD]) if SecretPart.PASSWORD in parts else ""
    with desk.store.read():
        reuse.refuse_used(mark, account_id)
    slot, backend = new_slot(), desk.keyring.backend_name()
    sweep(desk)
    announce(desk, slot)
    values = {value_name(slot, part): value for part, value in parts.items()}
    with kept_or_put_back(desk, values, backend), desk.store.write():
        _checked_label(account_id, label)
        reuse.refuse_used(mark, account_id)
        row = create(
            Credential,
            account=account_id,
            label=label,
            slot=slot,
            backend=backend,
            parts=sorted(parts),
            allowed=sorted(set(form.allowed)),
            active=True,
            created_at=now(),
            due_since="",
            due_reason="",
        )
        rows: list[Table] = [row]
        if form.changed_on is not None:
            rows.append(_first_change(row, form.changed_on, by))
        record(desk, "credential.added", *rows, by=by)
        recorded(desk, slot)
        if mark:
            reuse.remember(row, mark)
        return int(row.id)


def reveal(desk: Desk, credential_id: int, part: SecretPart, by: int) -> Secret:
    """A value, to be shown for a moment. The event is recorded before the value is handed out.

    Raises `Refusal` for who may not use it or a part it lacks, `MissingEnvironment` where the keyring fails
    or no longer holds it.
    """
    return hand_out(desk, credential_id, part, "credential.shown", by)


def copied(desk: Desk, credential_id: int, part: SecretPart, by: int) -> Secret:
    """A value, to be put on the clipboard by whoever asked. Recorded and refused like `reveal`."""
    return hand_out(desk, credential_id, part, "credential.copied", by)


def totp(desk: Desk, credential_id: int, by: int) -> Totp:
    """What makes the one-time codes, for as long as they are on screen: one event, not one every 30 s."""
    return read_totp(hand_out(desk, credential_id, SecretPart.TOTP, "credential.code_shown", by).reveal())


def set_parts(desk: Desk, credential_id: int, changes: Mapping[SecretPart, Secret | None], by: int) -> None:
    """Keep other values of a credential; None forgets one.

    A password that is there already changes only by a rotation, which keeps the old one until the platform
    took the new. Raises as `add` does; after a failure everything is as it was.
    """
    new = _cleaned({part: value for part, value in changes.items() if value is not None})
    gone = {part for part, value in changes.items() if value is None}
    with desk.store.read():
        row = usable(credential_id, by)
        _check_password_stays(row, set(new) | gone)
        account_id, slot, backend = row.account_id, row.slot, row.backend
    mark = reuse.mark_of(desk, new[SecretPart.PASSWORD]) if SecretPart.PASSWORD in new else ""
    values: dict[str, Secret | None] = {value_name(slot, part): value for part, value in new.items()}
    values.update({value_name(slot, part): None for part in gone})
    with desk.store.read():
        reuse.refuse_used(mark, account_id)
    with kept_or_put_back(desk, values, backend), desk.store.write():
        row = usable(credential_id, by)
        reuse.refuse_used(mark, account_id)
        parts = sorted((set(row.parts) | set(new)) - gone)
        if not parts:
            raise Refusal("vault.empty")
        facts: dict[str, object] = {"changed": sorted(set(new) | gone)}
        record(desk, "credential.changed", change(row, parts=parts), by=by, facts=facts)
        if mark:
            reuse.remember(row, mark)


def lost_parts(desk: Desk, credential_id: int) -> tuple[SecretPart, ...]:
    """Which values of a credential this computer's keyring does not hold, as after a restored backup.

    Asks the keyring, so call it outside a transaction.
    """
    with desk.store.read():
        row = row_of(credential_id)
        slot, backend, parts = row.slot, row.backend, tuple(map(SecretPart, row.parts))

    def held(part: SecretPart) -> bool:
        try:
            return desk.keyring.get(value_name(slot, part), held_by=backend) is not None
        except MissingEnvironment:  # another kind of keyring, where they never were
            return False

    return tuple(part for part in parts if not held(part))


def enter_again(desk: Desk, credential_id: int, values: Mapping[SecretPart, Secret], by: int) -> None:
    """Keep in this computer's keyring what it does not hold of a credential: no change of the password.

    Raises `Refusal` like `set_parts`, for no value, for one that is held, or that the credential does not
    have, and for a password that another login had. When it was last changed stays as it is.
    """
    new = _cleaned(values)
    if not new:
        raise Refusal("vault.empty")
    with desk.store.read():
        slot = usable(credential_id, by).slot
    if not new.keys() <= set(lost_parts(desk, credential_id)):
        raise Refusal("vault.not_lost")
    mark = reuse.mark_of(desk, new[SecretPart.PASSWORD]) if SecretPart.PASSWORD in new else ""
    backend = desk.keyring.backend_name()
    kept: dict[str, Secret | None] = {value_name(slot, part): value for part, value in new.items()}
    with kept_or_put_back(desk, kept, backend), desk.store.write():
        row = usable(credential_id, by)
        known = bool(mark) and reuse.is_newest(row, mark)
        if not known:
            reuse.refuse_used(mark)
        facts: dict[str, object] = {"changed": sorted(new), "again": True}
        record(desk, "credential.changed", change(row, backend=backend), by=by, facts=facts)
        if mark and not known:
            reuse.remember(row, mark)


def rename(desk: Desk, credential_id: int, label: str, by: int) -> None:
    """Give a credential another label. Raises `Refusal` for a missing or a taken one."""
    with desk.store.write():
        row = usable(credential_id, by)
        label = _checked_label(row.account_id, label, except_id=row.id)
        record(desk, "credential.renamed", change(row, label=label), by=by)


def set_allowed(desk: Desk, credential_id: int, allowed: tuple[int, ...], by: int) -> None:
    """Say which members may use a credential; empty means everyone who decides.

    Only a member who may use it, or the authority, can. Raises `Refusal` for a drafter among them, and for a
    list that would leave out the moderator who makes it.
    """
    with desk.store.write():
        row = row_of(credential_id)
        if decider(by).role != Role.AUTHORITY:
            usable(credential_id, by)
        _check_allowed(allowed, decider(by))
        record(desk, "credential.allowed", change(row, allowed=sorted(set(allowed))), by=by)


def retire(desk: Desk, credential_id: int, by: int) -> None:
    """Take a credential out of use: its values are deleted from the keyring, its row and history stay.

    Recorded first, for a value still kept is better than a password lost. Where the keyring fails the
    credential is retired with its values left (`vault.not_erased`); retiring it again deletes them.
    Raises `Refusal` for who does not decide, and while a rotation of it is under way.
    """
    with desk.store.write():
        row = row_of(credential_id)
        decider(by)
        if row.active:
            usable(credential_id, by)
            if step_under_way(row) is not None:
                raise Refusal("vault.rotation_under_way")
            record(desk, "credential.retired", change(row, active=False, due_since="", due_reason=""), by=by)
        slot, backend, left = row.slot, row.backend, bool(row.parts)
    if not left:
        return
    try:
        for name in all_names(slot):
            desk.keyring.delete(name, held_by=backend)
    except MissingEnvironment as problem:
        raise MissingEnvironment("vault.not_erased") from problem
    with desk.store.write():
        record(desk, "credential.erased", change(row_of(credential_id), parts=[]), by=by)


def _cleaned(parts: Mapping[SecretPart, Secret]) -> dict[SecretPart, Secret]:
    """What is worth keeping: nothing empty, a code's secret that makes codes, text that can be written."""
    kept = {}
    for part, value in parts.items():
        text = value.reveal()
        if part is not SecretPart.PASSWORD:  # a space at its end may belong to a password
            text = text.strip()
        if not text:
            continue
        if part is SecretPart.TOTP:
            read_totp(text)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise Refusal("vault.unwritable") from None
        if "\0" in text:
            raise Refusal("vault.unwritable")
        kept[part] = Secret(text)
    return kept


def _checked_label(account_id: int, label: str, except_id: int | None = None) -> str:
    account = Account.get_or_none((Account.id == account_id) & Account.active)
    if account is None:
        raise Refusal("office.no_account", name=str(account_id))
    if account.kind != AccountKind.OFFICIAL:
        raise Refusal("vault.personal")
    label = " ".join(label.split())
    if not label:
        raise Refusal("vault.label_missing")
    taken = Credential.get_or_none(
        (Credential.account == account) & (Credential.label == label) & Credential.active
    )
    if taken is not None and taken.id != except_id:
        raise Refusal("vault.label_taken", label=label)
    return label


def _check_allowed(allowed: tuple[int, ...], member: Member) -> None:
    for id_ in allowed:
        decider(id_)
    if allowed and member.id not in allowed and member.role != Role.AUTHORITY:
        raise Refusal("vault.yourself_left_out")


def _check_password_stays(row: Credential, touched: set[SecretPart]) -> None:
    if SecretPart.PASSWORD in touched and SecretPart.PASSWORD in row.parts:
        raise Refusal("vault.password_by_rotation")


def _first_change(row: Credential, day: date, by: int) -> Rotation:
    return create(
        Rotation,
        account=row.account_id,
        credential=row,
        reason=RotationReason.FIRST.value,
        note="",
        member=by,
        at=stamp_of(day),
        recorded_at=now(),
    )
