"""What is done about a response besides answering it: who, what kind, whose it is, or no answer needed."""

from __future__ import annotations

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.models.tables import Response
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.base.enums import Consent, ResponseKind, ResponseState, State
from app.services.record.ledger import change, record
from app.services.record.roles import active_member, decider
from app.services.responses.deadlines import due_day
from app.services.responses.register import kept_text, line
from app.services.responses.rows import NOT_SETTLED, UNSETTLED, response_row, root_of, step, today

_ON_ITS_WAY = (State.PENDING.value, State.RETURNED.value, State.APPROVED.value)
_CONSENT_STEPS = {
    Consent.NONE: "consent_taken_back",
    Consent.ASKED: "consent_asked",
    Consent.GIVEN: "consent_given",
    Consent.REFUSED: "consent_refused",
    Consent.WITHDRAWN: "consent_withdrawn",
}


def assign(desk: Desk, id_: int, member: int | None, by: int) -> None:
    """Say who is to answer, None for nobody yet. Raises `Refusal` for a member who is not here."""
    with desk.store.write():
        active_member(by)
        row = _unsettled(id_)
        name = active_member(member).name if member is not None else ""
        if row.assigned_id != member:
            change(row, assigned=member)
            written = step(row, "assigned" if name else "unassigned", by, name)
            record(desk, "response.assigned", row, written, by=by)


def track(desk: Desk, id_: int, tracking: str, by: int) -> None:
    """Write down the number it has in the Grievance Redress System, "" for none."""
    number = line(tracking)
    with desk.store.write():
        active_member(by)
        row = response_row(id_)
        if row.tracking != number:
            change(row, tracking=number)
            record(desk, "response.tracked", row, step(row, "tracked", by, number), by=by)


def set_kind(desk: Desk, id_: int, kind: ResponseKind, by: int) -> None:
    """Say that it is of another kind: its last day is counted anew. Raises `Refusal` for one settled."""
    with desk.store.write():
        active_member(by)
        row = _unsettled(id_)
        if row.kind != kind:
            due = due_day(kind, today() if row.reopened else day_of(row.received_at))
            change(row, kind=kind.value, due=due.isoformat() if due is not None else "")
            record(desk, "response.kind_set", row, step(row, "kind", by, kind.value), by=by)


def note(desk: Desk, id_: int, text: str, by: int) -> None:
    """Write something down beside it for colleagues. Raises `Refusal` for an empty note."""
    words = kept_text(text)
    with desk.store.write():
        active_member(by)
        row = response_row(id_)
        record(desk, "response.noted", row, step(row, "noted", by, words), by=by)


def merge(desk: Desk, id_: int, into: int, by: int) -> None:
    """Say that it is the same matter as another: it is answered with that one.

    Those merged into it before go along. Raises `Refusal` for itself, one settled, and a target of another
    page, whose answer nobody here would see.
    """
    with desk.store.write():
        active_member(by)
        row, target = _unsettled(id_), root_of(response_row(into))
        refuse_waiting_reply(row)
        if target.id == row.id:
            raise Refusal("response.same")
        if target.account_id != row.account_id:
            raise Refusal("response.other_page")
        followers = list(Response.select().where(Response.merged_into == row))
        for one in (row, *followers):
            change(one, merged_into=target, state=ResponseState.MERGED.value)
        steps = step(row, "merged", by, str(target.id)), step(target, "took_in", by, str(row.id))
        record(desk, "response.merged", row, *followers, *steps, by=by)


def refer(desk: Desk, id_: int, office: str, by: int) -> None:
    """Say that another office has it now. Raises `Refusal` for a drafter, and without its name."""
    name = line(office)
    if is_blank(name):
        raise Refusal("response.office_missing")
    with desk.store.write():
        decider(by)
        row = _unsettled(id_)
        refuse_waiting_reply(row)
        change(row, referred_to=name, state=ResponseState.REFERRED.value)
        record(desk, "response.referred", row, step(row, "referred", by, name), by=by)


def close(desk: Desk, id_: int, reason: str, by: int) -> None:
    """Say that it needs no answer, and why. Raises `Refusal` for a drafter, and without a reason."""
    why = _kept_reason(reason)
    with desk.store.write():
        decider(by)
        row = _unsettled(id_)
        refuse_waiting_reply(row)
        change(row, reason=why, state=ResponseState.CLOSED.value)
        record(desk, "response.closed", row, step(row, "closed", by, why), by=by)


def reopen(desk: Desk, id_: int, reason: str, by: int) -> None:
    """Take up again what was settled: its days are counted from today.

    The earlier answer stays in its history.

    Raises `Refusal` for one that is open, and without a reason.
    """
    why = _kept_reason(reason)
    with desk.store.write():
        active_member(by)
        row = response_row(id_)
        if row.state == ResponseState.OPEN:
            raise Refusal("response.open_already")
        due = due_day(ResponseKind(row.kind), today())
        change(
            row,
            due=due.isoformat() if due is not None else "",
            reopened=row.reopened + 1,
            **NOT_SETTLED,
        )
        record(desk, "response.reopened", row, step(row, "reopened", by, why), by=by)


def set_consent(desk: Desk, id_: int, consent: Consent, how: str, by: int) -> None:
    """Write down what the person said to being shown, and how (Personal Data Protection Ordinance 2025).

    Raises `Refusal` for one that is no contribution, and for consent given without saying how.
    """
    words = line(how)
    with desk.store.write():
        active_member(by)
        row = response_row(id_)
        if row.kind != ResponseKind.CONTRIBUTION:
            raise Refusal("response.no_contribution")
        if consent is Consent.GIVEN and not words:
            raise Refusal("response.consent_how")
        change(row, consent=consent.value, consent_note=words)
        written = step(row, _CONSENT_STEPS[consent], by, words)
        record(desk, "response.consent", row, written, by=by)


def _kept_reason(reason: str) -> str:
    why = kept_text(reason, may_be_empty=True)
    if is_blank(why):
        raise Refusal("response.reason_missing")
    return why


def _unsettled(id_: int) -> Response:
    """A response that somebody still waits for. Raises `Refusal` for any other."""
    row = response_row(id_)
    refuse_settled(row)
    return row


def refuse_waiting_reply(row: Response) -> None:
    """Raise `Refusal` while a draft that answers it is still on its way: it would go out unnoticed."""
    draft = row.reply_draft
    if draft is not None and draft.state in _ON_ITS_WAY:
        raise Refusal("response.reply_waits", draft=draft.id)


def refuse_settled(row: Response) -> None:
    """Raise `Refusal` for a response that is answered, merged, or needs no answer."""
    if row.state == ResponseState.MERGED:
        raise Refusal("response.merged", id=row.id, into=str(row.merged_into_id))
    if row.state == ResponseState.CLOSED:
        raise Refusal("response.closed", id=row.id)
    if row.state not in UNSETTLED:
        raise Refusal("response.answered_already", id=row.id)
