"""A guided rotation: new password beside the old, copy both, the platform took it, store, record.

While one is under way the keyring holds the password in use and the new one beside it, and the newest
`RotationStep` says how far it is. What happens when, so that a crash or a failing keyring at any place loses
neither:

| verb           | keyring first                               | record last, one transaction      |
|----------------|---------------------------------------------|-----------------------------------|
| `start`        | the new one beside the old                  | generated                         |
| `old_password` | (read)                                      | old_copied                        |
| `new_password` | (read)                                      | new_copied                        |
| `confirm`      | (read: it is still there)                   | confirmed: now the new one counts |
| `finish`       | the old one to a third name, the new in use | the rotation, done, no longer due |
| afterwards     | the other two names are deleted             |                                   |
| `stop`         | (afterwards the new one is deleted)         | stopped                           |

Every keyring write may be done again, so that whoever comes back after a crash goes on where the record
says.
"""

from __future__ import annotations

import contextlib
import threading
from datetime import datetime

from app.errors import MissingEnvironment, Refusal
from app.models.tables import Credential, Member, Rotation, RotationStep
from app.services.base.clock import moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason, SecretPart, Step
from app.services.base.secret import Secret
from app.services.record.ledger import change, create, record
from app.services.secrets import reuse
from app.services.secrets.keyring_writes import kept_or_put_back, step_under_way, usable, write_value
from app.services.secrets.rotation_due import settles
from app.services.secrets.value_names import NEW, OLD, value_name
from app.services.secrets.views import GuideView

ORDER = (Step.GENERATED, Step.OLD_COPIED, Step.NEW_COPIED, Step.CONFIRMED)

_one_at_a_time = threading.Lock()  # two clicks of one window; between programs the transactions decide


def start(desk: Desk, credential_id: int, reason: RotationReason, new: Secret, by: int) -> None:
    """Begin: keep the new password, made or typed, beside the one in use.

    Show and copy only what `new_password` returns. Raises `Refusal` for who may not use the credential, a
    rotation that is under way already, and a password that is not strong (`strength.measure` says why), was
    used before, or is too long; `MissingEnvironment` where the keyring fails. Nothing has begun then.
    """
    with desk.store.read():
        account_id = usable(credential_id, by).account_id
    # Word lists and spellings take long to import, and most who ask for rotations change nothing.
    from app.services.secrets.strength import measure, own_words

    if not measure(new, own_words(desk, account_id)).passes:
        raise Refusal("rotation.too_weak")
    _begin(desk, credential_id, reason, new, by, (Step.GENERATED,))


def begin_changed(desk: Desk, credential_id: int, reason: RotationReason, new: Secret, by: int) -> None:
    """Begin where the platform has taken the new password already, strong or not: only `finish` is left."""
    _begin(desk, credential_id, reason, new, by, (Step.GENERATED, Step.CONFIRMED))


def old_password(desk: Desk, credential_id: int, by: int) -> Secret:
    """The password in use, for the platform's page. Each copy is an event.

    Raises `MissingEnvironment` when the keyring lost it: go on with the platform's own recovery.
    """
    return _copied(desk, credential_id, Step.OLD_COPIED, by)


def new_password(desk: Desk, credential_id: int, by: int) -> Secret:
    """The new password, for the platform's page. Each copy is an event."""
    return _copied(desk, credential_id, Step.NEW_COPIED, by)


def confirm(desk: Desk, credential_id: int, by: int) -> None:
    """The person says that the platform took the new password. Refused before that one was copied."""
    with _one_at_a_time:
        slot, backend, step = _where(desk, credential_id, by)
        if step is Step.CONFIRMED:
            return
        if step is not Step.NEW_COPIED:
            raise Refusal("rotation.not_copied")
        _kept_new(desk, slot, backend)
        _step_to(desk, credential_id, Step.CONFIRMED, by)


def take_back_confirmation(desk: Desk, credential_id: int, by: int) -> None:
    """The platform did not take it after all: back to the step before, with the old password in use.

    Raises `Refusal` where nothing is confirmed; `MissingEnvironment` where the keyring fails.
    """
    with _one_at_a_time:
        slot, backend, step = _where(desk, credential_id, by)
        if step is not Step.CONFIRMED:
            raise Refusal("rotation.not_confirmed")
        place = value_name(slot, SecretPart.PASSWORD)
        old = desk.keyring.get(value_name(slot, OLD), held_by=backend)
        if old is not None or desk.keyring.get(place, held_by=backend) == _kept_new(desk, slot, backend):
            write_value(desk, place, old, backend)
        _step_to(desk, credential_id, Step.NEW_COPIED, by)


def finish(desk: Desk, credential_id: int, by: int, note: str = "", at: datetime | None = None) -> bool:
    """Put the new password in the old one's place and record the rotation (`at` is now if None).

    May be called again after any failure: until it is recorded both passwords are in the keyring. Returns
    whether the old one could be deleted afterwards; if not, the next rotation or retiring does it.
    Raises `Refusal` before the confirmation, `MissingEnvironment` where the keyring fails.
    """
    with _one_at_a_time:
        slot, backend, step = _where(desk, credential_id, by)
        if step is not Step.CONFIRMED:
            raise Refusal("rotation.not_confirmed")
        new = _kept_new(desk, slot, backend)
        place = value_name(slot, SecretPart.PASSWORD)
        current = desk.keyring.get(place, held_by=backend)
        if current != new:
            if current is not None:
                desk.keyring.set(value_name(slot, OLD), current, held_by=backend)
            desk.keyring.set(place, new, held_by=backend)
        mark = reuse.mark_of(desk, Secret(new))
        with desk.store.write():
            row = usable(credential_id, by)
            newest = _newest(row)
            if newest.step != Step.CONFIRMED:
                raise Refusal("rotation.not_confirmed")
            when = stamp(at) if at is not None else now()
            rotation = create(
                Rotation,
                account=row.account_id,
                credential=row,
                reason=newest.reason,
                note=note.strip(),
                member=by,
                at=when,
                recorded_at=now(),
            )
            settled = bool(row.due_since) and settles(moment(when), moment(row.due_since))
            change(
                row,
                parts=sorted({*row.parts, SecretPart.PASSWORD.value}),
                due_since="" if settled else row.due_since,
                due_reason="" if settled else row.due_reason,
            )
            done = _new_step(row, Step.DONE, newest.reason, by)
            record(desk, "rotation.done", rotation, done, row, by=by)
            reuse.remember(row, mark)
        return _tidied(desk, slot, backend)


def stop(desk: Desk, credential_id: int, by: int) -> bool:
    """End it unchanged: the old password stays in use, the new one is removed from the keyring.

    Recorded first, so that no crash leaves a rotation under way without its new password. Returns whether
    that could be deleted; if not, the next rotation or retiring does it. Refused once confirmed, for the
    platform then knows only the new one: take the confirmation back first.
    """
    with _one_at_a_time:
        slot, backend, step = _where(desk, credential_id, by)
        if step is Step.CONFIRMED:
            raise Refusal("rotation.confirmed_already")
        _step_to(desk, credential_id, Step.STOPPED, by)
        return _tidied(desk, slot, backend)


def guide(desk: Desk, credential_id: int) -> GuideView | None:
    """The guided rotation under way of a credential, None if there is none. Never touches the keyring."""
    return next((view for view in under_way(desk) if view.credential_id == credential_id), None)


def under_way(desk: Desk) -> tuple[GuideView, ...]:
    """All that were begun and neither finished nor stopped, as after a crash. Never touches the keyring."""
    with desk.store.read():
        rows = Credential.select().where(Credential.active).order_by(Credential.id)
        return tuple(_guide_view(row) for row in rows if step_under_way(row) is not None)


def _begin(
    desk: Desk,
    credential_id: int,
    reason: RotationReason,
    new: Secret,
    by: int,
    steps: tuple[Step, ...],
) -> None:
    if reason is RotationReason.FIRST:
        raise Refusal("rotation.reason")
    _check_writable(new)
    mark = reuse.mark_of(desk, new)
    with _one_at_a_time:
        with desk.store.read():
            row = usable(credential_id, by)
            _refuse_under_way(row)
            reuse.refuse_used(mark)
            slot, backend = row.slot, row.backend
        # What a crash may have left of an earlier rotation is of no use now.
        values = {value_name(slot, OLD): None, value_name(slot, NEW): new}
        with kept_or_put_back(desk, values, backend), desk.store.write():
            row = usable(credential_id, by)
            _refuse_under_way(row)
            reuse.refuse_used(mark)
            rows = [_new_step(row, step, reason.value, by) for step in steps]
            record(desk, "rotation.started", *rows, by=by)


def _copied(desk: Desk, credential_id: int, step: Step, by: int) -> Secret:
    """Read one of both passwords, record that it was copied, hand it out. Never goes a step back."""
    with _one_at_a_time:
        slot, backend, _ = _where(desk, credential_id, by)
        value = _kept_new(desk, slot, backend) if step is Step.NEW_COPIED else _kept_old(desk, slot, backend)
        with desk.store.write():
            row = usable(credential_id, by)
            at = step_under_way(row)
            if at is None:
                raise Refusal("rotation.none_under_way")
            if ORDER.index(step) > ORDER.index(at):
                _record_step(desk, row, step, by)
            else:
                facts: dict[str, object] = {"credential": credential_id, "step": step.value}
                record(desk, "rotation.copied_again", by=by, facts=facts)
    return Secret(value)


def _kept_new(desk: Desk, slot: str, backend: str) -> str:
    value = desk.keyring.get(value_name(slot, NEW), held_by=backend)
    if value is None:
        raise MissingEnvironment("rotation.new_lost")
    return value


def _kept_old(desk: Desk, slot: str, backend: str) -> str:
    """The password the platform knew before: under the third name once `finish` has begun."""
    for name in (OLD, SecretPart.PASSWORD):
        value = desk.keyring.get(value_name(slot, name), held_by=backend)
        if value is not None:
            return value
    raise MissingEnvironment("rotation.old_lost")


def _tidied(desk: Desk, slot: str, backend: str) -> bool:
    """Delete what only a rotation under way needs. The record is written: a failure costs nothing."""
    with contextlib.suppress(Refusal):
        for name in (NEW, OLD):
            write_value(desk, value_name(slot, name), None, backend)
        return True
    return False


def _where(desk: Desk, credential_id: int, by: int) -> tuple[str, str, Step]:
    with desk.store.read():
        row = usable(credential_id, by)
        step = step_under_way(row)
        if step is None:
            raise Refusal("rotation.none_under_way")
        return row.slot, row.backend, step


def _step_to(desk: Desk, credential_id: int, step: Step, by: int) -> None:
    with desk.store.write():
        row = usable(credential_id, by)
        if step_under_way(row) is None:
            raise Refusal("rotation.none_under_way")
        _record_step(desk, row, step, by)


def _record_step(desk: Desk, row: Credential, step: Step, by: int) -> None:
    record(desk, "rotation.step", _new_step(row, step, _newest(row).reason, by), by=by)


def _new_step(row: Credential, step: Step, reason: str, by: int) -> RotationStep:
    return create(RotationStep, credential=row, step=step.value, reason=reason, member=by, at=now())


def _newest(row: Credential) -> RotationStep:
    return RotationStep.select().where(RotationStep.credential == row).order_by(RotationStep.id.desc()).get()


def _refuse_under_way(row: Credential) -> None:
    if step_under_way(row) is not None:
        raise Refusal("rotation.under_way", label=row.label)


def _check_writable(new: Secret) -> None:
    text = new.reveal()
    if not text:
        raise Refusal("rotation.empty")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refusal("vault.unwritable") from None
    if "\0" in text:
        raise Refusal("vault.unwritable")


def _guide_view(row: Credential) -> GuideView:
    newest, account = _newest(row), row.account
    return GuideView(
        credential_id=row.id,
        account_id=account.id,
        platform=account.platform,
        handle=account.handle,
        account=account.display_name,
        label=row.label,
        step=Step(newest.step),
        reason=RotationReason(newest.reason),
        member=Member.get_by_id(newest.member_id).name,
        at=moment(newest.at),
    )
