"""Settings of this desk: language, theme, who sits here. Not part of the record, never a secret."""

from __future__ import annotations

from app.models.tables import DeskSetting
from app.services.base.desk import Desk


def get(desk: Desk, key: str, default: str = "") -> str:
    """The value kept under a key, `default` where there is none."""
    with desk.local.read():
        row = DeskSetting.get_or_none(DeskSetting.key == key)
        return default if row is None else str(row.value)


def set_(desk: Desk, key: str, value: str) -> None:
    """Keep a value under a key, in place of what was there."""
    with desk.local.write():
        put(key, value)


def put(key: str, value: str) -> None:
    """`set_` inside a transaction that writes to the desk's own store."""
    row = DeskSetting.insert(key=key, value=value)
    row.on_conflict(conflict_target=[DeskSetting.key], preserve=[DeskSetting.value]).execute()
