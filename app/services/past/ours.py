"""Is this photocard ours? An image from outside, compared with every image that was ever approved.

Here, or in an earlier record of which an archive was restored.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from app.errors import Refusal
from app.files import read_regular
from app.intake.limits import FILE_BYTES
from app.models.tables import Decision, Draft, Event, Member
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import Verdict
from app.services.past.matching import approved_look, same_picture
from app.services.restored.reading import restored_post
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """The newest approved draft with the image, None for none; `same_file` where no byte of it differs.

    `member` names all who approved it, first to last; `approved_at` and `event`, its number in the record,
    are of the last approval. `restored` is the restored post with it, where no draft here has it: then
    there is no event.
    """

    draft: int | None
    same_file: bool = False
    member: str = ""
    approved_at: datetime | None = None
    event: int = 0
    restored: int | None = None


def is_ours(desk: Desk, path: Path) -> Ours:
    """Whether the image at `path`, or one that shows the same, was approved here. Nothing of it is kept.

    Raises `Refusal` for a file that cannot be read or is no image.
    """
    try:
        data = read_regular(path, FILE_BYTES)
    except OSError as problem:
        raise Refusal("cli.no_file", path=str(path)) from problem
    sha256 = hashlib.sha256(data).hexdigest()
    found = same_picture(desk, sha256)
    same = found is not None
    if found is None:
        found = approved_look(desk, sha256, data, path.name)
    if found is None:
        return Ours(None)
    if found.draft is None:
        return _there(desk, found.restored, same=same)
    draft = found.draft
    with desk.store.read():
        approvals = list(
            Decision.select(Decision, Member)
            .join(Member)
            .join_from(Decision, Draft)
            .where(
                (Decision.draft == draft)
                & (Decision.verdict == Verdict.APPROVE.value)
                & (Decision.void_at == "")
            )
            .order_by(Decision.id)
        )
        row = approvals[-1]
        names = [one.member.name for one in approvals if one.version == row.version]
        events = Event.select(Event.id, Event.body).where(Event.draft == draft).order_by(Event.id)
        number = next(
            (
                event.id
                for event in events
                if any(
                    written.get("table") == "decision" and written.get("id") == row.id
                    for written in event.body.get("rows", [])
                )
            ),
            0,
        )
        return Ours(draft, same, ", ".join(dict.fromkeys(names)), moment(row.at), number)


def _there(desk: Desk, id_: int | None, *, same: bool) -> Ours:
    """The restored post with the image."""
    if id_ is None:
        return Ours(None)
    row = restored_post(desk, id_).row
    return Ours(None, same, row.approvers, row.approved_at, restored=id_)
