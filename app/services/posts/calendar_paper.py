"""The calendar of posts on paper: its days with what is to go out and went out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby

from app.bangla.dates import bangla_day, clock_time, gregorian_day
from app.documents.model import Block, Document, Foot, Heading, Paragraph, Table
from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.office.letterhead import letterhead
from app.services.posts.calendar import CalendarEntry


def calendar_pdf(
    desk: Desk, since: date, until: date, entries: Iterable[CalendarEntry], language: str
) -> bytes:
    """The entries of these days as PDF, a table a day."""
    from app.documents.pdf import pdf_bytes  # what prints, only where something is printed

    words = Translator(language)
    span = f"{gregorian_day(since, language)} – {gregorian_day(until, language)}"
    blocks: list[Block] = [
        letterhead(desk, language),
        Heading(words("calendar.paper_title"), level=1),
        Paragraph(span),
    ]
    for day, ones in groupby(entries, key=lambda one: one.day):
        named = gregorian_day(day, language)
        heading = f"{named} · {bangla_day(day)}" if language == "bn" else named
        blocks.append(Heading(heading, level=3))
        rows = tuple(_row(one, words) for one in ones)
        head = tuple(words(f"calendar.column.{name}") for name in ("time", "account", "standing", "text"))
        blocks.append(Table(head=head, rows=rows, widths=(0.1, 0.24, 0.16, 0.5), size=8.5))
    if len(blocks) == 3:
        blocks.append(Paragraph(words("calendar.nothing")))
    return pdf_bytes(
        Document(
            title=words("calendar.paper_title"),
            language=language,
            blocks=tuple(blocks),
            made_at=datetime.now(UTC),
            foot=Foot(pages=words("report_paper.page", page="{page}", pages="{pages}")),
        )
    )


def _row(one: CalendarEntry, words: Translator) -> tuple[str, ...]:
    platform = words(f"platform.{one.platform}") if one.platform else ""
    account = " · ".join(part for part in (platform, one.account) if part)
    at = clock_time(one.at, words.language) if one.timed else ""
    return at, account, words(f"calendar.standing.{one.standing}"), one.text
