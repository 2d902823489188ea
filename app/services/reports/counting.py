"""Counts a quarter: every figure of the monitoring report (clause 11.a) from the record, with its rows."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime

from app.bangla.digits import to_latin
from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.models.tables import Event, PastBatch
from app.services.base.desk import Desk
from app.services.past.counted import unmatched
from app.services.past.views import PastReply
from app.services.record.last_anchor import COSIGNED, SAVED
from app.services.reports.accounts import checklist_figures, quiet_figures, rotation_figures
from app.services.reports.awareness import activity_figures, reader_figures
from app.services.reports.citizens import response_figures
from app.services.reports.figures import Figure, QuarterCount, Rows, counted
from app.services.reports.findings import finding_figures
from app.services.reports.posts import post_figures
from app.services.reports.span import Span, official_accounts, span_of
from app.services.reports.tasks import task_figures, tasks_of

# Of today alone, whatever quarter is counted: no recount of them is a difference.
STANDING_NOW = ("checklist.", "responses.earlier_open")
_FIRST_YEAR = 2000


def count(desk: Desk, quarter: Quarter, on: datetime | None = None) -> QuarterCount:
    """Count a quarter as it stands at the moment `on` (now).

    A quarter that ended before the record began has no data at all. Raises `Refusal` for one still to come.
    """
    span = span_of(quarter, on)
    if span.last_day < quarter.begins:
        raise Refusal("report.not_begun", quarter=str(quarter))
    nobody = _unapproved(desk, span)
    with desk.store.read():
        accounts = official_accounts()
        figures, months = post_figures(span, accounts)
        figures += finding_figures(span)
        figures += response_figures(desk, span, accounts)
        figures += rotation_figures(span, accounts)
        figures += checklist_figures(desk, span, accounts)
        figures += quiet_figures(span, accounts)
        figures.append(nobody)
        figures += _record_figures(span)
        figures += activity_figures(span)
        figures += reader_figures(span)
        figures += task_figures(span)
        if not _had_begun(span):
            figures, months = [Figure(figure.key, None) for figure in figures], ()
        return QuarterCount(
            quarter=quarter,
            at=on or datetime.now(UTC),
            complete=span.complete,
            figures=tuple(figures),
            accounts=accounts,
            months=months,
            tasks=tasks_of(span),
        )


def parse_quarter(written: str) -> Quarter:
    """`2026-Q4`. Raises `Refusal` for anything else, and for a year before there were such pages."""
    year, _, number = to_latin(written.strip()).upper().partition("-Q")
    if len(year) == 4 and year.isascii() and year.isdecimal() and number in ("1", "2", "3", "4"):
        quarter = Quarter(int(year), int(number))
        if _FIRST_YEAR <= quarter.year < MAXYEAR:  # the last day is reckoned from the day behind it
            return quarter
    raise Refusal("report.bad_quarter", written=written)


def _had_begun(span: Span) -> bool:
    """Whether anything was recorded before the quarter ended."""
    return bool(Event.select().where(Event.at < span.end).exists())


def _unapproved(desk: Desk, span: Span) -> Figure:
    """Posts of the quarter that stand on a page and match no approval, as the pages' own downloads tell.

    Without a download that was taken in since the quarter began nobody knows. What a member said is an
    approval's after all counts no more, nor what stood there before the office approved anything here.
    """
    with desk.store.read():
        known = PastBatch.select().where(PastBatch.at >= span.begin).exists()
    if not known:
        return Figure("unapproved.posts", None)
    found = unmatched(desk, span.begin, span.end)
    ids = [
        one.post.id
        for one in found
        if not one.before and (one.post.answer is None or one.post.answer.reply is not PastReply.SAME)
    ]
    return counted("unapproved.posts", Rows.PAST_POST, ids)


def _record_figures(span: Span) -> list[Figure]:
    def events(key: str, *kinds: str) -> Figure:
        within = (Event.at >= span.begin) & (Event.at < span.end)
        rows = Event.select(Event.id).where(Event.kind.in_(kinds) & within).order_by(Event.id)
        return counted(key, Rows.EVENT, (int(row.id) for row in rows))

    return [events("archives.exported", "archive.exported"), events("anchors.saved", SAVED, COSIGNED)]
