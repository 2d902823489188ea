"""What the audit found, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from app.bangla.dates import long
from app.i18n import Translator, UnknownSentence
from app.services.record.views import NOT_PROVEN, AuditNote, AuditProblem

_OF_A_CLOCK = frozenset({"clock_back", "clock_ahead"})
_OF_A_ROW = frozenset({"row_edited", "row_inserted", "row_removed"})


def problem_sentence(problem: AuditProblem, words: Translator) -> str:
    """The sentence of one problem with the record; a row is called by a name, and as the database has it."""
    event = words.number(problem.event) if problem.event is not None else "–"
    return words(f"audit.{problem.kind}", event=event, detail=_detail(problem, words))


def note_sentence(note: AuditNote, words: Translator) -> str:
    """The sentence of one thing done openly; a time in it as the person reads times."""
    detail, behind = note.reason, ""
    if note.kind == "stamped":
        detail, _, behind = detail.partition(" · ")
    if note.kind == "stamped" or note.kind in _OF_A_CLOCK:
        detail = " · ".join(filter(None, (_time(detail, words.language), behind)))
    said = words(f"audit_note.{note.kind}", event=words.number(note.event), detail=detail)
    if note.kind == "attempts" and NOT_PROVEN in detail:
        said = f"{said}. {words('audit_note.not_proven')}"
    return said


def _time(written: str, language: str) -> str:
    """A note's time in UTC as the language writes it; what was damaged into something else, as it is."""
    try:
        at = datetime.fromisoformat(written.removesuffix(" UTC")).replace(tzinfo=UTC)
        return long(at, language)
    except (ValueError, OverflowError):
        return written


def _detail(problem: AuditProblem, words: Translator) -> str:
    if problem.kind not in _OF_A_ROW:
        return problem.detail
    table, _, id_ = problem.detail.rpartition(" ")
    try:
        name = words(f"audit_row.{table}", id=int(id_))
    except UnknownSentence:  # of a table that is none: an event was changed to tell of it
        return problem.detail
    return name if name == problem.detail else f"{name} ({problem.detail})"
