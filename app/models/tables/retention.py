"""How long posts are kept, what holds them, and what was destroyed by order."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from app.models.fields import JsonField
from app.models.tables.base import Table
from app.models.tables.office import Member
from app.models.tables.posts import Draft


class RetentionRule(Table):
    """What the office chose: the class of a `purpose`, or with "" as purpose the `years` of a class.

    Never changed: the newest counts. `record_class` is a `RecordClass`; `years` is 0 where it is no number.
    """

    member_id: int | None
    purpose = TextField()
    record_class = TextField()
    years = IntegerField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()


class RetentionStep(Table):
    """What was said of one post's keeping: its class, that it is held, or not any more. Never changed.

    `kind` is a `RetentionKind`; `record_class` is "" unless it is a class, and then too where the post goes
    back to the class of its purpose.
    """

    draft_id: int
    member_id: int
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    kind = TextField()
    record_class = TextField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()


class DisposalList(Table):
    """A January's list of what may be destroyed. `state` is a `DisposalState`; `letter` the order's id.

    `deciders` are the ids of those who could decide when it was made.
    """

    member_id: int
    ordered_by_id: int | None
    carried_by_id: int | None
    year = IntegerField()
    state = TextField()
    deciders = JsonField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    memo = TextField()
    letter = IntegerField(null=True)
    ordered_by = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    ordered_at = TextField()
    carried_by = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    carried_at = TextField()
    done_at = TextField()


class DisposalItem(Table):
    """A post on such a list, as it stood when the list was made. `state` is an `ItemState`.

    `last_at` is what its years are counted from, `due` the ISO day they end on. `images` are the SHA-256 of
    what was kept for this post alone and was destroyed with it.
    """

    list_id: int
    draft_id: int
    list = ForeignKeyField(DisposalList, backref="+", on_delete="RESTRICT")
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    digest = TextField()
    record_class = TextField()
    last_at = TextField()
    due = TextField()
    state = TextField()
    images = JsonField()
    done_at = TextField()

    class Meta:
        indexes = ((("list", "draft"), True),)


class DisposalAnswer(Table):
    """What a member said of a post on a list; each member's newest counts. `answer` is a `DisposalReply`."""

    item_id: int
    member_id: int
    item = ForeignKeyField(DisposalItem, backref="+", on_delete="RESTRICT")
    answer = TextField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
