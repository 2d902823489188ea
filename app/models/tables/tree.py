"""What is kept of the record's Merkle tree, so that an export need not hash every event anew."""

from __future__ import annotations

from peewee import IntegerField, TextField

from app.models.fields import BytesField
from app.models.tables.base import Table


class KeptTile(Table):
    """The roots over 256 runs of 256 events each, one behind the other, 32 bytes each; fewer in the last.

    `number` counts from 0. Not part of the record: it is worked out from the events (`services.record.tree`).
    """

    number = IntegerField(unique=True)
    hashes = BytesField()


class KeptTree(Table):
    """One row: that the tiles hold the tree over the first `size` events, signed by a key of the office.

    `root` is in hex, `follows` the seal of the last of those events, `signature` base64, "" where the record
    was never signed.
    """

    size = IntegerField()
    root = TextField()
    follows = TextField()
    signature = TextField()
