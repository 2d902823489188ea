"""A guided rotation killed or locked out at any step: neither password is lost.

Every write is tried with a keyring in a file, since the real one takes a second or two for each; with that
one, every few, and of the many calls every third. `ANUMODON_HYPOTHESIS=thorough` tries all of all.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService

from app.errors import MissingEnvironment
from app.models.store import Store
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import SecretPart, Step
from app.services.base.secret import Secret
from app.services.record.audit import audit
from app.services.secrets import rotation, rotation_guide, vault
from app.services.secrets.value_names import NEW, OLD
from app.services.secrets.views import CredentialForm
from app.values import dataclass
from app.work import Work
from tests.helpers import keyring_faults
from tests.helpers.lots import BY_HAND
from tests.services.memory_keyring import file_keyring
from tests.services.test_rotation_guide import FIRST, held, strong, walk, walk_back


@dataclass(frozen=True, slots=True)
class Service:
    """A keyring: how it is locked, and of how many places one is tried with it."""

    backend: type[KeyringBackend]
    lock: Callable[[], None]
    unlock: Callable[[], None]
    step: int


@pytest.fixture(autouse=True, params=["file", pytest.param("real", marks=pytest.mark.keyring)])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    if request.param == "real":
        yield Service(SecretService.Keyring, keyring_faults.lock, keyring_faults.unlock, 1 if BY_HAND else 8)
        return
    with file_keyring(tmp_path / "keyring.json") as backend:

        def set_locked(locked: bool) -> None:
            backend.locked = locked

        yield Service(backend, lambda: set_locked(True), lambda: set_locked(False), 1)


@pytest.fixture
def me(desk: Desk, team: dict[str, int]) -> int:
    return team["Rahima"]


@pytest.fixture
def kept(desk: Desk, me: int) -> int:
    """A credential whose password is `FIRST`."""
    return vault.add(desk, 1, CredentialForm("main", {SecretPart.PASSWORD: Secret(FIRST)}), me)


# What a walk does to the world outside, call by call: each is a place where it may end.
_WRITES = ("set_password", "delete_password")
_CALLS = ("get_password", *_WRITES)


@contextlib.contextmanager
def before_each(
    backend: type[KeyringBackend], calls: tuple[str, ...], harm: Callable[[], None]
) -> Iterator[None]:
    """Run `harm` before every such call to the keyring, and before and after every commit."""
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


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no such call")


def killed_at(
    service: Service, at: int, folder: Path, walking: Callable[..., None], *arguments: object
) -> bool:
    """Walk in a process of its own that kills itself at a write. Whether it lived to the end."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            desk = open_desk(folder)
            with before_each(
                service.backend, _WRITES, Countdown(at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            ):
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


@forks
def test_killed_at_any_write_neither_password_is_lost(
    service: Service, desk: Desk, me: int, kept: int
) -> None:
    folder = desk.folder.path
    desk.close()  # the anchor too: a thread of its own does not outlive a fork
    old, at, changes, ended = FIRST, 0, 0, False
    while not ended:
        new = strong(at)
        ended = killed_at(service, at, folder, walk, kept, new, me)
        after = open_desk(folder)
        try:
            both_are_there(after, kept, old, new, changes)
            if len(rotation.history(after)) == changes:
                walk(after, kept, new, me)
                assert held(after, kept) == {"password": new, NEW: None, OLD: None}
            assert len(rotation.history(after)) == changes + 1
            assert not ended or audit(after, Work()).ok
        finally:
            after.close()
        old, at, changes = new, at + service.step, changes + 1
    assert at > 15  # the walk has that many places to die at


@forks
def test_killed_on_the_way_back_the_old_password_stays(
    service: Service, desk: Desk, me: int, kept: int
) -> None:
    folder = desk.folder.path
    desk.close()  # the anchor too: a thread of its own does not outlive a fork
    at, ended = 0, False
    while not ended:
        new = strong(at)
        ended = killed_at(service, at, folder, walk_back, kept, new, me)
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
        at += service.step


def test_locked_out_at_any_call_neither_password_is_lost(
    service: Service, desk: Desk, me: int, kept: int
) -> None:
    """The keyring locks itself between two calls; what was begun goes on once it is unlocked."""
    old, at, changes, ended = FIRST, 0, 0, False
    while not ended:
        new, ended = strong(at), True
        with before_each(service.backend, _CALLS, Countdown(at, service.lock)):
            try:
                walk(desk, kept, new, me)
            except MissingEnvironment as problem:
                assert problem.key == "keyring.locked"
                ended = False
        service.unlock()
        both_are_there(desk, kept, old, new, changes)
        if len(rotation.history(desk)) == changes:
            walk(desk, kept, new, me)
        if not ended:
            assert held(desk, kept)["password"] == new
        old, at, changes = new, at + (1 if BY_HAND else max(3, service.step)), changes + 1
    assert at > 10
