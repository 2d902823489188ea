"""A guided rotation against the real keyring: killed or locked out at any step, neither password is lost."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from keyring.backends import SecretService

from app.errors import MissingEnvironment, Refusal
from app.models.store import Store
from app.models.tables import Credential, Event, RotationStep
from app.services.base.clock import moment_of
from app.services.base.desk import Desk, open_desk
from app.services.base.due_dates import DueState
from app.services.base.enums import RotationReason, SecretPart, Step
from app.services.base.secret import Secret
from app.services.record.audit import audit
from app.services.secrets import rotation, rotation_guide, vault
from app.services.secrets.value_names import NEW, OLD, value_name
from app.services.secrets.views import CredentialForm, RotationForm
from app.work import Work
from tests.helpers import keyring_faults

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
    (status,) = [entry for entry in rotation.statuses(desk, datetime.now(UTC).date()) if entry.credential_id]
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


# What a walk does to the world outside, call by call: each is a place where it may end.
_WRITES = ("set_password", "delete_password")
_CALLS = ("get_password", *_WRITES)


@contextlib.contextmanager
def before_each(calls: tuple[str, ...], harm: Callable[[], None]) -> Iterator[None]:
    """Run `harm` before every such call to the keyring, and before and after every commit."""
    backend = SecretService.Keyring
    real = {name: getattr(backend, name) for name in calls}
    real_write = Store.write

    def harmed(name: str) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            harm()
            return real[name](*arguments)

        return call

    @contextlib.contextmanager
    def write(self: Store) -> Iterator[None]:
        with real_write(self):
            yield
            harm()
        harm()

    for name in calls:
        setattr(backend, name, harmed(name))
    Store.write = write  # type: ignore[method-assign]
    try:
        yield
    finally:
        for name in calls:
            setattr(backend, name, real[name])
        Store.write = real_write  # type: ignore[method-assign]


class Countdown:
    """Does its harm at the call `at` (from 0), once."""

    def __init__(self, at: int, harm: Callable[[], None]) -> None:
        self.calls, self.at, self.harm = 0, at, harm

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == self.at + 1:
            self.harm()


def killed_at(at: int, folder: Path, walking: Callable[..., None], *arguments: object) -> bool:
    """Walk in a process of its own that kills itself at a write. Whether it lived to the end."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            desk = open_desk(folder)
            with before_each(_WRITES, Countdown(at, lambda: os.kill(os.getpid(), signal.SIGKILL))):
                walking(desk, *arguments)
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0, "the walk itself failed"
    return not os.WIFSIGNALED(ended)


def both_are_there(desk: Desk, credential_id: int, old: str, new: str, changes: int) -> None:
    """Record and keyring agree, and whichever password the platform knows is in the keyring."""
    there, under_way = held(desk, credential_id), rotation_guide.guide(desk, credential_id)
    if len(rotation.history(desk)) > changes:
        assert under_way is None
        assert there["password"] == new
    elif under_way is None:
        assert there["password"] == old
    elif under_way.step is Step.CONFIRMED:
        assert there[NEW] == new
        assert old in (there["password"], there[OLD])
    else:
        assert there[NEW] == new
        assert there["password"] == old


def test_killed_at_any_write_neither_password_is_lost(desk: Desk, me: int, kept: int) -> None:
    folder = desk.folder.path
    desk.close()  # the anchor too: a thread of its own does not outlive a fork
    old, at, ended = FIRST, 0, False
    while not ended:
        new = strong(at)
        ended = killed_at(at, folder, walk, kept, new, me)
        after = open_desk(folder)
        try:
            both_are_there(after, kept, old, new, changes=at)
            if len(rotation.history(after)) == at:
                walk(after, kept, new, me)
                assert held(after, kept) == {"password": new, NEW: None, OLD: None}
            assert len(rotation.history(after)) == at + 1
            assert not ended or audit(after, Work()).ok
        finally:
            after.close()
        old, at = new, at + 1
    assert at > 15  # the walk has that many places to die at


def test_killed_on_the_way_back_the_old_password_stays(desk: Desk, me: int, kept: int) -> None:
    folder = desk.folder.path
    desk.close()  # the anchor too: a thread of its own does not outlive a fork
    at, ended = 0, False
    while not ended:
        new = strong(at)
        ended = killed_at(at, folder, walk_back, kept, new, me)
        after = open_desk(folder)
        try:
            both_are_there(after, kept, FIRST, new, changes=0)
            under_way = rotation_guide.guide(after, kept)
            if under_way is not None and under_way.step is Step.CONFIRMED:
                rotation_guide.take_back_confirmation(after, kept, me)
            if under_way is not None:
                rotation_guide.stop(after, kept, me)
            assert held(after, kept)["password"] == FIRST
        finally:
            after.close()
        at += 1


def test_locked_out_at_any_call_neither_password_is_lost(desk: Desk, me: int, kept: int) -> None:
    """The keyring locks itself between two calls; what was begun goes on once it is unlocked."""
    old, at, ended = FIRST, 0, False
    while not ended:
        new, ended = strong(at), True
        with before_each(_CALLS, Countdown(at, keyring_faults.lock)):
            try:
                walk(desk, kept, new, me)
            except MissingEnvironment as problem:
                assert problem.key == "keyring.locked"
                ended = False
        keyring_faults.unlock()
        both_are_there(desk, kept, old, new, changes=at)
        if len(rotation.history(desk)) == at:
            walk(desk, kept, new, me)
        if not ended:
            assert held(desk, kept)["password"] == new
        old, at = new, at + 1
    assert at > 10
