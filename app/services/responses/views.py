"""What the services of the responses take in and hand out: frozen values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from app.bangla.personal_numbers import PersonalSpan
from app.services.base.enums import AnswerState, Consent, ResponseKind, ResponseState, State
from app.values import dataclass

if TYPE_CHECKING:
    from app.intake.types import IncomingFile
    from app.services.office.views import AccountView


@dataclass(frozen=True, slots=True)
class ResponseForm:
    """What is entered of a citizen's words.

    `received` None is now; `author` as the page shows it, "" unknown.
    """

    account_id: int
    kind: ResponseKind
    text: str
    author: str = ""
    received: datetime | None = None
    tracking: str = ""
    url: str = ""
    screenshot: IncomingFile | None = None


@dataclass(frozen=True, slots=True)
class ResponseView:
    """A response.

    `due` is None where no answer is owed; `days_left` working days until it, negative once over.

    `standing` is its state in one word: of a merged one that of the response it went into. `personal` says
    where numbers of private people stand in `text`. `allowed_days` are the working days the office gave
    itself.
    """

    id: int
    account: AccountView
    kind: ResponseKind
    author: str
    text: str
    url: str
    screenshot: str
    received_at: datetime
    tracking: str
    due: date | None
    days_left: int | None
    allowed_days: int | None
    assigned_id: int | None
    assigned: str
    state: ResponseState
    standing: AnswerState
    answer_text: str
    answer_url: str
    answered_at: datetime | None
    answered_by: str
    answered_late: bool
    reason: str
    merged_into: int | None
    referred_to: str
    reopened: int
    consent: Consent
    consent_note: str
    reply_draft: int | None
    reply_state: State | None
    shown_draft: int | None
    personal: tuple[PersonalSpan, ...]

    @property
    def waits(self) -> bool:
        """Whether the office still has something to do about it."""
        return self.state is ResponseState.OPEN


_NUMBERED = ("reply_drafted", "shown", "merged", "took_in")


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of a response's history. `step` names the sentence `response.step.<step>`, `note` fills it."""

    step: str
    note: str
    member: str
    at: datetime

    @property
    def number(self) -> int | None:
        """The note of a step that names a draft or another response, None where it is words."""
        return int(self.note) if self.step in _NUMBERED else None

    @property
    def day(self) -> date | None:
        """The note of a step that names a day, None where it is words."""
        return date.fromisoformat(self.note) if self.step == "due_moved" else None


@dataclass(frozen=True, slots=True)
class SavedReplyView:
    """An answer kept for using again."""

    id: int
    name: str
    text: str
