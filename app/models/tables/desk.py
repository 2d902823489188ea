"""What belongs to one desk and not to its office, and the files that desks of one office share."""

from __future__ import annotations

from peewee import IntegerField, TextField

from app.models.fields import BytesField
from app.models.tables.base import Table


class DeskSetting(Table):
    """A setting of this desk: window, language, who sits here, its id, where its key is. No secret."""

    key = TextField(primary_key=True)
    value = TextField()


class KeptPiece(Table):
    """A piece of an attachment of an office on a server: the `number`th of `pieces`, from 0.

    Not part of the record, which names each attachment by its SHA-256.
    """

    sha256 = TextField()
    number = IntegerField()
    pieces = IntegerField()
    data = BytesField()

    class Meta:
        indexes = ((("sha256", "number"), True),)


class CheckLease(Table):
    """That a desk checks a version just now: nobody else does until it gives the lease back, or it runs out.

    `until` is by the clock of the database's server, `token` this one check's own. Not part of the record.
    """

    version = IntegerField(primary_key=True)
    token = TextField()
    desk = TextField()
    until = TextField()


class OpenDraft(Table):
    """The draft (0 for none) and the response that a window of a desk has open, at an office on a server.

    Not part of the record.
    It holds for as long as the window's connection, `listener`, lives (`Engine.listeners`).
    """

    listener = IntegerField(primary_key=True)
    draft = IntegerField()
    member = IntegerField()
    desk = TextField()
    response = IntegerField(null=True)
