"""The reason that a person gives for what they do."""

from __future__ import annotations

from app.bangla.blank import is_blank
from app.errors import Refusal


def require_reason(reason: str) -> None:
    """Raise `Refusal` "review.reason_missing" for a reason in which nothing can be read."""
    if is_blank(reason):
        raise Refusal("review.reason_missing")
