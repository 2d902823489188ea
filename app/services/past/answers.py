"""What a member says of a past post that nobody approved. An event, and nothing else."""

from __future__ import annotations

from app.errors import Refusal
from app.models.tables import Draft, PastAnswer, PastPost
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.reasons import require_reason
from app.services.past.views import PastReply
from app.services.record.ledger import create, record
from app.services.record.roles import decider

ANSWERED = "history.answered"


def answer(
    desk: Desk, post_id: int, reply: PastReply, reason: str, by: int, draft_id: int | None = None
) -> None:
    """Keep an answer, beside those given before.

    `draft_id` is the approval it belongs to (`PastReply.SAME`), or the draft made of it. Raises `Refusal` for
    who may not decide, an empty reason, an unknown post, and for SAME without an approved draft.
    """
    require_reason(reason)
    with desk.store.write():
        decider(by)
        if PastPost.get_or_none(PastPost.id == post_id) is None:
            raise Refusal("history.no_post", id=post_id)
        if draft_id is not None and Draft.get_or_none(Draft.id == draft_id) is None:
            raise Refusal("queue.no_draft", id=draft_id)
        if reply is PastReply.SAME and draft_id is None:
            raise Refusal("history.no_approval")
        row = create(
            PastAnswer,
            post=post_id,
            answer=reply.value,
            reason=reason.strip(),
            draft=draft_id,
            member=by,
            at=now(),
        )
        record(desk, ANSWERED, row, by=by)
