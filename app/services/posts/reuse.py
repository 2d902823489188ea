"""An approved post used again: a new draft with its words and images, to be checked and approved anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from peewee import fn

from app.errors import Refusal
from app.models.tables import Event, Office, Publication
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.drafts import draft_row
from app.services.base.enums import DraftKind, State
from app.services.posts import intake, queue
from app.services.record.destroyed import refuse_destroyed
from app.services.record.ledger import record
from app.services.record.roles import active_member
from app.values import dataclass, replace

REUSED = "draft.reused"
DEFAULT_DAYS = 30  # ours: the same words twice in a month look like a machine's
TOO_SOON = "reuse.too_soon"


@dataclass(frozen=True, slots=True)
class LastUse:
    """When a post, or one made of the same, last went out, and until when it should rest; None for never."""

    at: datetime | None
    until: datetime | None
    days: int


def last_use(desk: Desk, draft_id: int) -> LastUse:
    """How long a post should still rest. Raises `Refusal` for an unknown draft."""
    with desk.store.read():
        draft_row(draft_id)
        return _last_use(draft_id)


def reuse(desk: Desk, draft_id: int, by: int, reason: str = "") -> int:
    """Make a new draft of an approved post, and return its id. It is pending, and nobody has approved it.

    Its time of publication is left out. Raises `Refusal` for a post that nobody approved, that was destroyed
    or answers a citizen, and `TOO_SOON` while it should rest, unless a `reason` is given, which is recorded.
    """
    draft = queue.draft(desk, draft_id)
    with desk.store.read():
        active_member(by)
        refuse_destroyed(draft_id)
        if draft.state not in (State.APPROVED, State.PUBLISHED):
            raise Refusal("reuse.not_approved", id=draft_id)
        if draft.kind is DraftKind.REPLY:
            raise Refusal("reuse.reply", id=draft_id)
        last, root = _last_use(draft_id), _root(draft_id)
    early = last.until is not None and datetime.now(UTC) < last.until
    if early and not reason.strip():
        raise Refusal(TOO_SOON, n=last.days)
    form = replace(intake.form_of(draft.version), schedule="", kind=draft.kind.value)
    facts: dict[str, object] = {"of": draft_id, "root": root}
    if early:
        facts["reason"] = reason.strip()

    def record_reuse(new: int) -> None:
        refuse_destroyed(draft_id)  # again, in the transaction that names its files
        record(desk, REUSED, by=by, draft=new, facts=facts)

    return intake.compose(desk, form, by, record_reuse)


def _last_use(draft_id: int) -> LastUse:
    office = Office.select(Office.reuse_days).first()
    days = DEFAULT_DAYS if office is None else int(office.reuse_days)
    at = Publication.select(fn.MAX(Publication.at)).where(Publication.draft.in_(_family(draft_id))).scalar()
    if at is None:
        return LastUse(None, None, days)
    last = moment(str(at))
    return LastUse(last, last + timedelta(days=days), days)


def _family(draft_id: int) -> list[int]:
    """The drafts made of the same post as this one, itself and that one among them."""
    root = _root(draft_id)
    made = Event.select(Event.draft, Event.body).where(Event.kind == REUSED)
    ours = (event.draft for event in made if event.body.get("root") == root)
    return [root, *(draft for draft in ours if draft is not None)]


def _root(draft_id: int) -> int:
    made = Event.get_or_none((Event.kind == REUSED) & (Event.draft == draft_id))
    return draft_id if made is None else int(made.body["root"])
