"""A member as services hand one out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.services.base.enums import (
    Role,
)


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
