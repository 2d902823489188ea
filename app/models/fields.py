"""Column types that keep what is stored identical to what is hashed."""

from __future__ import annotations

import json
from typing import Any

from peewee import TextField

from app.canonical import canonical


class JsonField(TextField):
    """A JSON value stored as RFC 8785 text, so that a row's bytes do not depend on who wrote it."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else canonical(value).decode("utf-8")

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)
