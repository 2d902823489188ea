"""Preferences of this desk: language, theme, who sits here. Not part of the record, never a secret."""

from __future__ import annotations

from app.models.tables import Setting
from app.services.base.desk import Desk


def get(desk: Desk, key: str, default: str = "") -> str:
    with desk.store.read():
        row = Setting.get_or_none(Setting.key == key)
        return default if row is None else str(row.value)


def set_(desk: Desk, key: str, value: str) -> None:
    with desk.store.write():
        Setting.insert(key=key, value=value).on_conflict_replace().execute()
