"""Letters that the office wrote."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from app.models.fields import JsonField
from app.models.tables.base import Table
from app.models.tables.office import Member


class Letter(Table):
    """A letter as it was kept. Never changed: a corrected one is another letter.

    `number` counts the letters of a `year`; `memo` is the memo number with Latin digits, "" to be written by
    hand. `day` is an ISO day. `body`, `recipient` and `copies` are lists of texts. `draft`, `finding` and
    `response` are the ids of what it is about, NULL for none.
    """

    member_id: int | None
    number = IntegerField()
    year = IntegerField()
    kind = TextField()
    language = TextField()
    memo = TextField(index=True)
    day = TextField()
    subject = TextField()
    reference = TextField()
    body = JsonField()
    recipient = JsonField()
    copies = JsonField()
    signer = TextField()
    title = TextField()
    mark = TextField()
    draft = IntegerField(null=True)
    finding = IntegerField(null=True)
    response = IntegerField(null=True)
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()

    class Meta:
        indexes = ((("year", "number"), True),)
