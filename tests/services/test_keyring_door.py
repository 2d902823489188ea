"""The door to the keyring, against the real Secret Service: what it keeps, refuses and proves anew."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from jeepney.io.blocking import open_dbus_connection

from app.errors import MissingEnvironment, Refusal
from app.services.base import os_keyring
from app.services.base.os_keyring import LIMIT, Keyring, limit_of
from tests.helpers import keyring_faults

pytestmark = pytest.mark.keyring


@pytest.fixture
def keyring() -> Keyring:
    return Keyring(seconds=60.0)  # a busy machine's daemon takes its time


def test_what_is_kept_is_deleted_once_and_for_all(keyring: Keyring) -> None:
    keyring.set("door", "পদ্মা-১ \U0001f511 word")
    assert keyring.get("door") == "পদ্মা-১ \U0001f511 word"
    keyring.delete("door")
    assert keyring.get("door") is None
    keyring.delete("door")


def test_a_value_too_long_is_refused_before_anything_is_written(keyring: Keyring) -> None:
    keyring.set("door", "short")
    with pytest.raises(Refusal) as refused:
        keyring.set("door", "x" * (LIMIT + 1))
    assert refused.value.key == "keyring.too_long"
    assert keyring.get("door") == "short"
    keyring.set("door", "x" * LIMIT)


def test_windows_counts_utf16(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    """1,280 code units of its 2,560 bytes: a sign outside the first plane takes two."""
    monkeypatch.setitem(os_keyring.LIMITS, keyring.backend_name(), limit_of("keyring.backends.Windows"))
    keyring.set("door", "x" * 1280)
    with pytest.raises(Refusal):
        keyring.set("door", "\U0001f511" * 641)


def test_another_backend_never_takes_over_unasked(keyring: Keyring) -> None:
    keyring.set("door", "value")
    for call in (
        lambda: keyring.get("door", held_by="keyring.backends.kwallet"),
        lambda: keyring.set("door", "other", held_by="keyring.backends.kwallet"),
        lambda: keyring.delete("door", held_by="keyring.backends.kwallet"),
    ):
        with pytest.raises(MissingEnvironment) as refused:
            call()
        assert refused.value.key == "keyring.other_backend"
        assert refused.value.params == {"kept": "KWallet", "now": "Secret Service"}
    assert keyring.get("door", held_by="keyring.backends.SecretService") == "value"


def test_after_a_lock_the_same_door_works_again(keyring: Keyring) -> None:
    keyring.set("door", "before")
    with keyring_faults.locked():
        for call in (lambda: keyring.get("door"), lambda: keyring.set("door", "meanwhile")):
            with pytest.raises(MissingEnvironment) as refused:
                call()
            assert refused.value.key == "keyring.locked"
    assert keyring.get("door") == "before"


def test_calls_to_a_stopped_keyring_pile_up_no_threads_and_are_taken_back() -> None:
    hasty = Keyring(seconds=2.0)
    hasty.set("door", "before")
    with keyring_faults.stopped():
        for _ in range(3):
            with pytest.raises(MissingEnvironment) as refused:
                hasty.set("door", "too late")
            assert refused.value.key == "keyring.silent"
        assert sum(thread.name == "timed call" for thread in threading.enumerate()) == 1
    patient = Keyring(seconds=60.0)
    assert patient.get("door") == "before"


def test_calls_share_one_connection_to_the_bus(keyring: Keyring) -> None:
    """gnome-keyring aborts now and then on a client that is new to it: one in some thousand connections."""
    keyring.set("door", "value")
    before = clients_so_far()
    for _ in range(20):
        assert keyring.get("door") == "value"
    assert clients_so_far() == before + 1, "only the one that counts them"


def test_a_daemon_that_died_between_two_calls_is_asked_again(keyring: Keyring) -> None:
    keyring.set("door", "before")
    with keyring_faults.killed():
        pass
    assert keyring.get("door") == "before"


def clients_so_far() -> int:
    with open_dbus_connection("SESSION") as connection:
        return int(connection.unique_name.rpartition(".")[2])


def test_a_bus_that_comes_later_is_found(keyring: Keyring) -> None:
    with keyring_faults.no_bus(), pytest.raises(MissingEnvironment) as refused:
        keyring.get("door")
    assert refused.value.key == "keyring.absent"
    keyring.set("door", "value")
    assert keyring.get("door") == "value"


CHAINER = """
from keyring.backends.chainer import ChainerBackend
from tests.services.plain_keyring import PlainKeyring
import keyring
PlainKeyring.priority = 9.0
{mend}
assert isinstance(keyring.get_keyring(), ChainerBackend)
from app.errors import MissingEnvironment
from app.services.base.os_keyring import Keyring
door = Keyring()
try:
    door.set("door", "chained")
    print(door.backend_name(), PlainKeyring.kept)
except MissingEnvironment as problem:
    print(problem.key)
"""
TWO_PLAIN = """
from keyring.backends.SecretService import Keyring as Service
Service.priority = -1.0
class Second(PlainKeyring): priority = 8.0
"""


@pytest.mark.parametrize(
    ("mend", "said"), [("", "keyring.backends.SecretService {}"), (TWO_PLAIN, "keyring.unsafe")]
)
def test_a_chain_is_looked_into(mend: str, said: str) -> None:
    """With a plain-text backend installed beside the real one keyring chains them, the plain one first."""
    probe = [sys.executable, "-c", CHAINER.format(mend=mend)]
    told = subprocess.run(probe, capture_output=True, text=True, check=False)
    assert told.stdout.strip() == said, told.stderr
