"""Recording that a citizen was answered. The program never sends an answer itself."""

from __future__ import annotations

from datetime import UTC, datetime

from app.bangla.placeholders import placeholder_names
from app.checks.types import Finding, PostFacts, Severity
from app.errors import Refusal
from app.models.tables import Response, ResponseStep
from app.services.base.clock import before, moment, stamp
from app.services.base.desk import Desk
from app.services.base.enums import ResponseState
from app.services.base.given_days import require_past
from app.services.checking.check_job import check_text_with
from app.services.checking.overlay import overlay
from app.services.office.addresses import web_address
from app.services.record.ledger import change, record
from app.services.record.roles import decider
from app.services.responses.handling import refuse_settled, refuse_waiting_reply
from app.services.responses.register import kept_text
from app.services.responses.rows import response_row, step, view
from app.services.responses.views import ResponseView


def answer(
    desk: Desk, id_: int, text: str, by: int, at: datetime | None = None, url: str = ""
) -> ResponseView:
    """Record the answer a citizen got, its time (None: now) and the address where it stands.

    Raises `Refusal` for a drafter, an empty answer or one with places still to fill in, a time to come or
    before the response was received, for one that
    is settled, and while a draft that answers it is on its way.
    """
    words = kept_text(text)
    left = placeholder_names(words)
    if left:
        raise Refusal("response.placeholders", places=", ".join(left))
    address = web_address(url)
    this = datetime.now(UTC)
    answered = at if at is not None else this
    if at is not None:
        require_past(at, "response.answer_future")
    with desk.store.write():
        decider(by)
        row = response_row(id_)
        refuse_settled(row)
        refuse_waiting_reply(row)
        since = _open_since(row)
        if before(answered, since):
            raise Refusal("response.answered_before")
        change(
            row,
            state=ResponseState.ANSWERED.value,
            answer_text=words,
            answer_url=address,
            answered_at=stamp(max(answered, since)),
            answered_by=by,
        )
        record(desk, "response.answered", row, step(row, "answered", by, words), by=by)
        return view(row)


def noticed(desk: Desk, text: str) -> tuple[Finding, ...]:
    """What the office's rules notice in an answer that nobody approved here, without mere notes.

    It went out already, so that nothing is refused for it: whoever records it is told. May take seconds for a
    long text. Raises `PackError` (a `Refusal`) while the rule pack has never been without mistakes.
    """
    with desk.store.read():
        own = overlay(desk)
    found = check_text_with(text, PostFacts(), desk.pack_holder.pack, own).findings
    return tuple(one for one in found if one.severity is not Severity.NOTE)


def _open_since(row: Response) -> datetime:
    """When it came, or was last opened again."""
    reopened = ResponseStep.select().where((ResponseStep.response == row) & (ResponseStep.step == "reopened"))
    last = reopened.order_by(ResponseStep.id.desc()).first() if row.reopened else None
    return moment(row.received_at if last is None else last.at)
