"""Passwords: where they are kept and when they changed, never what they are."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from app.models.fields import JsonField
from app.models.tables.base import Table
from app.models.tables.office import Account, Member


class Credential(Table):
    """One login of an account. Its values are in the keyring, under `slot`; here is only where and whose.

    `backend` is the keyring's module that holds them; `parts` names the values kept (`SecretPart`), never
    their contents; `allowed` is a list of member ids, empty for every decider. `due_since` is when it became
    due at once ("" if it did not) and `due_reason` the `RotationReason` why.
    """

    account_id: int
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    label = TextField()
    slot = TextField(unique=True)
    backend = TextField()
    parts = JsonField()
    allowed = JsonField()
    active = BooleanField()
    created_at = TextField()
    due_since = TextField()
    due_reason = TextField()


class Rotation(Table):
    """A recorded change of a password. `credential` is NULL for a personal account, which keeps none here."""

    account_id: int
    credential_id: int | None
    member_id: int
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    credential = ForeignKeyField(Credential, backref="+", null=True, on_delete="RESTRICT")
    reason = TextField()
    note = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    recorded_at = TextField()


class RotationStep(Table):
    """How far a guided rotation is; the newest row of a credential counts. `step` is a `Step` of the guide.

    While one is under way, the keyring holds the old password and the new one beside it.
    """

    credential_id: int
    member_id: int
    credential = ForeignKeyField(Credential, backref="+", on_delete="RESTRICT")
    step = TextField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()


class Passphrase(Table):
    """What proves a member at sign-in: an argon2id hash, and how often it failed in a row.

    Not part of the record, so that no archive or audit copy ever carries the hash; setting and resetting
    it are events. A `temporary` one was given by the authority and is good only for setting a new one.
    """

    member_id: int
    member = ForeignKeyField(Member, backref="+", unique=True, on_delete="RESTRICT")
    hash = TextField()
    failures = IntegerField()
    last_failure_at = TextField()
    changed_at = TextField()
    temporary = BooleanField()


class PasswordMark(Table):
    """HMAC of a password that was used here, by a key in the keyring. Not in the record: see `Passphrase`."""

    credential_id: int
    credential = ForeignKeyField(Credential, backref="+", on_delete="RESTRICT")
    mark = TextField()
    at = TextField()
