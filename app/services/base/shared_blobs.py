"""Attachments of an office on a server: kept there in pieces, with a copy at each desk that has read them.

The copy in the desk's folder is only for speed: each reading compares its SHA-256, and where it is gone or
changed the server's is fetched; where it cannot be kept for want of room, the next reading fetches again. A
connection that broke in the middle is waited for a while; a file half sent goes on where it was, also later.
A proof looks at what the server has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from app.errors import MissingEnvironment, Refusal
from app.models.store import Store
from app.models.tables import KeptPiece
from app.services.base.blobs import Blobs
from app.services.base.transfers import Transfer

T = TypeVar("T")

_PIECE = 1 << 20  # bytes of one piece
_AT_ONCE = 16  # files of one piece in one query
_TRIES, _PAUSE = 4, 2.0  # for a piece while the server is not reached, and seconds between two


class SharedBlobs(Blobs):
    """Blobs in the tables of `store`, which is `apart`: pieces are kept and read within any transaction."""

    def __init__(self, folder: Path, store: Store) -> None:
        super().__init__(folder)
        self._store = store
        self._moved: Callable[[Transfer], None] | None = None
        self._kept_nothing: Callable[[Refusal], None] | None = None

    def watch(self, moved: Callable[[Transfer], None], kept_nothing: Callable[[Refusal], None]) -> None:
        """Call `moved` with each step of a large file, on the thread that carries it.

        And `kept_nothing` the first time that a file cannot be kept in this desk's folder.
        """
        self._moved, self._kept_nothing = moved, kept_nothing

    def names(self) -> list[str]:
        """The SHA-256 of every file on the server, in order."""
        with self._store.read():
            rows = KeptPiece.select(KeptPiece.sha256).where(KeptPiece.number == 0).order_by(KeptPiece.sha256)
            return [row.sha256 for row in rows]

    def close(self) -> None:
        self._store.close()

    def put(self, data: bytes) -> str:
        """Keep `data` on the server and here, and return its SHA-256. Nothing to do where it is there.

        Each piece is a transaction of its own, and only what is missing is sent: from the middle on where it
        broke off, the beginning where an order of destruction took it away meanwhile. Raises
        `MissingEnvironment` where the server is not reached or its disk is full, and `Cancelled`.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        pieces = max(1, -(-len(data) // _PIECE))
        transfer = Transfer(sending=True, total=len(data), on_step=self._moved)
        try:
            there = self._kept(sha256)
            for number in (one for one in range(pieces) if one not in there):
                transfer.step(number * _PIECE)
                self._patiently(transfer, partial(self._send, sha256, number, pieces, data))
        finally:
            transfer.end()
        self._keep(data)
        return sha256

    def put_all(self, files: Iterable[bytes]) -> None:
        """Keep several files: those of one piece that are missing in one transaction, which asks once.

        The caller sees to it that they are few megabytes together. Raises as `put` does.
        """
        small: dict[str, bytes] = {}
        for data in files:
            if len(data) <= _PIECE:
                small[hashlib.sha256(data).hexdigest()] = data
            else:
                self.put(data)
        if not small:
            return
        with self._store.read():
            kept = KeptPiece.select(KeptPiece.sha256).where(KeptPiece.sha256.in_(list(small)))
            there = {row.sha256 for row in kept}
        # In the order of their names, so that two who keep the same files do not wait for each other.
        missing = [
            {"sha256": sha256, "number": 0, "pieces": 1, "data": small[sha256]}
            for sha256 in sorted(small.keys() - there)
        ]
        if missing:
            with self._store.write():
                KeptPiece.insert_many(missing).on_conflict_ignore().execute()
        for data in small.values():
            self._keep(data)

    def read(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`. Raises `Refusal` when they are gone or no longer the same.

        And `Cancelled` where a person stops it on the way from the server.
        """
        try:
            return super().read(sha256)
        except (Refusal, MissingEnvironment):
            return self._arrived(sha256, b"".join(self._pieces(sha256)))

    def read_each(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """As `Blobs.read_each`; what is not here comes from the server several files at a time.

        One by one, each that is not here took three answers of the server, also where it has none.
        """
        waiting = iter(names)
        while some := list(islice(waiting, _AT_ONCE)):
            away = {sha256 for sha256 in some if not self._lies_here(sha256)}
            first = self._first_pieces(away) if away else {}
            for sha256 in some:
                row = first.pop(sha256, None)
                if row is None and sha256 in away:
                    continue  # the server has none either
                try:
                    if row is not None and row.pieces == 1:
                        data = self._arrived(sha256, row.data)
                    else:
                        data = self.read(sha256)
                except Refusal:
                    continue
                yield sha256, data

    def _arrived(self, sha256: str, data: bytes) -> bytes:
        """What came from the server, with a copy here. Raises `Refusal` where it is not what it was."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refusal("blobs.changed", sha256=sha256[:12])
        self.drop(sha256)
        self._keep(data)
        return data

    def _first_pieces(self, names: Collection[str]) -> dict[str, KeptPiece]:
        with self._store.read():
            rows = KeptPiece.select().where(KeptPiece.sha256.in_(sorted(names)) & (KeptPiece.number == 0))
            return {row.sha256: row for row in rows}

    def _keep(self, data: bytes) -> None:
        """Keep a copy here. Without room the server's is as good."""
        try:
            super().put(data)
        except MissingEnvironment:
            report, self._kept_nothing = self._kept_nothing, None
            if report is not None:
                report(MissingEnvironment("blobs.no_room_here"))

    def _send(self, sha256: str, number: int, pieces: int, data: bytes) -> None:
        piece = data[number * _PIECE : (number + 1) * _PIECE]
        with self._store.write():
            row = KeptPiece.insert(sha256=sha256, number=number, pieces=pieces, data=piece)
            row.on_conflict_ignore().execute()  # another desk keeps the same file

    @staticmethod
    def _patiently(transfer: Transfer, act: Callable[[], T]) -> T:
        """Do it, and again while the server is not reached."""
        for left in range(_TRIES - 1, -1, -1):
            try:
                return act()
            except MissingEnvironment as problem:
                if problem.key != "database.unreachable" or not left or not transfer.done:
                    raise
            transfer.wait(_PAUSE)
            transfer.step(transfer.done)
        raise AssertionError("the last try gives or raises")

    def prove(self, sha256: str) -> None:
        """Read what the server keeps under `sha256`, piece by piece. Raises `Refusal` like `read`."""
        found = hashlib.sha256()
        for piece in self._pieces(sha256):
            found.update(piece)
        if found.hexdigest() != sha256:
            raise Refusal("blobs.changed", sha256=sha256[:12])

    def destroy(self, sha256: str) -> None:
        """Remove a file from the server and from here. Raises `Refusal` where the server forbids it."""
        with self._store.write():
            KeptPiece.delete().where(KeptPiece.sha256 == sha256).execute()
        super().destroy(sha256)

    def destroy_copy(self, sha256: str) -> bool:
        if not super().holds(sha256):
            return False
        super().destroy(sha256)
        return True

    def holds(self, sha256: str) -> bool:
        """Whether the server has every piece of a file."""
        with self._store.read():
            of_it = KeptPiece.select(KeptPiece.pieces).where(KeptPiece.sha256 == sha256)
            pieces = [int(row.pieces) for row in of_it]
        return bool(pieces) and len(pieces) == pieces[0]

    def _kept(self, sha256: str) -> set[int]:
        """The numbers of the pieces of a file that are there already."""
        with self._store.read():
            of_it = KeptPiece.select(KeptPiece.number).where(KeptPiece.sha256 == sha256)
            return {int(row.number) for row in of_it}

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        transfer: Transfer | None = None
        number, pieces, done = 0, 1, 0
        try:
            while number < pieces:
                row = (
                    self._fetched(sha256, number)
                    if transfer is None
                    else self._patiently(transfer, partial(self._fetched, sha256, number))
                )
                if row is None:
                    raise Refusal("blobs.missing", sha256=sha256[:12])
                pieces, done, number = row.pieces, done + len(row.data), number + 1
                if transfer is None:
                    transfer = Transfer(sending=False, total=pieces * len(row.data), on_step=self._moved)
                transfer.step(done)
                yield row.data
        finally:
            if transfer is not None:
                transfer.end()

    def _fetched(self, sha256: str, number: int) -> KeptPiece | None:
        with self._store.read():
            columns = (KeptPiece.pieces, KeptPiece.data)
            of_it = (KeptPiece.sha256 == sha256) & (KeptPiece.number == number)
            found: KeptPiece | None = KeptPiece.select(*columns).where(of_it).first()
            return found
