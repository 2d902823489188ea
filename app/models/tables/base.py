"""What every table is made of."""

from __future__ import annotations

from typing import Any

from peewee import Model

from app.models.columns import ColumnMetadata
from app.models.transaction import CurrentDatabase


class Table(Model):
    """What every table is: rows of the office whose transaction is open, with the columns' own kinds."""

    id: Any  # peewee's own key, on every table that names none

    class Meta:
        database = CurrentDatabase()
        legacy_table_names = False
        model_metadata_class = ColumnMetadata
