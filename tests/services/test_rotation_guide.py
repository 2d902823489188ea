"""A guided rotation against the real keyring: its steps, and who may take them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import Refusal
from app.models.tables import Credential, Event, RotationStep
from app.services.base.clock import moment_of
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState
from app.services.base.enums import RotationReason, SecretPart, Step
from app.services.base.secret import Secret
from app.services.record.audit import audit
from app.services.secrets import rotation, rotation_guide, vault
from app.services.secrets.value_names import NEW, OLD, value_name
from app.services.secrets.views import CredentialForm, RotationForm
from app.work import Work
from tests.helpers.days import today

pytestmark = pytest.mark.keyring

FIRST = "Vq7#mZt2-pRw9"
MUCH_LATER = date(2090, 1, 1)


@pytest.fixture
def me(desk: Desk, team: dict[str, int]) -> int:
    return team["Rahima"]


@pytest.fixture
def kept(desk: Desk, me: int) -> int:
    """A credential whose password is `FIRST`."""
    return vault.add(desk, 1, CredentialForm("main", {SecretPart.PASSWORD: Secret(FIRST)}), me)


def strong(number: int) -> str:
    """A password that passes, another one for each number."""
    return f"kQ7#vT2-pW9xMj-{number}"


def held(desk: Desk, credential_id: int) -> dict[str, str | None]:
    """What the keyring holds: the password in use, the one on its way in, the one replaced."""
    with desk.store.read():
        slot = Credential.get_by_id(credential_id).slot
    return {name: desk.keyring.get(value_name(slot, name)) for name in ("password", NEW, OLD)}


def walk(desk: Desk, credential_id: int, new: str, by: int) -> None:
    """The whole guide; goes on where an earlier walk ended."""
    if rotation_guide.guide(desk, credential_id) is None:
        rotation_guide.start(desk, credential_id, RotationReason.PLANNED, Secret(new), by)
    under_way = rotation_guide.guide(desk, credential_id)
    assert under_way is not None
    if under_way.step is not Step.CONFIRMED:
        rotation_guide.old_password(desk, credential_id, by)
        rotation_guide.new_password(desk, credential_id, by)
        rotation_guide.confirm(desk, credential_id, by)
    rotation_guide.finish(desk, credential_id, by)


def walk_back(desk: Desk, credential_id: int, new: str, by: int) -> None:
    """As far as confirmed, then back and out of it."""
    rotation_guide.start(desk, credential_id, RotationReason.PLANNED, Secret(new), by)
    rotation_guide.new_password(desk, credential_id, by)
    rotation_guide.confirm(desk, credential_id, by)
    rotation_guide.take_back_confirmation(desk, credential_id, by)
    rotation_guide.stop(desk, credential_id, by)


def refused(key: str, call: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.key == key


def test_the_steps_in_order(desk: Desk, me: int, kept: int) -> None:
    rotation.compromised(desk, kept, "", me)
    rotation_guide.start(desk, kept, RotationReason.COMPROMISED, Secret("second-kQ7vT2pW9x"), me)
    assert held(desk, kept) == {"password": FIRST, NEW: "second-kQ7vT2pW9x", OLD: None}
    refused("rotation.under_way", lambda: walk_back(desk, kept, "third-kQ7vT2pW9x", me))
    refused("rotation.not_copied", lambda: rotation_guide.confirm(desk, kept, me))
    refused("rotation.not_confirmed", lambda: rotation_guide.finish(desk, kept, me))
    assert rotation_guide.old_password(desk, kept, me).reveal() == FIRST
    assert rotation_guide.new_password(desk, kept, me).reveal() == "second-kQ7vT2pW9x"
    assert rotation_guide.old_password(desk, kept, me).reveal() == FIRST  # again: no step back
    under_way = rotation_guide.guide(desk, kept)
    assert under_way is not None
    assert under_way.step is Step.NEW_COPIED
    rotation_guide.confirm(desk, kept, me)
    refused("rotation.confirmed_already", lambda: rotation_guide.stop(desk, kept, me))
    refused("vault.rotation_under_way", lambda: vault.retire(desk, kept, me))
    assert rotation_guide.finish(desk, kept, me, "after the leak")
    assert held(desk, kept) == {"password": "second-kQ7vT2pW9x", NEW: None, OLD: None}
    assert vault.reveal(desk, kept, SecretPart.PASSWORD, me).reveal() == "second-kQ7vT2pW9x"
    (change,) = rotation.history(desk)
    assert (change.reason, change.note) == (RotationReason.COMPROMISED, "after the leak")
    (status,) = [entry for entry in rotation.statuses(desk, today()) if entry.credential_id]
    assert status.state is DueState.FINE
    assert status.under_way is None
    refused("reuse.used", lambda: walk(desk, kept, FIRST, me))
    with desk.store.read():
        assert [row.step for row in RotationStep.select()] == [
            *("generated", "old_copied", "new_copied", "confirmed", "done")
        ]
        kinds = [row.kind for row in Event.select().order_by(Event.id)]
    assert kinds[-7:] == [
        *("rotation.started", "rotation.step", "rotation.step", "rotation.copied_again"),
        *("rotation.step", "rotation.done", "credential.shown"),
    ]
    assert audit(desk, Work()).ok


def test_stopped_it_is_as_before(desk: Desk, me: int, kept: int) -> None:
    walk_back(desk, kept, "second-kQ7vT2pW9x", me)
    assert held(desk, kept) == {"password": FIRST, NEW: None, OLD: None}
    assert rotation.history(desk) == ()
    assert rotation_guide.under_way(desk) == ()
    walk(desk, kept, "second-kQ7vT2pW9x", me)  # it was never in use


def test_only_those_who_may_use_it_rotate_it(desk: Desk, team: dict[str, int], me: int, kept: int) -> None:
    vault.set_allowed(desk, kept, (me,), me)
    refused("vault.not_yours", lambda: walk(desk, kept, "second-kQ7vT2pW9x", team["Karim"]))
    refused("review.drafter_cannot", lambda: walk(desk, kept, "second-kQ7vT2pW9x", team["Jamal"]))
    refused("rotation.too_weak", lambda: walk(desk, kept, "shapla#2023", me))
    refused("rotation.none_under_way", lambda: rotation_guide.new_password(desk, kept, me))
    assert held(desk, kept) == {"password": FIRST, NEW: None, OLD: None}


def test_a_change_made_elsewhere_is_kept_and_recorded(desk: Desk, me: int, kept: int) -> None:
    day = date(2026, 1, 5)
    form = RotationForm(RotationReason.PLATFORM_FORCED, "the platform asked", moment_of(day))
    rotation.record_change(desk, 1, form, me, new=Secret("second-kQ7vT2pW9x"))
    assert held(desk, kept) == {"password": "second-kQ7vT2pW9x", NEW: None, OLD: None}
    (change,) = rotation.history(desk)
    assert (change.at, change.note) == (moment_of(day), "the platform asked")
    future = RotationForm(at=moment_of(MUCH_LATER))
    refused("rotation.in_future", lambda: rotation.record_change(desk, 1, future, me, new=Secret("x")))


def test_passwords_lost_from_outside_are_said_to_be(desk: Desk, me: int, kept: int) -> None:
    rotation_guide.start(desk, kept, RotationReason.PLANNED, Secret("second-kQ7vT2pW9x"), me)
    with desk.store.read():
        slot = Credential.get_by_id(kept).slot
    desk.keyring.delete(value_name(slot, SecretPart.PASSWORD))
    refused("rotation.old_lost", lambda: rotation_guide.old_password(desk, kept, me))
    desk.keyring.delete(value_name(slot, NEW))
    refused("rotation.new_lost", lambda: rotation_guide.new_password(desk, kept, me))
    rotation_guide.stop(desk, kept, me)
    walk_to_confirmed(desk, kept, "third-kQ7vT2pW9x", me)
    rotation_guide.finish(desk, kept, me)
    assert held(desk, kept)["password"] == "third-kQ7vT2pW9x"


def walk_to_confirmed(desk: Desk, credential_id: int, new: str, by: int) -> None:
    rotation_guide.start(desk, credential_id, RotationReason.PLANNED, Secret(new), by)
    rotation_guide.new_password(desk, credential_id, by)
    rotation_guide.confirm(desk, credential_id, by)
