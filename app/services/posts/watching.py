"""What no check covers: that a person watched a video, or listened to an audio file, from end to end.

Everybody who approves says so of every video and audio of the version. What was said of the same bytes in an
earlier version of the draft holds for the later ones.
"""

from __future__ import annotations

from app.errors import Refusal
from app.media.formats import is_clip
from app.models.tables import Attachment, Version, Watched
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.drafts import attachments, current_version, draft_row, watched
from app.services.base.enums import State
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider


def watch(desk: Desk, draft_id: int, position: int, by: int) -> None:
    """Record that `by` watched or listened to all of the attachment at `position` (from 0).

    Saying it again changes nothing. Raises `Refusal` for a drafter, a draft no longer open, and where there
    is no video or audio.
    """
    with desk.store.write():
        member = decider(by)
        clip = _clip(draft_id, position)
        if _statement(clip, by) is None:
            row = create(Watched, attachment=clip, member=member, at=now(), active=True)
            record(desk, "attachment.watched", row, by=by, draft=draft_id, facts=_facts(clip))


def take_back(desk: Desk, draft_id: int, position: int, by: int) -> None:
    """Take one's own word back: both stay in the record. Raises `Refusal` like `watch`."""
    with desk.store.write():
        decider(by)
        clip = _clip(draft_id, position)
        statement = _statement(clip, by)
        if statement is not None:
            row = change(statement, active=False)
            record(desk, "attachment.unwatched", row, by=by, draft=draft_id, facts=_facts(clip))


def unwatched(version: Version, by: int) -> tuple[Attachment, ...]:
    """The clips of a version that `by` has not watched yet. Call inside a transaction."""
    clips = (row for row in attachments(version) if is_clip(row.media_type))
    return tuple(clip for clip in clips if _statement(clip, by) is None)


def _statement(clip: Attachment, by: int) -> Watched | None:
    return next((row for row in watched(clip) if row.member_id == by), None)


def _clip(draft_id: int, position: int) -> Attachment:
    draft = draft_row(draft_id)
    if draft.state not in (State.PENDING, State.RETURNED):
        raise Refusal("review.decided")
    for row in attachments(current_version(draft)):
        if row.position == position and is_clip(row.media_type):
            return row
    raise Refusal("review.no_clip", n=position + 1)


def _facts(clip: Attachment) -> dict[str, object]:
    return {"name": clip.original_name, "media_type": clip.media_type}
