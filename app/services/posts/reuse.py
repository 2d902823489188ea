"""An approved post used again: a new draft with its words and images, to be checked and approved anew.

It may be one of this record, or one that came back from an archive of another. Drafts that were made of the
same post are a family: what went out of it last says how long all of it should rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from peewee import fn

from app.archive.reading import post_of
from app.bangla.blank import is_blank
from app.errors import Refusal
from app.models.tables import Event, Office, Publication, RestoredPost
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.drafts import draft_row
from app.services.base.enums import DraftKind, State
from app.services.posts import intake, queue
from app.services.posts.views import PostForm
from app.services.record.destroyed import refuse_destroyed
from app.services.record.ledger import record
from app.services.record.roles import active_member
from app.values import dataclass, replace

REUSED = "draft.reused"
DEFAULT_DAYS = 30  # ours: the same words twice in a month look like a machine's
TOO_SOON = "reuse.too_soon"
Root = int | str  # what names a family: its first draft, or a post of another record (`restored_root`)


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
        return last_use_of(_root(draft_id))


def reuse(desk: Desk, draft_id: int, by: int, reason: str = "") -> int:
    """Make a new draft of an approved post, and return its id. It is pending, and nobody has approved it.

    Its time of publication is left out. Raises `Refusal` for a post that nobody approved, that was destroyed
    or answers a citizen, and `TOO_SOON` while it should rest, unless a `reason` is given, which is recorded.
    """
    draft = queue.draft(desk, draft_id)
    with desk.store.read():
        refuse_destroyed(draft_id)
        if draft.state not in (State.APPROVED, State.PUBLISHED):
            raise Refusal("reuse.not_approved", id=draft_id)
        if draft.kind is DraftKind.REPLY:
            raise Refusal("reuse.reply", id=draft_id)
        root = _root(draft_id)
    form = replace(intake.form_of(draft.version), schedule="", kind=draft.kind.value)
    return make_of(desk, form, {"of": draft_id}, root, by, reason, lambda: refuse_destroyed(draft_id))


def make_of(
    desk: Desk,
    form: PostForm,
    of: dict[str, object],
    root: Root,
    by: int,
    reason: str,
    refuse_gone: Callable[[], None] = lambda: None,
) -> int:
    """Make the draft, and record what it was made `of`. See `reuse`.

    `refuse_gone` raises `Refusal` for a post that went meanwhile, in the transaction that names its files.
    """
    with desk.store.read():
        active_member(by)
        last = last_use_of(root)
    early = last.until is not None and datetime.now(UTC) < last.until
    if early and is_blank(reason):
        raise Refusal(TOO_SOON, n=last.days)
    facts = {**of, "root": root}
    if early:
        facts["reason"] = reason.strip()

    def record_reuse(new: int) -> None:
        refuse_gone()
        record(desk, REUSED, by=by, draft=new, facts=facts)

    return intake.compose(desk, form, by, record_reuse)


def restored_root(record_name: str, draft: int) -> Root:
    """What names the family of a draft of another record."""
    return f"{record_name}/{draft}"


def last_use_of(root: Root) -> LastUse:
    """When one of a family last went out. Call inside a transaction."""
    office = Office.select(Office.reuse_days).first()
    days = DEFAULT_DAYS if office is None else int(office.reuse_days)
    went_out = list(_went_out_there(root))
    here = Publication.select(fn.MAX(Publication.at)).where(Publication.draft.in_(_family(root))).scalar()
    if here is not None:
        went_out.append(moment(str(here)))
    if not went_out:
        return LastUse(None, None, days)
    return LastUse(max(went_out), max(went_out) + timedelta(days=days), days)


def _went_out_there(root: Root) -> Iterator[datetime]:
    """When a post of another record went out, by the archives that came back."""
    if isinstance(root, int):
        return
    name, _, draft = root.rpartition("/")
    rows = RestoredPost.select(RestoredPost.document).where(
        (RestoredPost.record == name) & (RestoredPost.draft == int(draft))
    )
    for row in rows:
        for publication in post_of(json.loads(row.document))[0].publications:
            yield moment(publication.at)


def _family(root: Root) -> list[int]:
    """The drafts made of the same post, and that one where it is a draft of this record."""
    made = Event.select(Event.draft, Event.body).where(Event.kind == REUSED)
    ours = [event.draft for event in made if event.body.get("root") == root]
    drafts = [draft for draft in ours if draft is not None]
    return [root, *drafts] if isinstance(root, int) else drafts


def _root(draft_id: int) -> Root:
    made = Event.get_or_none((Event.kind == REUSED) & (Event.draft == draft_id))
    if made is None:
        return draft_id
    root = made.body["root"]
    return root if isinstance(root, str) else int(root)
