"""Keeps letters: numbered, each an event, found again by their words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.bangla.memo_number import BadMemoNumber, numbered, read_memo_number
from app.errors import Refusal
from app.models.search import NOTHING, Searched, matching
from app.models.tables import Letter, Member
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.base.given_days import require_near
from app.services.letters.views import LetterForm, LetterKind, LetterView
from app.services.office.memo import new_memo
from app.services.record.ledger import create, record
from app.services.record.roles import decider_or_desk

WRITTEN = "letter.written"
MOST = 500  # of a list; an older one is found by its words


def keep(desk: Desk, form: LetterForm, by: int | None) -> LetterView:
    """Keep a letter, number it, and record that it was written.

    Without a memo number it gets the one after the last letter's of its year, where that has one. Raises
    `Refusal` for a drafter, a memo number that is none or taken, and for no subject, words or recipient.
    """
    subject = form.subject.strip()
    body = tuple(text.strip() for text in form.body if text.strip())
    recipient = tuple(text.strip() for text in form.recipient if text.strip())
    if not subject or not body or not recipient:
        raise Refusal("letter.incomplete")
    require_near(form.day)
    given = new_memo(form.memo)
    with desk.store.write():
        decider_or_desk(by)
        year = form.day.year
        memo = given or _next_memo(year)
        if memo and Letter.select().where(Letter.memo == memo).exists():
            raise Refusal("letter.memo_taken", memo=memo)
        last = Letter.select().where(Letter.year == year).order_by(Letter.number.desc()).first()
        row = create(
            Letter,
            number=1 if last is None else last.number + 1,
            year=year,
            kind=form.kind.value,
            language=form.language,
            memo=memo,
            day=form.day.isoformat(),
            subject=subject,
            reference=form.reference.strip(),
            body=list(body),
            recipient=list(recipient),
            copies=[text.strip() for text in form.copies if text.strip()],
            signer=form.signer.strip(),
            title=form.title.strip(),
            mark=form.mark.strip(),
            draft=form.draft,
            finding=form.finding,
            response=form.response,
            member=by,
            at=now(),
        )
        record(desk, WRITTEN, row, by=by, draft=form.draft, facts={"kind": form.kind.value})
        return _view(row, _names())


def letters(desk: Desk, search: str = "") -> tuple[LetterView, ...]:
    """The newest kept letters; those that hold every word of `search`, as its beginning or whole.

    Numbers are found in either kind of digits.
    """
    with desk.store.read():
        rows = Letter.select().order_by(Letter.id.desc()).limit(MOST)
        if search.strip():
            found = matching(Searched.LETTER, Letter.id, search)
            rows = rows.where(found if found is not None else NOTHING)
        names = _names()
        return tuple(_view(row, names) for row in rows)


def letter(desk: Desk, letter_id: int) -> LetterView:
    """One kept letter. Raises `Refusal` where there is none."""
    with desk.store.read():
        row = Letter.get_or_none(Letter.id == letter_id)
        if row is None:
            raise Refusal("letter.none", id=letter_id)
        return _view(row, _names())


def _next_memo(year: int) -> str:
    """The memo number after the last one's; "" where no letter has any. The running number begins anew."""
    for row in Letter.select(Letter.memo).where(Letter.memo != "").order_by(Letter.id.desc()):
        try:
            last = read_memo_number(row.memo)
        except BadMemoNumber:
            continue
        prefix, number = ".".join(last.parts[:6]), int(last.parts[6])
        same_year = last.parts[7] == f"{year % 100:02d}"
        return numbered(prefix, number + 1 if same_year else 1, year).written("en")
    return ""


def _names() -> dict[int, str]:
    return {row.id: row.name for row in Member.select(Member.id, Member.name)}


def _view(row: Letter, names: Mapping[int, str]) -> LetterView:
    return LetterView(
        id=row.id,
        number=row.number,
        year=row.year,
        form=LetterForm(
            kind=LetterKind(row.kind),
            language=row.language,
            day=date.fromisoformat(row.day),
            subject=row.subject,
            reference=row.reference,
            body=tuple(row.body),
            recipient=tuple(row.recipient),
            copies=tuple(row.copies),
            signer=row.signer,
            title=row.title,
            memo=row.memo,
            mark=row.mark,
            draft=row.draft,
            finding=row.finding,
            response=row.response,
        ),
        by=names.get(row.member_id or 0, ""),
        at=moment(row.at),
    )
