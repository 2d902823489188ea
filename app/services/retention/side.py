"""What stands beside a post on the archive page: how it is kept, where else it is, which archive has it."""

from __future__ import annotations

from datetime import datetime

from app.models.tables import Event
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import RecordClass
from app.services.office import retention
from app.services.office.retention import Keeping
from app.services.posts import aftercare
from app.services.posts.aftercare import ActKind
from app.services.record.destroyed import Destroyed, destroyed
from app.services.retention.archived import EXPORTED, archived_posts
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class PostSide:
    """`years` of each class, None for ever; `elsewhere` the addresses it stands at besides.

    `archived_at`: when the newest archive that holds it was made, None for none since its approval.
    """

    keeping: Keeping
    years: tuple[tuple[RecordClass, int | None], ...]
    elsewhere: tuple[str, ...]
    archived_at: datetime | None
    destroyed: Destroyed | None


def post_side(desk: Desk, draft_id: int) -> PostSide:
    """What is shown beside a post. Raises `Refusal` for an unknown draft."""
    classes, _ = retention.rules(desk)
    acts = aftercare.acts(desk, draft_id)
    with desk.store.read():
        held = archived_posts({draft_id: ""})
        made = Event.select(Event.at).where(Event.kind == EXPORTED).order_by(Event.id.desc()).first()
        return PostSide(
            keeping=retention.keeping(desk, draft_id),
            years=tuple((one.record_class, one.years) for one in classes),
            elsewhere=tuple(dict.fromkeys(act.url for act in acts if act.kind is ActKind.ELSEWHERE)),
            archived_at=moment(made.at) if made is not None and draft_id in held else None,
            destroyed=destroyed(draft_id),
        )
