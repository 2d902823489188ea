"""A member as services hand one out, and how names of people are compared."""

from __future__ import annotations

import unicodedata
from datetime import date

from app.services.base.enums import (
    Role,
)
from app.values import dataclass

_LAST_OF_LATIN = "\x7f"
_BANGLA = "\u0980", "\u09ff"
_TWO_FOR_AA = "\u0985\u09be", "\u0986"  # অ and its sign, drawn as আ


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
    """A name without what makes no other person of it: capitals, spaces, invisible signs, spellings of য়.

    Letters of other scripts that look like Latin or Bangla ones count as these: who reads two such names
    takes them for one.
    """
    visible = "".join(
        sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf"
    ).replace(*_TWO_FOR_AA)
    if any(sign > _LAST_OF_LATIN and not _BANGLA[0] <= sign <= _BANGLA[1] for sign in visible):
        # Tables of all that look alike, which the names of most offices never need.
        from app.bangla.lookalikes import in_plain_letters
        from app.bangla.normalise import safe_view

        visible = in_plain_letters(safe_view(visible)).text
    return " ".join(visible.split()).casefold()
