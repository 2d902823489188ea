"""A member as services hand one out, and how names of people are compared."""

from __future__ import annotations

import unicodedata
from datetime import date

from app.services.base.enums import (
    Role,
)
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member. `joined_on` and `left_on` are Dhaka days."""

    id: int
    name: str
    role: Role
    active: bool
    joined_on: date
    left_on: date | None

    @property
    def decides(self) -> bool:
        """Whether this member may decide at all."""
        return self.active and self.role is not Role.DRAFTER


def folded_name(name: str) -> str:
    """A name without what makes no other person of it: capitals, spaces, invisible signs, spellings of য়."""
    visible = "".join(
        sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf"
    )
    return " ".join(visible.split()).casefold()
