"""Looks up rows of responses and makes frozen values of them.

Every function is called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from app.bangla.dates import local
from app.bangla.personal_numbers import personal_spans
from app.bangla.workdays import working_days_between
from app.errors import Refusal
from app.models.tables import Account, Draft, Member, Response, ResponseStep
from app.services.base.clock import day_of, moment, now
from app.services.base.enums import AnswerState, Consent, ResponseKind, ResponseState, State
from app.services.office.accounts import account_view
from app.services.office.holidays import days_off
from app.services.record.ledger import create
from app.services.responses.deadlines import allowed_days
from app.services.responses.views import ResponseView, StepView

# Those the office still owes an answer, or has from nobody else.
UNSETTLED = (ResponseState.OPEN.value, ResponseState.REFERRED.value)

# The columns of one that nobody has settled yet: as it comes in, and as it is taken up again.
NOT_SETTLED: Mapping[str, Any] = {
    "state": ResponseState.OPEN.value,
    "answer_text": "",
    "answer_url": "",
    "answered_at": "",
    "answered_by": None,
    "reason": "",
    "merged_into": None,
    "referred_to": "",
    "reply_draft": None,
}


def today() -> date:
    """The day it is in Dhaka."""
    return local(datetime.now(UTC)).date()


def response_row(id_: int) -> Response:
    """The response of that id. Raises `Refusal` where there is none."""
    row = Response.get_or_none(Response.id == id_)
    if row is None:
        raise Refusal("response.none", id=id_)
    return row


def root_of(row: Response) -> Response:
    """The response it was merged into, itself where it was not."""
    return response_row(row.merged_into_id) if row.merged_into_id is not None else row


def step(response: Response, name: str, by: int | None, note: str = "") -> ResponseStep:
    """Write down what happened; hand the row to `record` with the response."""
    return create(ResponseStep, response=response, step=name, note=note, member=by, at=now())


def steps_of(response_id: int) -> tuple[StepView, ...]:
    """What happened to a response, the oldest first."""
    rows = ResponseStep.select().where(ResponseStep.response == response_id).order_by(ResponseStep.id)
    names = _names(row.member_id for row in rows)
    return tuple(StepView(row.step, row.note, names.get(row.member_id, ""), moment(row.at)) for row in rows)


def views(rows: Iterable[Response], on: date) -> list[ResponseView]:
    """The rows as they stand on a day, in their order."""
    found = list(rows)
    off = days_off()
    names = _names(id_ for row in found for id_ in (row.assigned_id, row.answered_by_id))
    roots = {row.id: row for row in Response.select().where(Response.id.in_(_merged_into(found)))}
    allowed = {kind: allowed_days(kind) for kind in ResponseKind}
    accounts = Account.select().where(Account.id.in_({row.account_id for row in found}))
    shown = {account.id: account_view(account) for account in accounts}
    replies = _reply_states(found)
    made = []
    for row in found:
        root = roots.get(row.merged_into_id, row)
        due = date.fromisoformat(row.due) if row.due else None
        answered_at = moment(row.answered_at) if row.answered_at else None
        made.append(
            ResponseView(
                id=row.id,
                account=shown[row.account_id],
                kind=ResponseKind(row.kind),
                author=row.author,
                text=row.text,
                url=row.url,
                screenshot=row.screenshot,
                received_at=moment(row.received_at),
                tracking=row.tracking,
                due=due,
                days_left=None if due is None else _days_left(on, due, off),
                allowed_days=allowed[ResponseKind(row.kind)],
                assigned_id=row.assigned_id,
                assigned=names.get(row.assigned_id, ""),
                state=ResponseState(row.state),
                standing=standing_of(root, on),
                answer_text=row.answer_text,
                answer_url=row.answer_url,
                answered_at=answered_at,
                answered_by=names.get(row.answered_by_id, ""),
                answered_late=was_late(row),
                reason=row.reason,
                merged_into=row.merged_into_id,
                referred_to=row.referred_to,
                reopened=row.reopened,
                consent=Consent(row.consent),
                consent_note=row.consent_note,
                reply_draft=row.reply_draft_id,
                reply_state=replies.get(row.reply_draft_id),
                shown_draft=row.shown_draft_id,
                personal=personal_spans(row.text),
            )
        )
    return made


def view(row: Response) -> ResponseView:
    """One response as it stands today."""
    (made,) = views([row], today())
    return made


def standing_of(row: Response, on: date) -> AnswerState:
    """A row in one word on a day. What another office has, or needs no answer, is none of our waiting."""
    if row.state == ResponseState.OPEN:
        late = bool(row.due) and row.due < on.isoformat()
        return AnswerState.LATE if late else AnswerState.OPEN
    return AnswerState.OPEN if row.state == ResponseState.REFERRED else AnswerState.ANSWERED


def was_late(row: Response) -> bool:
    """Whether it was answered after its last day."""
    return bool(row.due and row.answered_at) and day_of(row.answered_at).isoformat() > row.due


def _days_left(on: date, due: date, off: frozenset[date]) -> int:
    """Working days until `due`; over a mere weekend one, so that nothing past looks like today."""
    if on == due:
        return 0
    return working_days_between(on, due, off) or (1 if due > on else -1)


def _reply_states(rows: Iterable[Response]) -> dict[int | None, State]:
    """How the drafts stand that answer these."""
    ids = [row.reply_draft_id for row in rows if row.reply_draft_id is not None]
    return {row.id: State(row.state) for row in Draft.select().where(Draft.id.in_(ids))} if ids else {}


def _merged_into(rows: Iterable[Response]) -> list[int]:
    return [row.merged_into_id for row in rows if row.merged_into_id is not None]


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    wanted = {id_ for id_ in ids if id_ is not None}
    return {row.id: row.name for row in Member.select().where(Member.id.in_(wanted))} if wanted else {}
