"""A post on its way: its versions, what was noticed, what was answered and decided."""

from __future__ import annotations

from peewee import BooleanField, FloatField, ForeignKeyField, IntegerField, TextField

from app.models.fields import BytesField, JsonField, added_later
from app.models.tables.base import Table
from app.models.tables.office import Account, Member


class Draft(Table):
    """A post on its way. `version` is the number of its current version, `updated_at` orders the queue.

    `kind` is a `DraftKind` where the use of its versions does not tell: comment, reply or share, else "".
    """

    state = TextField()
    version = IntegerField()
    important = BooleanField()
    created_at = TextField(index=True)
    updated_at = TextField()
    kind = added_later(TextField, "")

    class Meta:
        indexes = (
            (("state", "updated_at"), False),
            (("updated_at",), False),
            (("important",), False),
            (("kind",), False),
        )


class DraftCount(Table):
    """How many drafts are in a state. Not part of the record, which has the drafts themselves."""

    state = TextField(primary_key=True)
    n = IntegerField()


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
        indexes = (
            (("draft", "number"), True),
            (("account", "use"), False),
            (("use",), False),
            (("purpose",), False),
        )


class Attachment(Table):
    """An image, video or audio of a version, kept in `blobs/` by its SHA-256.

    `original_name` is data, never a path. `width` and `height` are 0 for audio, and for a video no picture of
    which can be read. `duration` is in milliseconds, 0 for an image and where it is not known.

    `origin_sha256` is the image it was made from by blurring the regions `blurred` (a list of [x, y, w, h] in
    pixels of the upright image); "" and [] for an image as it came.
    """

    version_id: int
    version = ForeignKeyField(Version, backref="+", on_delete="RESTRICT")
    position = IntegerField()
    sha256 = TextField(index=True)
    original_name = TextField()
    media_type = TextField()
    width = IntegerField()
    height = IntegerField()
    size = IntegerField()
    alt = TextField()
    duration = added_later(IntegerField, 0)
    origin_sha256 = added_later(TextField, "")
    blurred = added_later(JsonField, [])

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
    finished_at = TextField(index=True)


class OutdatedRun(Table):
    """A run that no longer counts, because of what a person said since: its version is checked again.

    Not part of the record: what was said is, and a newer run takes the row away.
    """

    run_id: int
    run = ForeignKeyField(CheckRun, backref="+", primary_key=True, on_delete="CASCADE")


class Finding(Table):
    """Something a run noticed. `title` and `why` are {"bn", "en"}; `box` is [x, y, w, h] or NULL.

    `frame` is the frame of an animation or a video the box is in, NULL for the first; `at` its time in
    milliseconds.
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
    at = added_later(IntegerField, None)

    class Meta:
        indexes = ((("rule", "clauses"), False),)


class Answer(Table):
    """What a person said of a finding; the newest counts. `carried` is the answer a recheck took it from.

    `because` is a `DismissalReason` picked beside the `reason` in own words, "" where none was.
    Events and archives hold columns by their names, hashed: so this one keeps its name.
    """

    finding_id: int
    member_id: int
    carried_id: int | None
    finding = ForeignKeyField(Finding, backref="+", on_delete="RESTRICT")
    reply = TextField()
    reason = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    carried = ForeignKeyField("self", backref="+", null=True, on_delete="RESTRICT")
    because = added_later(TextField, "")


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
    at = TextField(index=True)
    own_author = BooleanField()
    state_before = TextField()
    void_at = TextField()
    void_reason = TextField()


class Watched(Table):
    """A member's word that they watched or listened to a video or audio of a version from end to end.

    Not `active` once taken back. It holds for the same bytes in the draft's later versions too.
    """

    attachment_id: int
    member_id: int
    attachment = ForeignKeyField(Attachment, backref="+", on_delete="RESTRICT")
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
    active = BooleanField()


class Publication(Table):
    """The recorded fact that an approved post went out."""

    draft_id: int
    member_id: int
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    version = IntegerField()
    url = TextField()
    at = TextField(index=True)
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    recorded_at = TextField()


class LastPost(Table):
    """When an account's last post went out, by its publications.

    Not part of the record, which has the publications themselves.
    """

    account_id: int
    account = ForeignKeyField(Account, backref="+", primary_key=True, on_delete="RESTRICT")
    at = TextField()


class ImageHash(Table):
    """How a kept image looks, for recognising it: `checks.photo.known`'s hash as 16 hexadecimal digits.

    Not part of the record: it is worked out anew from the image where it is missing or `made_by` another way.
    """

    sha256 = TextField(primary_key=True)
    hash = TextField(index=True)
    mirrored = TextField()
    made_by = TextField()


class HashPage(Table):
    """Many hashes of kept images one behind the other, 8 bytes each, to be compared at once.

    Every hash of `ImageHash` is in one of the pages; what else is there finds no image
    (`services.checking.hash_pages`). `written` counts how often a page was. Not part of the record.
    """

    hashes = BytesField()
    written = IntegerField()
