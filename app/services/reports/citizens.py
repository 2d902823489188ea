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
    "reopened",
)
_BY_KIND = ("received", "in_time", "late", "overdue")


def response_figures(desk: Desk, span: Span, accounts: Iterable[AccountRef]) -> list[Figure]:
    """Figures of the responses received in the quarter; without data where the register was never used."""
    found = statistics(desk, span.quarter.begins, span.quarter.ends, span.last_day)
    if not found.any_ever:
        names = (*_COUNTED, "median_days", "longest_days")
        return unknown(*(f"responses.{name}" for name in names))
    total = found.total
    figures = [_figure(f"responses.{name}", total, name) for name in _COUNTED]
    answered = (*total.in_time, *total.late, *total.without_due)
    figures += [
        Figure("responses.median_days", total.median_days, Rows.RESPONSE, answered),
        Figure("responses.longest_days", total.longest_days, Rows.RESPONSE, answered),
    ]
    for kind, own in found.by_kind.items():
        figures += [_figure(f"responses.kind.{kind}.{name}", own, name) for name in _BY_KIND]
    for account in accounts:
        own = found.by_account.get(account.id, ResponseFigures())
        figures.append(counted(f"responses.received.account.{account.key}", Rows.RESPONSE, own.received))
    return figures


def _figure(key: str, found: ResponseFigures, name: str) -> Figure:
    return counted(key, Rows.RESPONSE, getattr(found, name))
