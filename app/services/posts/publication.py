"""Records that an approved post went out. The program never publishes anything itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from app.bangla.shortening import shortened
from app.errors import Refusal
from app.models.tables import Draft, Publication
from app.services.base.clock import before, moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.drafts import current_version, draft_row, valid_decisions
from app.services.base.enums import State, Verdict
from app.services.base.given_days import require_past
from app.services.office.account_pictures import went_out
from app.services.office.addresses import opened_address
from app.services.posts.replies import answered_by
from app.services.record.attempts import records_refusals
from app.services.record.ledger import change, create, record
from app.services.record.proof import prove_post
from app.services.record.roles import approvals_needed, decider

BEFORE_APPROVAL = "publication.before_approval"
_LONGEST_ADDRESS = 2000  # characters, as browsers take
_SHOWN = 100  # characters of what is no address


@records_refusals
def publish(desk: Desk, draft_id: int, url: str, at: datetime, by: int) -> None:
    """Record that the draft's approved version is out at `url` since `at` (aware).

    A second address for the same post may be recorded too; `https://` may be left out. A reply answers the
    citizen it was drafted for.
    Raises `Refusal` for a drafter, a post not approved, an address that is none of a post, one that is
    recorded for this version already, a time still to come, or one before the approval was complete
    (`BEFORE_APPROVAL`): what went out then, nobody had approved, and `services.past.published_before`
    records it as that.
    """
    address = _address(url)
    require_past(at, "publication.future")
    with desk.store.write():
        decider(by)  # who publishes holds the account's password, and a drafter never does
        draft = draft_row(draft_id)
        if draft.state not in (State.APPROVED, State.PUBLISHED):
            raise Refusal("publication.not_approved")
        prove_post(draft_id)
        if before(at, approved_at(draft)):
            raise Refusal(BEFORE_APPROVAL)
        here = (Publication.draft == draft) & (Publication.version == draft.version)
        if Publication.get_or_none(here & (Publication.url == address)) is not None:
            raise Refusal("publication.recorded")
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


def _address(url: str) -> str:
    """A post's address, completed. Raises `Refusal` for none, also for that of a platform's first page."""
    with suppress(Refusal, ValueError):
        address = opened_address(url)
        parts = urlsplit(address)
        if len(address) <= _LONGEST_ADDRESS and (parts.path.strip("/") or parts.query):
            return address
    raise Refusal("publication.bad_url", url=shortened(url.strip(), _SHOWN))


def approved_at(draft: Draft) -> datetime:
    """When the approvals that an approved draft's version needed were complete. Call inside a transaction.

    Raises `Refusal` where no approval of it stands.
    """
    given = sorted(row.at for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE)
    if not given:
        raise Refusal("publication.not_approved")
    # One who approved after it was complete changes nothing; of a team that grew since, the last one counts.
    return moment(given[min(approvals_needed(), len(given)) - 1])
