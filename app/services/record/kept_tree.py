"""The record's Merkle tree where it is wanted again and again: its inner hashes are kept as the record grows.

Kept are the roots over whole runs of 256 events, 32 bytes each (half a megabyte for four million events), and
one statement: that they make up the tree of so many events, with its root and the seal of the last of them.
The leaves are the events themselves, of which a proof reads one run.

Whoever can write into the database could put another hash here. It would prove nothing, for nothing kept is
believed: the statement has to be signed by a key of the office that is in use, the kept hashes have to give
its root, its last event has to be the one it was made over, and the events behind that have to lead link by
link to the end, which the ledger proves before it writes. A run whose events do not give its kept root is
refused when a proof needs it. Where the statement does not hold, the tree is made of the events alone, as
where nothing is kept; what does not follow link by link is never kept. Who looks whether the *record* was
changed (the audit, an anchor from outside) reads the events instead (`services.record.tree.roots`), and the
audit makes everything that is kept again and compares it.
"""

from __future__ import annotations

import base64
import functools
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from app.archive.checkpoint import leaf_of, origin_of
from app.archive.merkle import HASH_BYTES, Tree
from app.errors import Refusal
from app.models.fields import NotAsWritten
from app.models.tables import KeptTile, KeptTree
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.record.chain import EVENTS, FIRST, ODD_BODY, Sealed, holds, intact, seal, sealed
from app.services.record.destroyed import is_left, left_of_events
from app.services.record.end import seal_of
from app.services.record.keys import CONTINUED, OfficeKeys, fingerprint_of, office_keys
from app.services.record.views import AuditProblem
from app.values import dataclass

if TYPE_CHECKING:
    from app.services.record.chain import EventRow

_BITS = 8
RUN = 1 << _BITS  # events under one kept hash
_IN_TILE = 256  # kept hashes in one row
_PURPOSE = "anumodon tree 1"
_ONE = 1  # the statement's row
_NO_EVENT = leaf_of("", "", "")
_LONGEST_GAP = 1_000_000  # events: their leaves take a second
_READY = 64  # runs whose leaves are in memory at most


class Missing:
    """Leaves for events that are not there, told by the numbers of those that are, behind `after`."""

    def __init__(self, after: int = 0) -> None:
        self._expected = after + 1

    def before(self, number: int) -> Iterator[bytes]:
        """As many as are missing before this event. Raises `Refusal` for a hole without end."""
        gap, first = number - self._expected, self._expected
        self._expected = max(first, number + 1)
        if gap > _LONGEST_GAP:  # a number that somebody put there
            raise Refusal("record.broken", event=first)
        return repeat(_NO_EVENT, max(gap, 0))


class _DoesNotFollow(Exception):
    """The events do not lead link by link from where the kept tree ends."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What holds of what is kept: the roots of the runs of the first `size` events, and what follows them."""

    size: int = 0
    roots: bytes = b""
    follows: str = FIRST


class RecordTree(Tree):
    """The tree over the record's first `size` events; the leaves are read when a proof wants them."""

    def __init__(self, desk: Desk, size: int) -> None:
        """Call inside a transaction. Later calls open their own, or are part of the one that is open."""
        self._desk = desk
        kept = _proven()
        try:
            roots, tail = _runs(kept.roots, _followed(kept, size))
        except _DoesNotFollow:
            roots, tail = _runs(b"", event_leaves(0, size))
        self._runs = _tree_over(roots)
        self._tail = Tree(tail)
        self.size = min(size, self._runs.size * RUN + self._tail.size)
        self._ready: OrderedDict[int, Tree] = OrderedDict()

    def whole(self, level: int, place: int) -> bytes:
        """See `Tree.whole`. Raises `Refusal` "record.broken" where events are not those that were kept."""
        if level >= _BITS:
            return self._runs.whole(level - _BITS, place)
        below = _BITS - level  # so many levels up begins the run
        return self._leaves_of(place >> below).whole(level, place & ((1 << below) - 1))

    def _leaves_of(self, run: int) -> Tree:
        if run == self._runs.size:
            return self._tail
        found = self._ready.get(run)
        if found is None:
            with self._desk.store.read():
                found = Tree(event_leaves(run * RUN, (run + 1) * RUN))
            if found.size != RUN or found.root() != self._runs.whole(0, run):
                raise Refusal("record.broken", event=run * RUN + 1)
            self._ready[run] = found
            if len(self._ready) > _READY:
                self._ready.popitem(last=False)
        self._ready.move_to_end(run)
        return found


def keep_tree(desk: Desk) -> None:
    """Keep what was recorded since it was last done: milliseconds, but a minute where nothing is kept of a
    record of a million posts.

    Does nothing where the desk cannot sign what it keeps, and where the events do not follow link by link.
    """
    with desk.store.read():
        kept = _proven()
        end = _last()
        if end - end % RUN <= kept.size:
            return  # the usual case
        keys = office_keys()
        signer = desk.keys.existing() if keys.keys else None
        if keys.keys and (signer is None or not keys.is_in_use(fingerprint_of(signer))):
            return
        if not _end_signed(keys):
            return
        try:
            roots, tail = _runs(kept.roots, _followed(kept, end))
        except _DoesNotFollow:
            return
        size = end - len(tail)
        root = _tree_over(roots).root().hex()
        follows = seal_of(size) or ""
        stated = _message(size, root, follows)
    signature = base64.b64encode(signer.sign(stated)).decode() if signer is not None else ""
    with desk.store.write():
        if _proven().size >= size:  # another desk was quicker
            return
        first = kept.size // RUN // _IN_TILE
        wide = _IN_TILE * HASH_BYTES
        for number in range(first, -(-len(roots) // wide)):
            hashes = bytes(roots[number * wide : (number + 1) * wide])
            tile = KeptTile.insert(number=number, hashes=hashes)
            tile.on_conflict(conflict_target=[KeptTile.number], update={"hashes": hashes}).execute()
        statement = {"size": size, "root": root, "follows": follows, "signature": signature}
        row = KeptTree.insert(id=_ONE, **statement)
        row.on_conflict(conflict_target=[KeptTree.id], update=statement).execute()


def origin() -> str:
    """The name of this record, by the first event that is there; "" before any. Call inside a transaction."""
    row = current().row("SELECT hash, key, signature FROM event WHERE id >= 1 ORDER BY id LIMIT 1")
    return "" if row is None else origin_of(*map(str, row))


class KeptCheck:
    """Takes all events in order, and says whether what is kept is what they make. In a transaction.

    `readable`: whether both tables are as the program made them; else that is named already.
    """

    def __init__(self, *, readable: bool = True) -> None:
        self._wanted = readable and (KeptTile.select().exists() or KeptTree.select().exists())
        self._roots = bytearray()
        self._leaves: list[bytes] = []
        self._missing = Missing()

    def take(self, row: EventRow) -> None:
        """The next event."""
        if not self._wanted:
            return
        hash_, signature, key = map(str, row[8:])
        try:
            missing = self._missing.before(int(row[0]))
        except Refusal:  # the chain names it; what is kept is made of no such record
            missing = iter(())
        for leaf in chain(missing, (leaf_of(hash_, key, signature),)):
            self._leaves.append(leaf)
            if len(self._leaves) == RUN:
                self._roots += Tree(self._leaves).root()
                self._leaves.clear()

    def problems(self) -> Iterator[AuditProblem]:
        """What is kept otherwise than the events say."""
        if not self._wanted:
            return
        try:
            differs = not self._as_kept()
        except (*ODD_BODY, NotAsWritten):
            differs = True
        if differs:
            yield AuditProblem("tree_differs")

    def _as_kept(self) -> bool:
        [row] = KeptTree.select()
        size, root, follows = row.size, row.root, row.follows
        runs = size // RUN
        roots = bytes(self._roots[: runs * HASH_BYTES])
        return (
            (row.id, size) == (_ONE, runs * RUN)
            and len(roots) == runs * HASH_BYTES
            and _kept_roots() == roots
            and root == Tree([roots]).root().hex()
            and follows == seal_of(size)
        )


def _proven() -> _Kept:
    """What is kept, as far as it holds. Call inside a transaction."""
    try:
        row = KeptTree.select().where(KeptTree.id == _ONE).first()
        if row is None or row.size <= 0 or row.size % RUN or not _stated(row):
            return _Kept()
        roots = _kept_roots()
        if len(roots) != row.size // RUN * HASH_BYTES:
            return _Kept()
        whole = _tree_over(roots).root().hex() == row.root and seal_of(row.size) == row.follows
        return _Kept(row.size, roots, row.follows) if whole else _Kept()
    except (*ODD_BODY, NotAsWritten):  # what somebody put there from outside
        return _Kept()


def _stated(row: KeptTree) -> bool:
    """Whether the statement is the office's: signed by a key in use, or of a record that never was signed."""
    keys = office_keys()
    message = _message(row.size, row.root, row.follows)
    if not keys.keys:
        return bool(row.signature == "")
    return any(holds(row.signature, key.public, message) for key in keys.in_use)


def _message(size: int, root: str, follows: str) -> bytes:
    return f"{_PURPOSE}\n{origin()}\n{size}\n{root}\n{follows}\n".encode()


@functools.lru_cache(maxsize=2)
def _tree_over(roots: bytes) -> Tree:
    """The tree over these roots of runs. It follows from them alone, so that those asked for last are there.

    An archive asks for it to keep what is new, and for its proofs: of a million posts 20,000 hashes each
    time. Two, for where a run is full there are those before and with it. 2 MB each, of a million posts.
    """
    return Tree([roots])


def _kept_roots() -> bytes:
    return b"".join(tile.hashes for tile in KeptTile.select().order_by(KeptTile.number))


def _followed(kept: _Kept, end: int) -> Iterator[bytes]:
    """The leaves of the events behind the kept ones, up to `end`. Raises `_DoesNotFollow`.

    What the authority went on with openly follows too, and what is left of an event whose words were
    destroyed by order: the audit names both for ever.
    """
    left, missing = left_of_events(), Missing(kept.size)
    settled = {json.loads(row.link.body)["broken_at"] for row in _continuing()}
    follows, expected = kept.follows, kept.size + 1
    for row in current().stream(f"{EVENTS} WHERE id > ? AND id <= ? ORDER BY id", kept.size, end):
        whole = intact(row) or is_left(left, row[0], row[8], row[6])
        fits = row[0] == expected and row[7] == follows and whole
        if not (fits or row[0] in settled):
            raise _DoesNotFollow
        hash_, signature, key = map(str, row[8:])
        follows, expected = seal(hash_, key, signature), row[0] + 1
        yield from missing.before(row[0])
        yield leaf_of(hash_, key, signature)


def _continuing() -> list[Sealed]:
    query = f"{EVENTS} WHERE kind = ? ORDER BY id"
    return [event for event in map(sealed, list(current().rows(query, CONTINUED))) if event.intact()]


def event_leaves(after: int, end: int) -> Iterator[bytes]:
    """The leaves of the Merkle tree for the events numbered `after` + 1 to `end`, as the table has them.

    An event that is missing has a leaf too, so that those behind it keep their places in the tree.
    """
    query = "SELECT id, hash, key, signature FROM event WHERE id > ? AND id <= ? ORDER BY id"
    return in_place(current().stream(query, after, end), after)


def in_place(rows: Iterable[Sequence[Any]], after: int = 0) -> Iterator[bytes]:
    """The leaves of events given by number, hash, key and signature, and of those missing between them.

    Raises `Refusal` "record.broken" for a hole without end.
    """
    missing = Missing(after)
    for number, *sealed_with in rows:
        yield from missing.before(number)
        yield leaf_of(*map(str, sealed_with))


def _runs(kept: bytes, leaves: Iterable[bytes]) -> tuple[bytes, list[bytes]]:
    """The roots of whole runs behind those kept, and the leaves left over."""
    roots, run = bytearray(kept), []
    for leaf in leaves:
        run.append(leaf)
        if len(run) == RUN:
            roots += Tree(run).root()
            run = []
    return bytes(roots), run


def _last() -> int:
    row = current().row("SELECT MAX(id) FROM event")
    return int(row[0] or 0) if row is not None else 0


def _end_signed(keys: OfficeKeys) -> bool:
    """Whether the last event proves all before it."""
    if not keys.keys:
        return True
    row = current().row(f"{EVENTS} ORDER BY id DESC LIMIT 1")
    return row is not None and keys.signed(sealed(row))
