"""What belongs to one desk, and not to its office: never part of the record, never shared."""

from __future__ import annotations

from peewee import TextField

from app.models.tables.base import Table


class DeskSetting(Table):
    """A setting of this desk: window, language, who sits here, its id, where its key is. No secret."""

    key = TextField(primary_key=True)
    value = TextField()
