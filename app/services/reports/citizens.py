"""What citizens wrote in a quarter and how it was answered, as figures. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable

from app.services.base.desk import Desk
from app.services.reports.figures import AccountRef, Figure, Rows, counted, unknown
from app.services.reports.span import Span
from app.services.responses.statistics import ResponseFigures, statistics

_COUNTED = (
    "received",
    "in_time",
    "late",
    "without_due",
    "waiting",
    "overdue",
    "referred",
    "closed",
    "merged",
    "reopened",
)
PARTS = ("received", "in_time", "late", "overdue", "median_days")  # by kind and by account


def response_figures(desk: Desk, span: Span, accounts: Iterable[AccountRef]) -> list[Figure]:
    """Figures of the responses received in the quarter, and how many earlier ones are still to be answered.

    Without data where the register was never used.
    """
    found = statistics(desk, span.quarter.begins, span.quarter.ends, span.last_day)
    if not found.any_ever:
        names = (*_COUNTED, "earlier_open", "median_days", "longest_days")
        return unknown(*(f"responses.{name}" for name in names))
    total = found.total
    figures = [_figure(f"responses.{name}", total, name) for name in _COUNTED]
    figures += [_figure(f"responses.{name}", total, name) for name in ("median_days", "longest_days")]
    figures.append(counted("responses.earlier_open", Rows.RESPONSE, found.earlier_open))
    for kind, own in found.by_kind.items():
        figures += [_figure(f"responses.kind.{kind}.{name}", own, name) for name in PARTS]
    for account in accounts:
        own = found.by_account.get(account.id, ResponseFigures())
        figures += [_figure(f"responses.{name}.account.{account.key}", own, name) for name in PARTS]
    return figures


def _figure(key: str, found: ResponseFigures, name: str) -> Figure:
    value = getattr(found, name)
    if name in ("median_days", "longest_days"):
        answered = (*found.in_time, *found.late, *found.without_due)
        return Figure(key, value, Rows.RESPONSE, answered)
    return counted(key, Rows.RESPONSE, value)
