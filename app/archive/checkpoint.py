"""Checkpoints (c2sp.org/tlog-checkpoint): how many events a record had, and the root of its Merkle tree.

A leaf of the tree is one event: its hash, the key and the signature, as `leaf_data` writes them. So the root
binds every event with its signature, and a proof needs nothing of the other events.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from app.archive.merkle import HASH_BYTES, leaf_hash
from app.archive.note import BadNote, Kind, Note, NoteKey
from app.values import dataclass

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_ORIGIN = "anumodon/record/"
_ORIGIN_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a record: `origin` names the record, `size` counts its events, `root` has 32 bytes."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"

    def note(self) -> Note:
        """The checkpoint as a note that nobody has signed yet."""
        return Note(self.text())

    def key(self, public: bytes) -> NoteKey:
        """The key that signs this record's checkpoints, by its 32 bytes."""
        return NoteKey(self.origin, Kind.SIGNED, public)


def read_checkpoint(note: Note) -> Checkpoint:
    """The checkpoint that a note's text holds. Raises `BadNote` for any other text."""
    lines = note.text.split("\n")
    # Lines behind the third would be extensions; this program writes none, and takes none for its own.
    if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise BadNote("not a checkpoint")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error as problem:
        raise BadNote("not a checkpoint") from problem
    found = Checkpoint(lines[0], int(lines[1]), root)
    if len(root) != HASH_BYTES or found.text() != note.text:
        raise BadNote("not a checkpoint")
    return found


def leaf_data(hash_: str, key: str, signature: str) -> bytes:
    """What a leaf holds of an event: its hash, and the key and signature, "" both where it is unsigned."""
    return f"{hash_} {key} {signature}".encode()


def leaf_of(hash_: str, key: str, signature: str) -> bytes:
    """The hash of an event's leaf."""
    return leaf_hash(leaf_data(hash_, key, signature))


def origin_of(hash_: str, key: str, signature: str) -> str:
    """The name of the record whose first event this is."""
    return _ORIGIN + hashlib.sha256(leaf_data(hash_, key, signature)).hexdigest()[:_ORIGIN_DIGITS]
