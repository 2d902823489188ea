"""Secrets in the operating system's keyring, and nowhere else. The only door to the keyring library.

Keyrings fail in many ways: absent, locked, killed, stopped (it then hangs for more than half a minute),
or a backend that keeps nothing or keeps plain text. So: only backends on a list are used, each is proven
by a round trip, every call has a time limit, and another backend never takes over unasked.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.errors import MissingEnvironment, Refusal
from app.services.base.timed_calls import TimedCalls

SERVICE = "Anumodon"
BACKEND = "PYTHON_KEYRING_BACKEND"  # the variable that names one, read by keyring itself
SECONDS = 5.0
# Backends that keep secrets encrypted by the session or the system, by the name people know them by.
# Anything else is refused.
ALLOWED = {
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.libsecret": "libsecret",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.Windows": "Windows Credential Manager",
    "keyring.backends.macOS": "macOS Keychain",
}
# UTF-16 code units one value may have. Windows: CRED_MAX_CREDENTIAL_BLOB_SIZE, 5 × 512 bytes of UTF-16. The
# others name no limit that a password meets; ours keeps a pasted document out.
LIMITS = {"keyring.backends.Windows": 1280}
LIMIT = 16_384

T = TypeVar("T")


class Backend(Protocol):
    """What is asked of a keyring: a backend of the library, or ours for Windows."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


_calls = TimedCalls()  # one for the process: every `Keyring` meets the same daemon


class Keyring:
    """The desk's keyring, proven when first used and again after any failure.

    Every method raises `MissingEnvironment` with its own plain sentence if the keyring fails. `held_by` is
    the backend known to hold the secret, as `backend_name` gave it: with another one in force the call is
    refused (`keyring.other_backend`). Safe to use from several threads.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._backend: Backend | None = None
        self._first = ""  # the backend this process proved first

    def get(self, name: str, held_by: str = "") -> str | None:
        """The secret kept under `name`, or None when there is none."""
        backend = self._proven(held_by)
        return self._call(lambda: backend.get_password(SERVICE, name))

    def set(self, name: str, secret: str, held_by: str = "") -> None:
        """Keep `secret` under `name`, and read it back to be sure.

        Raises `Refusal` when it is longer than the backend takes. A call given up for its time that comes
        through later is taken back.
        """
        backend = self._proven(held_by)
        _check_length(backend, secret)
        before: list[str | None] = []

        def keep() -> str | None:
            before.append(backend.get_password(SERVICE, name))
            backend.set_password(SERVICE, name, secret)
            return backend.get_password(SERVICE, name)

        def take_back() -> None:
            if before[0] is None:
                backend.delete_password(SERVICE, name)
            else:
                backend.set_password(SERVICE, name, before[0])

        if self._call(keep, take_back) != secret:
            self._distrust()
            raise MissingEnvironment("keyring.forgets")

    def delete(self, name: str, held_by: str = "") -> None:
        """Forget the secret kept under `name`; nothing happens where there is none."""
        backend = self._proven(held_by)

        def forget() -> str | None:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)
            return backend.get_password(SERVICE, name)

        if self._call(forget) is not None:
            self._distrust()
            raise MissingEnvironment("keyring.failed")

    def check_length(self, secret: str) -> None:
        """Raise `Refusal` when the backend in force takes no value that long. Nothing is written."""
        _check_length(self._proven(""), secret)

    def backend_name(self) -> str:
        """The module of the backend in force, e.g. `keyring.backends.SecretService`, once it is proven."""
        return _name(self._proven(""))

    def _proven(self, held_by: str) -> Backend:
        """The backend in force. A canary is stored, read and deleted first: the null one "succeeds" too."""
        with self._lock:
            backend = self._backend
        if backend is None:
            backend = self._prove()
        name = _name(backend)
        wanted = held_by or self._first
        if name != wanted:
            raise MissingEnvironment("keyring.other_backend", kept=shown(wanted), now=shown(name))
        return backend

    def _prove(self) -> Backend:
        backend = self._chosen()
        if _name(backend) not in ALLOWED:
            raise MissingEnvironment(_refused_kind(_name(backend)))
        import secrets  # not for commands that never touch the keyring

        value = secrets.token_hex(8)
        name = f"canary-{value}"

        def round_trip() -> str | None:
            backend.set_password(SERVICE, name, value)
            kept = backend.get_password(SERVICE, name)
            backend.delete_password(SERVICE, name)
            return kept

        if self._call(round_trip) != value:
            raise MissingEnvironment("keyring.forgets")
        with self._lock:
            self._backend = backend
            self._first = self._first or _name(backend)
        return backend

    def _chosen(self) -> Backend:
        if sys.platform == "win32" and not os.environ.get(BACKEND):
            from app.services.base.credential_manager import CredentialManager

            return CredentialManager()
        return self._call(_choose)

    def _distrust(self) -> None:
        """Look and prove anew before the next use."""
        with self._lock:
            self._backend = None

    def _call(self, work: Callable[[], T], undo: Callable[[], object] | None = None) -> T:
        try:
            return _calls.run(work, self._seconds, undo)
        except MissingEnvironment:
            self._distrust()
            raise
        except TimeoutError:
            self._distrust()
            raise MissingEnvironment("keyring.silent") from None
        except Exception as failure:  # noqa: BLE001 -- each kind gets its sentence, ours is raised again
            self._distrust()
            refusal = _refusal(failure)
            _let_go(failure)
            raise refusal from None  # its text may name the secret's place


def limit_of(backend: str) -> int:
    """How many UTF-16 code units one value may have in a backend, named as `Keyring.backend_name` does."""
    return LIMITS.get(backend, LIMIT)


def shown(backend: str) -> str:
    """A backend's name as people know it."""
    return ALLOWED.get(backend, backend)


def _check_length(backend: Backend, secret: str) -> None:
    limit = limit_of(_name(backend))
    if len(secret.encode("utf-16-le")) // 2 > limit:
        raise Refusal("keyring.too_long", most=limit, keyring=shown(_name(backend)))


def _name(backend: Backend) -> str:
    kind = type(backend)
    return getattr(kind, "stands_for", kind.__module__)


def _choose() -> Backend:
    """The backend keyring picks now: its own first choice is cached, and a bus may have come or gone since.

    A chainer tries its members one after the other, a plain-text one among them: the first one allowed is
    taken out of it and used alone.
    """
    import keyring  # 40 ms: only where a secret is wanted
    import keyring.backend
    from keyring.backends.chainer import ChainerBackend

    with contextlib.suppress(AttributeError, KeyError):  # its cache of backends, empty before the first look
        keyring.backend.get_all_keyring.reset()
    try:
        keyring.core.init_backend()
    except (ImportError, AttributeError, TypeError, ValueError):  # what its own loading of a name raises
        raise MissingEnvironment(
            "keyring.no_such_backend", name=os.environ.get(BACKEND, ""), variable=BACKEND
        ) from None
    chosen = keyring.get_keyring()
    if not isinstance(chosen, ChainerBackend):
        return _lasting(chosen)
    for member in chosen.backends:
        if _name(member) in ALLOWED:
            return _lasting(member)
    raise MissingEnvironment("keyring.unsafe")


def _lasting(backend: Backend) -> Backend:
    """The backend itself, or for the Secret Service ours, which keeps its connection."""
    if _name(backend) != "keyring.backends.SecretService":
        return backend
    from keyring.backends.SecretService import Keyring as SecretService

    from app.services.base.secret_service import KeptSecretService

    # The very class: what only bears its name, as a keyring in memory does, is left as it is.
    return KeptSecretService() if isinstance(backend, SecretService) else backend  # type: ignore[no-untyped-call]  # keyring's base class is untyped


def _let_go(failure: BaseException) -> None:
    """Drop the frames of a failure: they may hold a secret."""
    seen: BaseException | None = failure
    while seen is not None:
        seen.__traceback__ = None
        seen = seen.__cause__ or seen.__context__


def _refused_kind(backend: str) -> str:
    if backend.startswith("keyring.backends.fail"):
        return "keyring.absent"
    if backend.startswith("keyring.backends.null"):
        return "keyring.forgets"
    return "keyring.unsafe"


def _refusal(failure: Exception) -> MissingEnvironment:
    """Which plain sentence a keyring's failure becomes, by the names its backends use."""
    name = type(failure).__name__
    if "Locked" in name or name == "PromptDismissedException":
        return MissingEnvironment("keyring.locked")
    gone = isinstance(failure, (FileNotFoundError, ConnectionError))  # the bus's socket
    if gone or name in {"NoKeyringError", "InitError", "SecretServiceNotAvailableException"}:
        return MissingEnvironment("keyring.absent")
    if type(failure).__module__.split(".")[0] in {
        "keyring",
        "secretstorage",
        "jeepney",
        "pywintypes",
        "win32ctypes",
        "dbus",
    }:
        return MissingEnvironment("keyring.failed")
    if isinstance(failure, OSError):
        return MissingEnvironment("keyring.failed")
    raise failure
