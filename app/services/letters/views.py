"""Letters as values: what is written before one is kept, and one that was kept."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from app.values import dataclass


class LetterKind(StrEnum):
    """What a letter is for.

    CLARIFICATION asks what a clause means (12); RETURN sends a draft back; REFERRAL hands a grievance to the
    office it belongs to; TEAM is the office order of the team; HANDOVER of an account's admin; RTI answers a
    request for information; DISPOSAL orders that posts are destroyed whose years are over;
    MISUSE asks what became of a page on which stands what nobody approved.
    """

    CLARIFICATION = "clarification"
    RETURN = "return"
    REFERRAL = "referral"
    TEAM = "team"
    HANDOVER = "handover"
    RTI = "rti"
    DISPOSAL = "disposal"
    MISUSE = "misuse"


@dataclass(frozen=True, slots=True)
class LetterForm:
    """A letter as it is written: everything may be changed before it is kept.

    `memo` is "" for the next number after the last letter's, or a blank to be filled in by hand. `body` are
    paragraphs as printed, with their numbers. `mark` is what a directive wants in the upper right corner.
    """

    kind: LetterKind
    language: str
    day: date
    subject: str
    reference: str
    body: tuple[str, ...]
    recipient: tuple[str, ...]
    copies: tuple[str, ...]
    signer: str
    title: str
    memo: str = ""
    mark: str = ""
    draft: int | None = None
    finding: int | None = None
    response: int | None = None


@dataclass(frozen=True, slots=True)
class LetterView:
    """A kept letter. `number` counts those of a year."""

    id: int
    number: int
    year: int
    form: LetterForm
    by: str
    at: datetime
