"""The sheet on which people sign that they received and read the guideline, and the register as a list."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.bangla.dates import bangla_day, gregorian_day, local
from app.documents.model import Block, Document, Foot, Heading, MemoLine, Paragraph, Signature, Table, Text
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Member
from app.services.awareness.readers import readers
from app.services.awareness.views import ReaderView
from app.services.base.desk import Desk
from app.services.office.letterhead import letterhead

_ROW = 26.0  # points: room for a signature by hand
_SPARE = 3  # lines for whoever is not in the register yet


def sheet(desk: Desk, language: str, by: int | None, *, everybody: bool = False) -> Document:
    """The sheet to be signed: those who have not signed yet, or `everybody` with the days that are known.

    Raises `Refusal` where no office is set up, and where everybody has signed.
    """
    words = Translator(language)
    people = [one for one in readers(desk) if one.here and (everybody or one.signed is None)]
    if not people:
        raise Refusal("awareness.all_signed")
    day = local(datetime.now(UTC)).date()
    rows = [_row(number, one, words) for number, one in enumerate(people, 1)]
    if not everybody:
        rows += [(words.number(len(rows) + 1 + spare), "", "", "", "", "") for spare in range(_SPARE)]
    head = letterhead(desk, language)
    blocks: tuple[Block, ...] = (
        head,
        MemoLine(
            words("report_paper.memo"),
            words("report_paper.memo_blank"),
            words("report_paper.date"),
            bangla_day(day) if language == "bn" else gregorian_day(day, language),
            gregorian_day(day, language) if language == "bn" else "",
        ),
        Heading(words("awareness.sheet.title"), 1),
        Paragraph(words("awareness.sheet.declared")),
        Table(
            tuple(
                words(f"awareness.sheet.{name}")
                for name in ("number", "name", "post", "received", "read", "signature")
            ),
            tuple(rows),
            widths=(6, 27, 21, 14, 14, 18),
            aligns=("center", "left", "left", "left", "left", "left"),
            row_height=_ROW,
        ),
        Signature((*_signer(desk, by, words), head.name)),
    )
    return Document(
        title=words("awareness.sheet.title"),
        language=language,
        blocks=blocks,
        made_at=datetime.now(UTC),
        author=head.name,
        subject=words("awareness.sheet.title"),
        foot=Foot(
            pages=words("report_paper.page", page="{page}", pages="{pages}"),
            running=words("awareness.sheet.title"),
        ),
    )


def _row(number: int, one: ReaderView, words: Translator) -> tuple[Text, ...]:
    return (
        words.number(number),
        one.name,
        one.post,
        _day(one.received, words),
        _day(one.signed, words),
        words("awareness.sheet.on_file") if one.signed is not None else "",
    )


def _day(day: date | None, words: Translator) -> str:
    return "" if day is None else gregorian_day(day, words.language)


def _signer(desk: Desk, by: int | None, words: Translator) -> tuple[str, ...]:
    with desk.store.read():
        member = Member.get_or_none(Member.id == by) if by is not None else None
        if member is None:
            return (words("report_paper.signer_blank"),)
        return member.name, words(f"role.{member.role}")
