"""What stood on the pages before, as their own downloads tell. Never approved by anybody.

A `PastBatch` is recorded, and its digest covers every row of its posts and their media
(`services.record.past_rows`): fifty thousand posts are a hundred events, and the audit still finds a letter
that was changed.
"""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from app.models.tables.base import Table
from app.models.tables.office import Account, Member


class PastBatch(Table):
    """Posts of one download that were taken in together. `digest` is over all of them.

    `source` says what made the download ("facebook", "csv", …), `download` what its files are called.
    """

    account_id: int
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    source = TextField()
    download = TextField()
    posts = IntegerField()
    media = IntegerField()
    digest = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT", null=True)
    at = TextField()


class PastPost(Table):
    """A post published before, never changed. `digest` names it among its account's, whatever it came in.

    `fold` is the SHA-256 of its text folded for comparing; `origin` the file of the download it stood in.
    """

    account_id: int
    batch_id: int
    batch = ForeignKeyField(PastBatch, backref="+", on_delete="RESTRICT")
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    digest = TextField()
    fold = TextField(index=True)
    text = TextField()
    published_at = TextField(index=True)
    url = TextField()
    platform_id = TextField()
    origin = TextField()

    class Meta:
        indexes = ((("account", "digest"), True),)


class VersionFold(Table):
    """The fold of a version's text, for comparing with those of past posts. Made again from the text."""

    version = IntegerField(primary_key=True)
    fold = TextField(index=True)


class PublicationAddress(Table):
    """The address of a publication without what people write differently. Made again from the publication."""

    publication = IntegerField(primary_key=True)
    address = TextField(index=True)


class PastMedia(Table):
    """An image or video of a past post, kept in `blobs/`. `at` is when it was made, "" where unsaid."""

    post_id: int
    post = ForeignKeyField(PastPost, backref="+", on_delete="RESTRICT")
    position = IntegerField()
    sha256 = TextField()
    name = TextField()
    alt = TextField()
    at = TextField()


class PastAnswer(Table):
    """What a member said of a past post that nobody approved; the newest counts. `answer` is a `PastReply`.

    `draft` is the approval it belongs to, or the draft made of it, NULL for none.
    """

    post_id: int
    post = ForeignKeyField(PastPost, backref="+", on_delete="RESTRICT")
    answer = TextField()
    reason = TextField()
    draft = IntegerField(null=True)
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    at = TextField()
