"""What history and audit of the record hand out: frozen values."""

from __future__ import annotations

from datetime import datetime

from app.i18n import Bilingual
from app.values import dataclass

NOT_PROVEN = "?"  # in the note of refused attempts: who gave a name and was not believed


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of a draft's life. `key` names the sentence `history.<key>`, filled with `params`.

    `title`: what a finding of the rule in `params` is called, None where no rule is named.
    """

    at: datetime
    member: str
    key: str
    params: dict[str, str | int]
    title: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class AuditProblem:
    """One thing wrong with the record. `kind` names the sentence `audit.<kind>`."""

    kind: str
    event: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditNote:
    """One thing done openly that everybody should know. `kind` names the sentence `audit_note.<kind>`."""

    kind: str
    event: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit found. `head` is the last event's hash, `key` the fingerprint of the key in use.

    `notes` name what was done openly and everybody should know: a backup put back, a lost key, a new segment.
    """

    events: int
    head: str
    signed: bool
    problems: tuple[AuditProblem, ...]
    key: str = ""
    notes: tuple[AuditNote, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems
