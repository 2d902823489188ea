"""The only table definitions. Times are ISO 8601 text in UTC, so that every database keeps them alike.

Rows of the recorded tables (`RECORDED`) change only through `services.ledger`, which writes the whole
row into the audit chain in the same transaction.
"""

from __future__ import annotations

from typing import Any

from peewee import (
    BooleanField,
    DatabaseProxy,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from app.models.fields import JsonField, added_later

database = DatabaseProxy()


class Table(Model):
    id: Any  # peewee's own key, on every table that names none

    class Meta:
        database = database
        legacy_table_names = False


class SchemaVersion(Table):
    """One row: how many migrations this database has been through."""

    version = IntegerField()


class Setting(Table):
    """A preference of this desk (language, theme, who sits here). Not part of the record."""

    key = TextField(primary_key=True)
    value = TextField()


class Office(Table):
    """The institution; one row. `approvals` is NULL for a majority of those who decide.

    `logo` is the SHA-256 of a kept image, "" for none; `letterhead` a list of lines as printed. The days are
    the office's own choice: between two changes of a password, before a due date that is worth a reminder,
    (working days) after a quarter's end until its report, and without a post until an account is quiet.
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


class Draft(Table):
    """A post on its way. `version` is the number of its current version, `updated_at` orders the queue."""

    state = TextField()
    version = IntegerField()
    important = BooleanField()
    created_at = TextField()
    updated_at = TextField()

    class Meta:
        indexes = ((("state", "updated_at"), False), (("updated_at",), False))


class Version(Table):
    """One wording of a draft with its images. Never changed once written.

    `digest` is SHA-256 over the canonical document of all that an approval covers (`archive.digest`).
    `account_name` is the account as the digest names it: a handle may change later, a version may not.
    """

    draft_id: int
    account_id: int | None
    author_member_id: int | None
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    number = IntegerField()
    text = TextField()
    use = TextField()
    account = ForeignKeyField(Account, backref="+", null=True, on_delete="RESTRICT")
    account_name = TextField()
    purpose = TextField()
    sources = JsonField()
    schedule = TextField()
    author = TextField()
    author_member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    origin = TextField()
    digest = TextField(index=True)
    created_at = TextField()

    class Meta:
        indexes = ((("draft", "number"), True),)


class Attachment(Table):
    """An image of a version, kept in `blobs/` by its SHA-256. `original_name` is data, never a path."""

    version_id: int
    version = ForeignKeyField(Version, backref="+", on_delete="RESTRICT")
    position = IntegerField()
    sha256 = TextField()
    original_name = TextField()
    media_type = TextField()
    width = IntegerField()
    height = IntegerField()
    size = IntegerField()
    alt = TextField()

    class Meta:
        indexes = ((("version", "position"), True),)


class CheckRun(Table):
    """One run of the checks over a version, with what it ran with. `failure` is "" when it finished."""

    version_id: int
    version = ForeignKeyField(Version, backref="+", on_delete="RESTRICT")
    rulepack = TextField()
    detectors = JsonField()
    script = TextField()
    checked = JsonField()
    not_checked = JsonField()
    failure = TextField()
    finished_at = TextField()


class Finding(Table):
    """Something a run noticed. `title` and `why` are {"bn", "en"}; `box` is [x, y, w, h] or NULL.

    `frame` is the frame of an animation the box is in, NULL for the first.
    """

    run_id: int
    run = ForeignKeyField(CheckRun, backref="+", on_delete="RESTRICT")
    number = IntegerField()
    rule = TextField()
    clauses = JsonField()
    severity = TextField()
    title = JsonField()
    why = JsonField()
    start = IntegerField(null=True)
    end = IntegerField(null=True)
    text = TextField(null=True)
    attachment = IntegerField(null=True)
    box = JsonField(null=True)
    score = FloatField(null=True)
    frame = added_later(IntegerField, None)


class Answer(Table):
    """What a person said of a finding; the newest counts. `carried` is the answer a recheck took it from."""

    finding_id: int
    member_id: int
    carried_id: int | None
    finding = ForeignKeyField(Finding, backref="+", on_delete="RESTRICT")
    reply = TextField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    carried = ForeignKeyField("self", backref="+", null=True, on_delete="RESTRICT")


class Decision(Table):
    """Approve, return or reject, on one version by its digest. Void once undone, reversed or edited away."""

    draft_id: int
    run_id: int | None
    member_id: int
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    version = IntegerField()
    digest = TextField()
    run = ForeignKeyField(CheckRun, backref="+", null=True, on_delete="RESTRICT")
    verdict = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    reason = TextField()
    at = TextField()
    own_author = BooleanField()
    state_before = TextField()
    void_at = TextField()
    void_reason = TextField()


class Publication(Table):
    """The recorded fact that an approved post went out."""

    draft_id: int
    member_id: int
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    version = IntegerField()
    url = TextField()
    at = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    recorded_at = TextField()


class OfficeRule(Table):
    """A rule of the office's own beside the rule pack. Withdrawn ones stay, no longer `active`.

    `kind` is a `RuleKind` of `services.words`. `rule` is the id of the rule it is about, "" for an own term;
    `value` the excepted phrase, the term, or the severity. The columns from `clause` to `why` are an own
    term's, "" elsewhere: `title` and `why` are in the office's own words, the same in both languages.
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


class Snooze(Table):
    """A reminder put off until a date; every putting off is a row. `reminder` is a key like `rotation:12`."""

    member_id: int | None
    reminder = TextField(index=True)
    until = TextField()
    member = ForeignKeyField(Member, backref="+", null=True, on_delete="RESTRICT")
    at = TextField()


class Holiday(Table):
    """A day off besides Friday and Saturday, as the office entered it. Withdrawn ones stay, not `active`."""

    day = TextField()
    name_bn = TextField()
    name_en = TextField()
    active = BooleanField()


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


class ImageHash(Table):
    """How a kept image looks, for recognising it: `checks.photo.known`'s hash as 16 hexadecimal digits.

    Not part of the record: it is worked out anew from the image where it is missing or `made_by` another way.
    """

    sha256 = TextField(primary_key=True)
    hash = TextField()
    mirrored = TextField()
    made_by = TextField()


class Event(Table):
    """One link of the audit chain. `id` counts from 1 without a gap; `hash` covers every other column."""

    at = TextField()
    kind = TextField(index=True)
    member = IntegerField(null=True)
    member_name = TextField()
    draft = IntegerField(null=True, index=True)
    body = JsonField()
    previous = TextField()
    hash = TextField()


class ChainHead(Table):
    """Row 1: the newest head. Row 2: the newest head that was signed (a keyring may come and go)."""

    count = IntegerField()
    hash = TextField()
    at = TextField()
    signature = TextField()
    public_key = TextField()


RECORDED: tuple[type[Table], ...] = (
    Office,
    Member,
    Account,
    Draft,
    Version,
    Attachment,
    CheckRun,
    Finding,
    Answer,
    Decision,
    Publication,
    OfficeRule,
    ChecklistEntry,
    Credential,
    Rotation,
    RotationStep,
    Snooze,
    Holiday,
)
TABLES: tuple[type[Table], ...] = (
    SchemaVersion,
    Setting,
    *RECORDED,
    Passphrase,
    PasswordMark,
    ImageHash,
    Event,
    ChainHead,
)
