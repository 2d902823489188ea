"""What came back from archives that another record made, with that record's own word for it.

Nothing here was decided in this record. A `RestoredArchive` is recorded, and its `rows_digest` covers every
row of its posts and files (`services.record.restored_rows`). Its files lie in `blobs/`, to the last byte, so
that the archive can be written again as it was signed.
"""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from app.models.fields import JsonField
from app.models.tables.base import Table
from app.models.tables.office import Member


class RestoredArchive(Table):
    """An archive that was taken in. `digest` names it (`archive.bag.archive_digest`), `key` who signed it.

    `whose` says how that key came to be trusted (`archive.types.Whose`). `record` names the record it is of,
    of which it tells up to event `events`; `root` is of the checkpoint there. `base` is the digest of the
    archive it goes on from, "" for a whole one, `withdrawn` the drafts whose approval was taken back since.
    `posts` counts those it holds, `added` those that were not here yet.
    """

    member_id: int | None
    digest = TextField(unique=True)
    title = TextField()
    office_bn = TextField()
    office_en = TextField()
    made_at = TextField()
    number = IntegerField()
    key = TextField()
    whose = TextField()
    record = TextField()
    events = IntegerField()
    root = TextField()
    base = TextField()
    withdrawn = JsonField()
    posts = IntegerField()
    added = IntegerField()
    reports = IntegerField()
    rows_digest = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT", null=True)
    at = TextField()


class RestoredPost(Table):
    """An approved post as an archive tells of it, never changed. `document` is its `decision.json`.

    `draft` and `version` are the numbers it had in its own record. Where several archives tell differently of
    a draft, the one with more `events` knows better. `words` is what it is found by, `fold` the SHA-256 of
    its text folded for comparing, `approvers` the names of who approved it.
    """

    archive_id: int
    archive = ForeignKeyField(RestoredArchive, backref="+", on_delete="RESTRICT")
    record = TextField()
    events = IntegerField()
    folder = TextField()
    draft = IntegerField()
    version = IntegerField()
    digest = TextField()
    document_sha256 = TextField()
    document = TextField()
    text = TextField()
    fold = TextField(index=True)
    words = TextField()
    platform = TextField()
    account = TextField()
    purpose = TextField()
    kind = TextField()
    important = BooleanField()
    approvers = TextField()
    approved_at = TextField(index=True)
    published_at = TextField()
    url = TextField()

    class Meta:
        indexes = ((("record", "draft", "document_sha256"), True),)


class RestoredFile(Table):
    """A file of a restored archive, kept in `blobs/`. `path` is where it lies in the archive.

    Without a `path` it is a zip of the archive's smaller files, as `services.restored.packing` packs them.
    `original` is true for an image, video or audio as it was approved.
    """

    archive_id: int
    archive = ForeignKeyField(RestoredArchive, backref="+", on_delete="RESTRICT")
    path = TextField()
    sha256 = TextField(index=True)
    size = IntegerField()
    folder = TextField()
    original = BooleanField()
