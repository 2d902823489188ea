"""Whether a quarter's report is done with. Apart from what makes reports: every `due` asks it."""

from __future__ import annotations

from app.bangla.workdays import Quarter
from app.models.tables import Report
from app.services.record.keys import office_keys


def is_settled(quarter: Quarter) -> bool:
    """Whether a quarter's report was signed after its end. Call inside a transaction.

    In an office that has no key one that is not signed settles it too.
    """
    rows = Report.select().where((Report.quarter == str(quarter)) & Report.complete)
    if office_keys().in_use:
        rows = rows.where(Report.signature != "")
    return bool(rows.exists())
