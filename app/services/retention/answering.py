"""Reading the list post by post, and the order that follows: by two members in a team."""

from __future__ import annotations

from collections.abc import Mapping

from app.bangla.digits import to_bangla
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import DisposalAnswer, DisposalItem, DisposalList
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import DisposalReply, DisposalState, ItemState
from app.services.base.reasons import require_reason
from app.services.letters import keeping
from app.services.letters.drafting import About, begin
from app.services.letters.views import LetterKind
from app.services.office import retention
from app.services.posts.quorum import counting
from app.services.record.ledger import change, create, record
from app.services.record.proposals import alone
from app.services.record.roles import deciders
from app.services.retention.listing import CLOSED, answers_of, known, outcome
from app.services.retention.readers import needed, require_reader
from app.values import replace

ANSWERED, ORDERED = "disposal.answered", "disposal.ordered"


def answer(desk: Desk, list_id: int, draft_id: int, reply: DisposalReply, reason: str, by: int) -> ItemState:
    """Keep what a member says of one post on a list, and return what becomes of it so far.

    A hold is set at once, with its reason. Raises `Refusal` for a drafter, one who could not decide when the
    list was made or whose passphrase was given since, a list that is ordered already, a post that is not on
    it, and a hold without a reason.
    """
    if reply is DisposalReply.HOLD:
        require_reason(reason)
    with desk.store.write():
        row = _open(list_id)
        require_reader(row, by)
        item = DisposalItem.get_or_none((DisposalItem.list == row.id) & (DisposalItem.draft == draft_id))
        if item is None:
            raise Refusal("disposal.not_listed", draft=draft_id)
        new_answer = create(
            DisposalAnswer,
            item=item,
            answer=reply.value,
            reason=reason.strip(),
            member=by,
            at=now(),
        )
        state = _outcome(answers_of([item.id])[item.id])
        change(item, state=state.value)
        record(desk, ANSWERED, item, new_answer, by=by, draft=draft_id, facts=alone())
        if reply is DisposalReply.HOLD:
            held = retention.keeping(desk, draft_id).hold
            if not held:
                retention.hold(desk, draft_id, reason, by)
        return state


def order(desk: Desk, list_id: int, memo: str, by: int, language: str = "bn") -> int | None:
    """Order that what two members agreed on is destroyed: a letter with its memo number, whose id it returns.

    Where nothing is to be destroyed, the list is closed without an order, and None returned. Raises `Refusal`
    while a post is not answered, for who may not answer the list, and for no memo number.
    """
    with desk.store.write():
        row = _open(list_id)
        require_reader(row, by)
        items = list(DisposalItem.select().where(DisposalItem.list == row.id).order_by(DisposalItem.id))
        answers = answers_of(item.id for item in items)
        settled = []
        for item in items:
            state = _outcome(answers.get(item.id, {}))  # the team may have changed since
            if state is ItemState.OPEN:
                raise Refusal("disposal.unanswered", draft=item.draft_id)
            if state != item.state:
                settled.append(change(item, state=state.value))
        going = [item for item in items if item.state == ItemState.TO_DESTROY]
        if not going:
            change(row, state=DisposalState.DONE.value, done_at=now())
            record(desk, CLOSED, row, *settled, by=by)
            return None
        form = begin(desk, LetterKind.DISPOSAL, About(), language, by)
        words = Translator(language)
        n = words.number(len(going))
        fills = {"year": _year(row.year, words), "posts": n}
        form = replace(
            form,
            memo=memo,
            subject=words("letter.disposal.subject", **fills),
            reference=words("letter.disposal.reference", **fills),
            body=tuple(words(f"letter.disposal.body{part}", **fills) for part in (1, 2, 3)),
        )
        kept = keeping.keep(desk, form, by)
        if not kept.form.memo:
            raise Refusal("disposal.memo_missing")
        change(
            row,
            state=DisposalState.ORDERED.value,
            memo=kept.form.memo,
            letter=kept.id,
            ordered_by=by,
            ordered_at=now(),
        )
        record(desk, ORDERED, row, *settled, by=by, facts=alone())
        return int(kept.id)


def _outcome(answers: Mapping[int, DisposalAnswer]) -> ItemState:
    """What the answers come to. To destroy counts as an approval does; to keep or hold always counts."""
    counts, here = counting(), deciders()
    replies = [
        given.answer
        for member, given in answers.items()
        if given.answer != DisposalReply.DESTROY or (member in here and counts(member, given.at))
    ]
    return outcome(replies, needed())


def _open(list_id: int) -> DisposalList:
    row = known(list_id)
    if row.state != DisposalState.OPEN:
        raise Refusal("disposal.not_open", id=list_id)
    return row


def _year(year: int, words: Translator) -> str:
    return to_bangla(str(year)) if words.language == "bn" else str(year)
