"""A reply that went out answers the citizen it was drafted for. Called inside a transaction."""

from __future__ import annotations

from app.errors import Refusal
from app.models.tables import Publication, Response, ResponseStep, Table, Version
from app.services.base.clock import before, moment, now
from app.services.base.enums import ResponseState
from app.services.record.ledger import change, create

_WAITING = (ResponseState.OPEN.value, ResponseState.REFERRED.value)


def answered_by(version: Version, publication: Publication) -> list[Table]:
    """Mark the response that a draft replies to as answered; its rows, to be recorded with the publication.

    None where the draft replies to nobody, or to one who is answered already. Raises `Refusal` for a time
    before the response came.
    """
    waiting = (Response.reply_draft == version.draft_id) & Response.state.in_(_WAITING)
    rows: list[Table] = []
    for response in Response.select().where(waiting):
        if before(moment(publication.at), moment(response.received_at)):
            raise Refusal("response.answered_before")
        change(
            response,
            state=ResponseState.ANSWERED.value,
            answer_text=version.text,
            answer_url=publication.url,
            answered_at=max(publication.at, response.received_at),
            answered_by=publication.member_id,
        )
        step = create(
            ResponseStep,
            response=response,
            step="answered",
            note=version.text,
            member=publication.member_id,
            at=now(),
        )
        rows += [response, step]
    return rows
