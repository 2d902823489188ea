"""Records that an approved post went out. The program never publishes anything itself."""

from __future__ import annotations

from datetime import UTC, datetime

from app.errors import Refusal
from app.models.tables import Draft, Publication
from app.services.base.clock import before, moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.drafts import current_version, draft_row, valid_decisions
from app.services.base.enums import State, Verdict
from app.services.office.account_pictures import went_out
from app.services.office.addresses import opened_address
from app.services.posts.replies import answered_by
from app.services.record.attempts import noted
from app.services.record.ledger import change, create, record
from app.services.record.proof import prove_post
from app.services.record.roles import approvals_needed, decider

BEFORE_APPROVAL = "publication.before_approval"


@noted
def publish(desk: Desk, draft_id: int, url: str, at: datetime, by: int) -> None:
    """Record that the draft's approved version is out at `url` since `at` (aware).

    A second address for the same post may be recorded too; `https://` may be left out. A reply answers the
    citizen it was drafted for.
    Raises `Refusal` for a drafter, a post not approved, an address that is none of the web, a time still to
    come, or one before the approval was complete (`BEFORE_APPROVAL`): what went out then, nobody had
    approved, and `services.past.published_before` records it as that.
    """
    try:
        address = opened_address(url)
    except Refusal:
        address = ""
    if not address:
        raise Refusal("publication.bad_url", url=url.strip())
    if at > datetime.now(UTC):
        raise Refusal("publication.future")
    with desk.store.write():
        decider(by)  # who publishes holds the account's password, and a drafter never does
        draft = draft_row(draft_id)
        if draft.state not in (State.APPROVED, State.PUBLISHED):
            raise Refusal("publication.not_approved")
        prove_post(draft_id)
        if before(at, approved_at(draft)):
            raise Refusal(BEFORE_APPROVAL)
        row = create(
            Publication,
            draft=draft,
            version=draft.version,
            url=address,
            at=stamp(at),
            member=by,
            recorded_at=now(),
        )
        change(draft, state=State.PUBLISHED.value, updated_at=now())
        version = current_version(draft)
        went_out(version, row.at)
        answered = answered_by(version, row)
        record(desk, "draft.published", row, draft, *answered, by=by, draft=draft_id)


def approved_at(draft: Draft) -> datetime:
    """When the approvals that an approved draft's version needed were complete. Call inside a transaction.

    Raises `Refusal` where no approval of it stands.
    """
    given = sorted(row.at for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE)
    if not given:
        raise Refusal("publication.not_approved")
    # One who approved after it was complete changes nothing; of a team that grew since, the last one counts.
    return moment(given[min(approvals_needed(), len(given)) - 1])
