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
