"""Attachments of an office on a server: kept there in pieces, with a copy at each desk that has read them.

The copy in the desk's folder is only for speed: each reading compares its SHA-256, and where it is gone or
changed the server's is fetched. A proof looks at what the server has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from app.errors import MissingEnvironment, Refusal
from app.models.store import Store
from app.models.tables import KeptPiece
from app.services.base.blobs import Blobs

_PIECE = 1 << 20  # bytes of one piece


class SharedBlobs(Blobs):
    """Blobs in the tables of `store`, which is `apart`: pieces are kept and read within any transaction."""

    def __init__(self, folder: Path, store: Store) -> None:
        super().__init__(folder)
        self._store = store

    def names(self) -> list[str]:
        """The SHA-256 of every file on the server, in order."""
        with self._store.read():
            rows = KeptPiece.select(KeptPiece.sha256).where(KeptPiece.number == 0).order_by(KeptPiece.sha256)
            return [row.sha256 for row in rows]

    def close(self) -> None:
        self._store.close()

    def put(self, data: bytes) -> str:
        """Keep `data` on the server and here, and return its SHA-256. Nothing to do where it is there.

        Each piece is a transaction of its own, in order: a file whose last piece is there is whole. Raises
        `MissingEnvironment` where the server is not reached or the disk is full.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        pieces = max(1, -(-len(data) // _PIECE))
        for number in range(self._kept(sha256), pieces):
            piece = data[number * _PIECE : (number + 1) * _PIECE]
            with self._store.write():
                row = KeptPiece.insert(sha256=sha256, number=number, pieces=pieces, data=piece)
                row.on_conflict_ignore().execute()  # another desk keeps the same file
        super().put(data)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`. Raises `Refusal` when they are gone or no longer the same."""
        try:
            return super().read(sha256)
        except (Refusal, MissingEnvironment):
            data = b"".join(self._pieces(sha256))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refusal("blobs.changed", sha256=sha256[:12])
        self.drop(sha256)
        super().put(data)
        return data

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

    def _kept(self, sha256: str) -> int:
        """How many pieces of a file are there already."""
        with self._store.read():
            return int(KeptPiece.select().where(KeptPiece.sha256 == sha256).count())

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        number, pieces = 0, 1
        while number < pieces:
            with self._store.read():
                columns = (KeptPiece.pieces, KeptPiece.data)
                of_it = (KeptPiece.sha256 == sha256) & (KeptPiece.number == number)
                row = KeptPiece.select(*columns).where(of_it).first()
            if row is None:
                raise Refusal("blobs.missing", sha256=sha256[:12])
            pieces = row.pieces
            yield row.data
            number += 1
