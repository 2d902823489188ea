"""What the audit found, in words."""

from __future__ import annotations

from app.i18n import Translator
from app.services.record.views import AuditProblem

_OF_A_ROW = frozenset({"row_edited", "row_inserted", "row_removed"})


def problem_sentence(problem: AuditProblem, words: Translator) -> str:
    """The sentence of one problem with the record; a row is called by a name, and as the database has it."""
    event = words.number(problem.event) if problem.event is not None else "–"
    return words(f"audit.{problem.kind}", event=event, detail=_detail(problem, words))


def _detail(problem: AuditProblem, words: Translator) -> str:
    if problem.kind not in _OF_A_ROW:
        return problem.detail
    table, _, id_ = problem.detail.partition(" ")
    name = words(f"audit_row.{table}", id=int(id_))
    return name if name == problem.detail else f"{name} ({problem.detail})"
