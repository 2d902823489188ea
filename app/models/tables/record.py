"""The audit chain, and what a database keeps about itself."""

from __future__ import annotations

from peewee import SQL, IntegerField, TextField

from app.models.fields import EventBody, added_later
from app.models.tables.base import Table


class SchemaVersion(Table):
    """One row: how many migrations this database has been through, which the first releases look at."""

    version = IntegerField()


class AppliedMigration(Table):
    """A migration this database has been through, by its name."""

    name = TextField(primary_key=True)
    at = TextField()


class Event(Table):
    """One link of the audit chain. `id` counts from 1 without a gap.

    `hash` covers every column but the last two: `signature` (base64 of Ed25519 over number and hash, "" where
    there was no keyring) and `key`, the fingerprint of the key that made it.
    """

    at = TextField()
    kind = TextField(index=True)
    member = IntegerField(null=True)
    member_name = TextField()
    draft = IntegerField(null=True, index=True)
    body = EventBody()
    previous = TextField()
    hash = TextField()
    signature = added_later(TextField, "")
    key = added_later(TextField, "")


# What the program asks for before anything leaves the desk: few events, or none.
Event.add_index(SQL("""CREATE INDEX "event_unsigned" ON "event" ("id") WHERE "signature" = ''"""))


class OfficeKey(Table):
    """A key that signs the record. `state` is a `KeyState` (`services.record.keys`), `desk` who has it.

    `public_key` is base64 of its 32 bytes, `fingerprint` SHA-256 in hex of these.
    """

    fingerprint = TextField(unique=True)
    public_key = TextField()
    desk = TextField()
    state = TextField()
    at = TextField()


class DeskRequest(Table):
    """A desk of an office on a server that waits to be let in: its public key, and what it signed for it.

    Not part of the record: it is proven, and seen by the authority, when the desk is let in.
    """

    fingerprint = TextField(primary_key=True)
    public_key = TextField()
    desk = TextField()
    name = TextField()
    consent = TextField()
    at = TextField()


class ChainHead(Table):
    """Row 1: the newest head. Row 2: the newest head that was signed (a keyring may come and go)."""

    count = IntegerField()
    hash = TextField()
    at = TextField()
    signature = TextField()
    public_key = TextField()
