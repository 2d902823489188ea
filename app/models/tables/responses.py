"""What citizens said to the office and what became of it, and the answers kept for using again."""

from __future__ import annotations

from peewee import BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from app.models.tables.base import Table
from app.models.tables.office import Account, Member
from app.models.tables.posts import Draft


class Response(Table):
    """A citizen's comment, question, grievance, appeal, praise or contribution (clauses 8.b, 8.d).

    `kind` is a `ResponseKind`, `state` a `ResponseState`. `author` is the name as the page shows it, and
    nothing more of the person is kept. `screenshot` is the SHA-256 of a kept image, `due` a day in Dhaka;
    both "" for none. The columns of the answer are empty while there is none. `reason` says why it needs no
    answer; `reopened` counts how often it was opened again. `consent` is a `Consent`, `consent_note` how it
    was given. `reply_draft` is the draft of the answer, `shown_draft` the post made of a contribution.
    """

    account_id: int
    assigned_id: int | None
    answered_by_id: int | None
    merged_into_id: int | None
    reply_draft_id: int | None
    shown_draft_id: int | None
    added_by_id: int | None
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    kind = TextField()
    author = TextField()
    text = TextField()
    url = TextField()
    screenshot = TextField()
    received_at = TextField(index=True)
    tracking = TextField()
    due = TextField()
    assigned = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    state = TextField()
    answer_text = TextField()
    answer_url = TextField()
    answered_at = TextField()
    answered_by = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    reason = TextField()
    merged_into = ForeignKeyField("self", backref="+", null=True, on_delete="RESTRICT")
    referred_to = TextField()
    reopened = IntegerField()
    consent = TextField()
    consent_note = TextField()
    reply_draft = ForeignKeyField(Draft, backref="+", null=True, on_delete="RESTRICT")
    shown_draft = ForeignKeyField(Draft, backref="+", null=True, on_delete="RESTRICT")
    added_by = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    created_at = TextField()

    class Meta:
        indexes = ((("state", "due"), False), (("account", "received_at"), False))


class ResponseCount(Table):
    """How many responses to an account are in a state. Not part of the record, which has the responses."""

    account = IntegerField()
    state = TextField()
    n = IntegerField()

    class Meta:
        primary_key = CompositeKey("account", "state")


class ResponseStep(Table):
    """One thing that happened to a response.

    `step` names a sentence; `note` fills it, "" where nothing does.
    """

    response_id: int
    member_id: int | None
    response = ForeignKeyField(Response, backref="+", on_delete="RESTRICT")
    step = TextField()
    note = TextField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()


class SavedReply(Table):
    """An answer kept for using again, with places like {তারিখ} to fill in.

    Withdrawn ones stay, not `active`.
    """

    member_id: int
    name = TextField()
    text = TextField()
    active = BooleanField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
