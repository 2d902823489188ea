"""Who received the guideline, and who read it."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, TextField

from app.models.tables.base import Table
from app.models.tables.office import Member


class GuidelineReader(Table):
    """A person of the office who is to know the guideline (clauses 6.2 and 11.b).

    `post` is their designation; `person` the member of the team they are, NULL for anybody else. `received`
    and `signed` are days in Dhaka, "" while it has not happened; nobody signs what they did not receive.
    Withdrawn ones stay, not `active`.
    """

    person_id: int | None
    member_id: int | None
    name = TextField()
    post = TextField()
    person = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    received = TextField()
    signed = TextField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()
    active = BooleanField()
