"""Awareness of a quarter (clauses 11.b and 6.2): activities, people present, who received and who signed.

Called inside a transaction.
"""

from __future__ import annotations

from app.models.tables import Activity, GuidelineReader, Member
from app.services.reports.figures import Figure, Rows, counted, unknown
from app.services.reports.span import Span


def activity_figures(span: Span) -> list[Figure]:
    """Activities of the quarter and the people present; no data where none was ever entered."""
    known = Activity.select().where(Activity.active)
    if not known.exists():
        return unknown("awareness.activities", "awareness.people")
    quarter = span.quarter
    within = (Activity.day >= quarter.begins.isoformat()) & (Activity.day <= quarter.ends.isoformat())
    rows = list(known.where(within).order_by(Activity.day, Activity.id))
    ids = tuple(int(row.id) for row in rows)
    return [
        counted("awareness.activities", Rows.ACTIVITY, ids),
        Figure("awareness.people", sum(row.people for row in rows), Rows.ACTIVITY, ids),
    ]


def reader_figures(span: Span) -> list[Figure]:
    """Who received the guideline and who signed in the quarter, and who had not received it at its end.

    Members of the team who had left by then are not waited for. No data where nobody was in the register.
    """
    rows = list(GuidelineReader.select().where(GuidelineReader.active).order_by(GuidelineReader.id))
    if not rows:
        return unknown("awareness.received", "awareness.signed", "awareness.not_received")
    first, last = span.quarter.begins.isoformat(), span.last_day.isoformat()
    gone = {row.id for row in Member.select().where((Member.left_at != "") & (Member.left_at < span.end))}
    return [
        counted("awareness.received", Rows.READER, (row.id for row in rows if first <= row.received <= last)),
        counted("awareness.signed", Rows.READER, (row.id for row in rows if first <= row.signed <= last)),
        counted(
            "awareness.not_received",
            Rows.READER,
            (
                row.id
                for row in rows
                if row.at < span.end
                and (not row.received or row.received > last)
                and row.person_id not in gone
            ),
        ),
    ]
