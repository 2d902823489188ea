"""Who the office is, its people, its pages, and the days and rules it set for itself."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from app.models.fields import JsonField, added_later
from app.models.tables.base import Table


class Office(Table):
    """The institution; one row. `approvals` is NULL for a majority of those who decide.

    `logo` is the SHA-256 of a kept image, "" for none; `letterhead` a list of lines as printed. The days are
    the office's own choice: between two changes of a password, before a due date that is worth a reminder,
    (working days) after a quarter's end until its report, and without a post until an account is quiet.
    `question_days`, `grievance_days` and `appeal_days` are working days until a citizen is answered.
    `blur_is_edit` is 1 where whoever blurs an image becomes an author of the post, else 0. `recovery_key` is
    the public half, in age's format, of the key that opens every backup, "" where none was made.
    """

    name_bn = TextField()
    name_en = TextField()
    parent_bn = TextField()
    website = TextField()
    approvals = IntegerField(null=True)
    parent_en = added_later(TextField, "")
    division_bn = added_later(TextField, "")
    division_en = added_later(TextField, "")
    address_bn = added_later(TextField, "")
    address_en = added_later(TextField, "")
    grs_url = added_later(TextField, "")
    logo = added_later(TextField, "")
    letterhead = added_later(JsonField, [])
    rotation_days = added_later(IntegerField, 90)
    lead_days = added_later(IntegerField, 14)
    report_days = added_later(IntegerField, 10)
    quiet_days = added_later(IntegerField, 30)
    blur_is_edit = added_later(IntegerField, 1)
    question_days = added_later(IntegerField, 3)
    grievance_days = added_later(IntegerField, 30)
    appeal_days = added_later(IntegerField, 20)
    recovery_key = added_later(TextField, "")
    reuse_days = added_later(IntegerField, 30)


class Member(Table):
    """A named person of the office."""

    name = TextField(unique=True)
    role = TextField()
    active = BooleanField()
    joined_at = TextField()
    left_at = TextField()


class Account(Table):
    """A page on a platform. `purposes` is a JSON list of clause ids 5.a to 5.g.

    `kind` is an `AccountKind`: an official page, or a member's personal account that is here for reminders
    only (clause 6.2.d). `owner` is that member's id, NULL for an official page. `opened_on` is a date or "".
    `rotation_days` is NULL where the office's own number holds; `rotation_source` says who asks for it.
    """

    platform = TextField()
    handle = TextField()
    display_name = TextField()
    url = TextField()
    purposes = JsonField()
    active = BooleanField()
    kind = added_later(TextField, "official")
    owner = added_later(IntegerField, None)
    opened_on = added_later(TextField, "")
    audience = added_later(TextField, "")
    users = added_later(TextField, "")
    emergency_contact = added_later(TextField, "")
    rotation_days = added_later(IntegerField, None)
    rotation_source = added_later(TextField, "")

    class Meta:
        indexes = ((("platform", "handle"), True),)


class ChecklistEntry(Table):
    """What a member found of one clause of 6.1 on an account; the newest of a clause counts.

    `state` is a `ChecklistState`; `evidence_image` the SHA-256 of a kept image or ""; `next_review` a date
    or "".
    """

    account_id: int
    member_id: int
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    clause = TextField()
    state = TextField()
    evidence_text = TextField()
    evidence_url = TextField()
    evidence_image = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    next_review = TextField()


class OfficeRule(Table):
    """A rule of the office's own beside the rule pack. Withdrawn ones stay, no longer `active`.

    `kind` is a `RuleKind` (`services.base.enums`). `rule` is the id of the rule it is about, "" for an
    own term; `value` the excepted phrase, the term, or the severity. The columns from `clause` to `why` are
    an own term's, "" elsewhere: `title` and `why` are in the office's own words, the same in both languages.
    """

    member_id: int
    kind = TextField()
    rule = TextField()
    value = TextField()
    clause = TextField()
    severity = TextField()
    title = TextField()
    why = TextField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    active = BooleanField()


class Holiday(Table):
    """A day off besides Friday and Saturday, as the office entered it. Withdrawn ones stay, not `active`."""

    day = TextField()
    name_bn = TextField()
    name_en = TextField()
    active = BooleanField()


class Proposal(Table):
    """A change that waits for a second member. `kind` is a `ProposalKind`, `state` a `ProposalState`.

    `content` is what would change, as `services.office.confirming` reads it. `deciders` lists the ids of
    those who could decide when it was made: only they may confirm it. The `closed` columns are empty while it
    is open.
    """

    member_id: int
    closed_by_id: int | None
    kind = TextField()
    content = JsonField()
    reason = TextField()
    deciders = JsonField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    expires_at = TextField()
    state = TextField()
    closed_by = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    closed_at = TextField()
    closed_reason = TextField()


class Snooze(Table):
    """A reminder put off until a date; every putting off is a row. `reminder` is a key like `rotation:12`."""

    member_id: int | None
    reminder = TextField(index=True)
    until = TextField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()
