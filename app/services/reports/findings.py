"""What the checks noticed in a quarter, by clause, and how it was answered. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import fn

from app.checks.types import Severity
from app.models.tables import Answer, CheckRun, Finding
from app.services.base.enums import Reply
from app.services.reports.figures import Figure, Rows, counted
from app.services.reports.span import Span
from app.values import dataclass

_OPEN = "unanswered"


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    clauses: tuple[str, ...]
    block: bool
    reply: str


def finding_figures(span: Span) -> list[Figure]:
    """Findings of the last check that each version had in the quarter, with the newest answer of the quarter.

    A finding that cites two clauses counts under both.
    """
    found = _found(span)
    figures = [counted("findings.found", Rows.FINDING, (each.id for each in found))]
    figures += _answered("findings", found)
    blocks = [each for each in found if each.block]
    figures.append(counted("findings.blocks", Rows.FINDING, (each.id for each in blocks)))
    figures += _answered("findings.blocks", blocks)
    for clause in sorted({clause for each in found for clause in each.clauses}, key=_in_order):
        citing = [each for each in found if clause in each.clauses]
        figures.append(counted(f"findings.clause.{clause}", Rows.FINDING, (each.id for each in citing)))
        figures += _answered(f"findings.clause.{clause}", citing)
    return figures


def _in_order(clause: str) -> list[tuple[bool, int, str]]:
    """So that 3.1 comes before 10.c: numbers by their size."""
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in clause.split(".")]


def _answered(name: str, found: Iterable[_Found]) -> list[Figure]:
    return [
        counted(f"{name}.{reply}", Rows.FINDING, (each.id for each in found if each.reply == reply))
        for reply in (Reply.UPHELD.value, Reply.DISMISSED.value, _OPEN)
    ]


def _found(span: Span) -> list[_Found]:
    newest = (
        CheckRun.select(fn.MAX(CheckRun.id))
        .where(
            (CheckRun.failure == "")
            & (CheckRun.finished_at >= span.begin)
            & (CheckRun.finished_at < span.end)
        )
        .group_by(CheckRun.version)
    )
    findings = list(
        Finding.select(Finding.id, Finding.clauses, Finding.severity)
        .where(Finding.run.in_(newest))
        .order_by(Finding.id)
    )
    answers = (
        Answer.select(Answer.finding, Answer.reply)
        .join(Finding, on=(Answer.finding == Finding.id))
        .where(Finding.run.in_(newest) & (Answer.at < span.end))
        .order_by(Answer.id)
        .tuples()
        .execute()
    )
    replies = {int(row[0]): str(row[1]) for row in answers}
    return [
        _Found(row.id, tuple(row.clauses), row.severity == Severity.BLOCK.value, replies.get(row.id, _OPEN))
        for row in findings
    ]
