"""A letter in the form of the Secretariat Instructions, as PDF or HTML."""

from __future__ import annotations

from datetime import UTC, datetime

from app.bangla.dates import bangla_day, gregorian_day
from app.bangla.digits import to_bangla
from app.documents.files import document_bytes
from app.documents.model import (
    Block,
    Document,
    Foot,
    MemoLine,
    Paragraph,
    Signature,
    Space,
    Span,
)
from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.letters.views import LetterForm, LetterView
from app.services.office.letterhead import letterhead


def letter_bytes(desk: Desk, kept: LetterView, kind: str) -> bytes:
    """A kept letter as a file of that kind (a suffix)."""
    return document_bytes(document(desk, kept.form, kept.at), kind)


def form_bytes(desk: Desk, form: LetterForm, kind: str) -> bytes:
    """A letter that is not kept yet, as it would be on paper."""
    return document_bytes(document(desk, form, datetime.now(UTC)), kind)


def document(desk: Desk, form: LetterForm, at: datetime) -> Document:
    """The letter: head, memo number and date, subject, reference, words, signature, copies with their own.

    `at` is when it was kept.
    """
    words = Translator(form.language)
    signature = tuple(line for line in (form.signer or words("letter.signer_blank"), form.title) if line)
    blocks: list[Block] = [
        letterhead(desk, form.language, form.mark or None),
        _memo(form, words, ""),
        Paragraph((Span(f"{words('letter.subject')} {form.subject}", bold=True),), align="left"),
    ]
    if form.reference:
        blocks.append(Paragraph(f"{words('letter.reference')} {form.reference}", align="left"))
    blocks += [Paragraph(text) for text in form.body]
    blocks.append(Space(6))
    blocks.append(Signature(signature, left=form.recipient))
    if form.copies:
        blocks += [
            Space(6),
            _memo(form, words, f"/1({len(form.copies)})"),
            Paragraph(words("letter.copies"), align="left", space=3),
            *(
                Paragraph(
                    words("letter.copy", n=words.number(place), text=text), align="left", space=1, indent=8
                )
                for place, text in enumerate(form.copies, 1)
            ),
            Signature(signature),
        ]
    return Document(
        title=form.subject,
        language=form.language,
        blocks=tuple(blocks),
        made_at=at,
        author=form.signer,
        subject=words(f"letter.kind.{form.kind}"),
        foot=Foot(pages=words("report_paper.page", page="{page}", pages="{pages}")),
    )


def _memo(form: LetterForm, words: Translator, ending: str) -> MemoLine:
    bangla = form.language == "bn"
    number = f"{form.memo}{ending}" if form.memo else words("report_paper.memo_blank")
    return MemoLine(
        words("report_paper.memo"),
        to_bangla(number) if bangla else number,
        words("report_paper.date"),
        bangla_day(form.day) if bangla else gregorian_day(form.day, form.language),
        gregorian_day(form.day, "bn") if bangla else "",
    )
