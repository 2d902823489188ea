"""The anchor: how far the record was, kept in the keyring, where nobody reaches who only has the data folder.

An older copy put back, events cut off, an empty database beside the office's images: each is a record that
is behind its anchor, or another one than it. Renewed after each write by a thread of its own, so that no
decision waits for the keyring; an anchor that lags a few events behind still tells of all before them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from pathlib import Path

from app.errors import MissingEnvironment, Refusal, SpokenDay
from app.file_lock import file_lock
from app.models.store import Store
from app.models.tables import ChainHead, Event
from app.paths import cache_folder
from app.services.base.clock import day_of, moment
from app.services.base.folder import DataFolder
from app.services.base.os_keyring import Keyring
from app.services.base.signing import SigningKeys
from app.values import dataclass

_HEAD = 1
# Anchors of one desk in two places, as in a move, would else overtake each other, and so would those of a
# window and a command: the keyring is the user's, and so is the lock file.
_WRITING = threading.Lock()
_LOCK_FILE = "anchors.lock"
_SECONDS = 6.0  # to let the last renewal end when the desk closes: a little longer than the keyring may take


@dataclass(frozen=True, slots=True)
class Anchored:
    """What the keyring knows of a record: its desk, how many events it had, the last one's hash and time."""

    desk: str
    count: int
    hash: str
    at: str


class Anchor:
    """The anchor of one data folder. Without a keyring that holds the desk's key it keeps nothing."""

    def __init__(self, store: Store, keys: SigningKeys, folder: DataFolder) -> None:
        self._store = store
        self._blobs = folder.blobs
        self._keys = keys
        # By the folder too: another desk's database put into it would else pass for one never seen before.
        self._path = folder.path
        self.names = (f"record-anchor-{keys.desk}", _name_of_place(folder.path))
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wanted: Anchored | None = None
        self._proven = False

    def known(self) -> Anchored | None:
        """The furthest that the keyring knows, of this desk or this folder; None where it knows of neither.

        Raises `MissingEnvironment` where the keyring fails, and where it knows of neither while the folder
        names another one.
        """
        found, problem = [], None
        for name in self.names:
            try:
                one = self._read(name)
            except MissingEnvironment as missing:
                problem = missing
            else:
                found += [one] if one is not None else []
        if problem is not None and not found:
            raise problem
        elsewhere = [one for one in found if one.desk != self._keys.desk]
        return max(elsewhere or found, key=lambda one: one.count, default=None)

    def refuse_behind(self) -> None:
        """Refuse to write into a record that is not the anchored one; looked at once, before the first write.

        Raises `Refusal` "record.behind" or "record.another". Call inside a transaction.
        """
        if self._proven:
            return
        if self._is_new_beginning():
            # Somebody begins anew where a record was: from the next start on they are asked for a reason.
            self._proven = True
            return
        if self._keys.signer() is None:
            missing = self._keys.problem
            if missing is None or missing.key != "keyring.other_backend":
                return  # there is no keyring that could be asked
        problem = self.problem()
        if problem is not None:
            raise problem
        self._proven = True

    def problem(self) -> Refusal | None:
        """How the record differs from its anchor, None where it does not or nothing is known.

        An empty folder differs too where another record was in it. Call inside a transaction that writes:
        while one reads, others may move record and anchor on.
        """
        return self._compared(self._known_if_any())

    def trouble(self) -> Refusal | None:
        """The same while others write. Call outside of any transaction.

        The anchor is read first, and then the record, which is as far by then: an anchor is moved after what
        it names was committed.
        """
        known = self._known_if_any()
        with self._store.read():
            return self._compared(known)

    def missing_record(self) -> Refusal | None:
        """Why no office may begin here unasked: the keyring knows of a record, and there is none. Else None.

        The refusal "folder.was_here" is for the caller to raise. Asks the keyring; call outside of any
        transaction.
        """
        with self._store.read():
            if Event.select().exists():
                return None
        known = self._known_if_any()
        return None if known is None else _missing(self._path, known)

    def _known_if_any(self) -> Anchored | None:
        try:
            return self.known()
        except MissingEnvironment:
            return None

    def _compared(self, known: Anchored | None) -> Refusal | None:
        if known is None:
            return None
        if known.desk != self._keys.desk:
            return Refusal("record.another", n=known.count, at=_day(known.at))
        # The hash alone: what else stands in the row may be unreadable.
        event = Event.select(Event.hash).where(Event.id == known.count).first()
        if event is None:
            return Refusal("record.behind", n=known.count, at=_day(known.at))
        return (
            None if event.hash == known.hash else Refusal("record.another", n=known.count, at=_day(known.at))
        )

    def _is_new_beginning(self) -> bool:
        """Whether nothing is here, or an office that never had a member: nobody could give a reason."""
        of_members = (Event.kind >= "member.") & (Event.kind < "member/")
        return not Event.select().where(of_members).exists() and not any(self._blobs.glob("*/*"))

    def pass_over(self) -> None:
        """Look at the anchor no more before writing: a person has said why the record differs from it."""
        self._proven = True

    def accept(self) -> None:
        """Anchor the record as it is now, whatever was anchored before."""
        with contextlib.suppress(Refusal):  # it is looked at again, and said again, at the next start
            with self._store.read():
                head = ChainHead.get_or_none(ChainHead.id == _HEAD)
            if head is not None:
                new = Anchored(self._keys.desk, head.count, head.hash, head.at)
                self._write(new, forward_only=False)

    def renew(self, count: int, hash_: str, at: str) -> None:
        """Have the anchor moved soon to the record's end, as this desk has written it. Returns at once."""
        with self._lock:
            if self._wanted is None or self._wanted.count < count:
                self._wanted = Anchored(self._keys.desk, count, hash_, at)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="anchor", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Wait for the renewal under way, if any, for a few seconds at most."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(_SECONDS)

    def _work(self) -> None:
        while True:
            with self._lock:
                new, self._wanted = self._wanted, None
                if new is None:
                    self._thread = None
                    return
            # A keyring that fails now is asked again after the next write; until then the anchor lags.
            with contextlib.suppress(Refusal):
                self._write(new, forward_only=True)

    def _write(self, new: Anchored, *, forward_only: bool) -> None:
        text = json.dumps([new.desk, new.count, new.hash, new.at], separators=(",", ":"))
        for name in self.names:
            # One that stands still keeps nobody out for good: it would bring back an older anchor at most.
            with _WRITING, file_lock(cache_folder() / _LOCK_FILE, _SECONDS):
                kept = self._read(name) if forward_only else None
                if kept is None or (kept.desk == new.desk and kept.count < new.count):
                    self._keys.keep(name, text)

    def _read(self, name: str) -> Anchored | None:
        return _read(self._keys.kept(name))


def refuse_missing_record(path: Path) -> None:
    """Refuse to begin in the folder `path`, which holds no database, where the keyring knows it with one.

    A drive that is not mounted leaves an empty folder in its place. Makes nothing. Raises `Refusal`
    "folder.was_here"; nothing where there is no keyring to be asked.
    """
    with contextlib.suppress(MissingEnvironment):
        known = _read(Keyring().get(_name_of_place(path)))
        if known is not None:
            raise _missing(path, known)


def _name_of_place(path: Path) -> str:
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]
    return f"record-anchor-at-{place}"


def _missing(path: Path, known: Anchored) -> Refusal:
    return Refusal("folder.was_here", path=str(path), n=known.count, at=_day(known.at))


def _read(kept: str | None) -> Anchored | None:
    if kept is None:
        return None
    try:
        desk, count, hash_, at = json.loads(kept)
        moment(str(at))
        return Anchored(str(desk), int(count), str(hash_), str(at))
    except (ValueError, TypeError):
        return None  # not of this program's making


def _day(at: str) -> SpokenDay:
    return SpokenDay(day_of(at).isoformat())
