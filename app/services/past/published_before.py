"""A post that went out before it was approved, written down as what it was: approved by nobody then."""

from __future__ import annotations

from datetime import datetime

from app.canonical import digest
from app.errors import Refusal
from app.models.tables import Draft, PastBatch, PastMedia, PastPost
from app.services.base.clock import now, stamp
from app.services.base.desk import Desk
from app.services.base.drafts import attachments, current_version, draft_row
from app.services.base.enums import State
from app.services.base.given_days import require_past
from app.services.base.reasons import require_reason
from app.services.office.addresses import opened_address
from app.services.past.answers import answer
from app.services.past.folding import fold_of, words_of
from app.services.past.importing import IMPORTED
from app.services.past.matching import BY_HAND
from app.services.past.views import PastReply
from app.services.posts import publication
from app.services.record.ledger import change, create, record
from app.services.record.past_rows import digest_of_batch
from app.services.record.roles import decider


def published_before(desk: Desk, draft_id: int, url: str, at: datetime, reason: str, by: int) -> int:
    """Record that an approved post stood at `url` since `at`, before anybody had approved it; return its id.

    It becomes a past post that nobody approved, answered with "the approval was forgotten" and the `reason`,
    and stays in that report. From its approval on the approved post stands there: that is recorded as its
    publication, at the time of the approval. Raises `Refusal` for a drafter, no reason, a post without an
    approval or an account, a time that is not before the approval, and what `publication.publish` refuses.
    """
    require_reason(reason)
    address = opened_address(url)
    if not address:
        raise Refusal("publication.bad_url", url=url.strip())
    require_past(at, "publication.future")
    with desk.store.write():
        decider(by)
        draft = draft_row(draft_id)
        if draft.state not in (State.APPROVED, State.PUBLISHED):
            raise Refusal("publication.not_approved")
        approved = publication.approved_at(draft)
        if at >= approved:
            raise Refusal("publication.not_before")
        post = _keep(desk, draft, address, stamp(at), by)
        answer(desk, post, PastReply.FORGOT, reason, by, draft_id=draft_id)
        publication.publish(desk, draft_id, address, approved, by)
        return post


def _keep(desk: Desk, draft: Draft, url: str, at: str, by: int) -> int:
    version = current_version(draft)
    if version.account_id is None:
        raise Refusal("publication.no_account")
    images = attachments(version)
    batch = create(
        PastBatch,
        account=version.account_id,
        source=BY_HAND,
        download=f"#{draft.id}",
        posts=1,
        media=len(images),
        digest="",
        member=by,
        at=now(),
    )
    name = digest([at, version.text, url, [image.sha256 for image in images]])
    known = (PastPost.account == version.account_id) & (PastPost.digest == name)
    if PastPost.select().where(known).exists():
        raise Refusal("publication.before_recorded")
    post: int = PastPost.insert(
        batch=batch.id,
        account=version.account_id,
        digest=name,
        fold=fold_of(words_of(version.text)),
        text=version.text,
        published_at=at,
        url=url,
        platform_id="",
        origin=f"#{draft.id}",
    ).execute()
    for image in images:
        PastMedia.insert(
            post=post,
            position=image.position,
            sha256=image.sha256,
            name=image.original_name,
            alt=image.alt,
            at="",
        ).execute()
    change(batch, digest=digest_of_batch(batch.id))
    record(desk, IMPORTED, batch, by=by)
    return post
