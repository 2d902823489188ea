"""What every table is made of."""

from __future__ import annotations

from typing import Any

from peewee import DatabaseProxy, Model

database = DatabaseProxy()


class Table(Model):
    id: Any  # peewee's own key, on every table that names none

    class Meta:
        database = database
        legacy_table_names = False
