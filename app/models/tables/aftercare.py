"""What was done about a post after it went out: proofs, corrections, taking it down, where else it stands."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from app.models.tables.base import Table
from app.models.tables.office import Member
from app.models.tables.posts import Draft, Publication


class PublicationAct(Table):
    """One act about a publication. Never changed once written.

    `kind` is an `ActKind`. `text` is what was pasted back, what was wrong, or the note of a taking-down;
    `reason` a `RemovalReason`; `answer` is "yes" or "no" of what an act asks: whether the pasted text equals
    the approved one, whether readers were told; "" where nothing is asked. `other` is the draft that holds
    the corrected text, `url` another address it stands at. `file_sha256` names the evidence that was kept.
    """

    draft_id: int
    publication_id: int
    other_id: int | None
    member_id: int
    draft = ForeignKeyField(Draft, backref="+", on_delete="RESTRICT")
    publication = ForeignKeyField(Publication, backref="+", on_delete="RESTRICT")
    kind = TextField()
    at = TextField()
    text = TextField()
    reason = TextField()
    answer = TextField()
    other = ForeignKeyField(Draft, backref="+", null=True, on_delete="RESTRICT")
    url = TextField()
    file_sha256 = TextField()
    file_name = TextField()
    member = ForeignKeyField(Member, backref="+", on_delete="RESTRICT")
    recorded_at = TextField()
