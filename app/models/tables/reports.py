"""The quarter's reports, what is to be done, awareness activities, and letters."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from app.models.fields import JsonField
from app.models.tables.base import Table
from app.models.tables.office import Member


class Report(Table):
    """A quarter's monitoring report that was made (clause 11.a). Never changed once written.

    `quarter` is like `2026-Q4`; `content` the document that was signed, figures and all, and `digest` the
    SHA-256 of its canonical JSON. `signature` is base64 of Ed25519 over that document by the key of the
    fingerprint `key`, both "" where there was no keyring. `complete` says whether the quarter was over.
    """

    member_id: int | None
    quarter = TextField(index=True)
    content = JsonField()
    digest = TextField()
    signature = TextField()
    key = TextField()
    complete = BooleanField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()


class Task(Table):
    """Something to be done, by whom and by when (clause 11.b). Open ones go on into the next quarter.

    `due` is a day in Dhaka, "" for none; `quarter` is the one it was set in. Withdrawn ones stay, not
    `active`; `done_at` is "" while it is open.
    """

    member_id: int | None
    done_by_id: int | None
    text = TextField()
    responsible = TextField()
    due = TextField()
    quarter = TextField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()
    active = BooleanField()
    done_at = TextField()
    done_by = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")


class Activity(Table):
    """An awareness activity of the office (clause 11.b). Withdrawn ones stay, not `active`."""

    member_id: int | None
    day = TextField(index=True)
    title = TextField()
    place = TextField()
    people = IntegerField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()
    active = BooleanField()
