"""What the register of the guideline's readers hands out: frozen values."""

from __future__ import annotations

from datetime import date

from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ReaderForm:
    """A person to be entered. `person` is the id of the team's member they are, None for anybody else."""

    name: str
    post: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class ReaderView:
    """A person of the register. `received` and `signed` are days in Dhaka, None while it has not happened.

    `here` is False for a member of the team who has left.
    """

    id: int
    name: str
    post: str
    person: int | None
    received: date | None
    signed: date | None
    listed: date
    here: bool

    @property
    def waits(self) -> bool:
        """Whether this person is here and has not received the guideline."""
        return self.here and self.received is None


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a list: the ids entered, and how many people of it were in the register already."""

    ids: tuple[int, ...]
    already: int
