"""Hand-outs of one page: the guideline in our own plain words, for staff, and for their personal accounts."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from app.documents.model import Block, Document, Foot, Heading, Paragraph, Span, Table, Text
from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.office.letterhead import letterhead


class Handout(StrEnum):
    """Which page it is."""

    STAFF = "staff"
    PERSONAL = "personal"


# What each page says, line by line: the sentence's name, and the clauses it rests on.
_LINES: dict[Handout, tuple[tuple[str, tuple[str, ...]], ...]] = {
    Handout.STAFF: (
        ("purpose", ("5", "7")),
        ("team", ("6.1.c",)),
        ("permission", ("7.a",)),
        ("facts", ("7.b", "10.i", "circular.g")),
        ("family", ("6.1.d", "7.c")),
        ("image", ("7.d", "circular.a")),
        ("unity", ("10.a", "10.b", "circular.b", "circular.c")),
        ("politics", ("10.c",)),
        ("respect", ("10.d", "10.e", "10.f", "circular.d", "circular.e")),
        ("discontent", ("10.g", "circular.f")),
        ("promotion", ("10.h",)),
        ("states", ("circular.h",)),
        ("answer", ("8.b", "8.d")),
        ("grievance", ("6.1.i",)),
        ("password", ("6.1.e",)),
        ("law", ("9",)),
    ),
    Handout.PERSONAL: (
        ("citizen", ("6.2.a",)),
        ("friends", ("6.2.b", "circular.tags")),
        ("liable", ("6.2.c",)),
        ("own_password", ("6.2.d",)),
        ("not_office", ("6.2.a", "7.a")),
        ("like", ("7.d", "circular.a")),
        ("harmony", ("10.b", "circular.c")),
        ("politics", ("10.c",)),
        ("service", ("10.e", "circular.d")),
        ("rumour", ("10.i", "circular.g")),
        ("discontent", ("10.g", "circular.f")),
        ("states", ("circular.h",)),
        ("secret", ("3.1", "9")),
        ("law", ("9",)),
    ),
}
_SIZES = {"bn": 11.0, "en": 10.0}  # points: to be read on a notice board; English takes more lines


def handout(desk: Desk, which: Handout, language: str) -> Document:
    """The page as a document. Raises `Refusal` where no office is set up."""
    words, size = Translator(language), _SIZES[language]
    head = letterhead(desk, language)
    title = words(f"awareness.handout.{which}.title")
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (
            words.number(number),
            (Span(words(f"awareness.handout.{which}.{name}")),),
            (Span(", ".join(words.clause(one).replace(" (", "\u00a0(") for one in clauses), muted=True),),
        )
        for number, (name, clauses) in enumerate(_LINES[which], 1)
    )
    blocks: tuple[Block, ...] = (
        head,
        Heading(title, 1),
        Paragraph(words(f"awareness.handout.{which}.begin"), size=size),
        Table((), rows, widths=(6, 71, 23), aligns=("center", "left", "left"), size=size, pad=1.5),
        Paragraph((Span(words("awareness.handout.ask"), bold=True),), align="left", size=size),
        Paragraph((Span(words("awareness.handout.source"), muted=True),), align="left", size=8.5),
    )
    return Document(
        title=title,
        language=language,
        blocks=blocks,
        made_at=datetime.now(UTC),
        author=head.name,
        subject=title,
        foot=Foot(pages=""),
    )
