"""Takes posts in: from files outside, or from a person's own hand. Each post whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from peewee import JOIN, fn

from app.errors import Refusal
from app.intake.types import IncomingPost, UnreadablePost
from app.models import search
from app.models.tables import Account, Attachment, Decision, Draft, Version
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.drafts import attachments, current_version, draft_row
from app.services.base.enums import DraftKind, Outcome, State, Verdict
from app.services.checking.outdating import outdate_alike
from app.services.posts.checked_post import CheckedPost, from_form, from_outside, keep_images, keep_named
from app.services.posts.post_fields import (
    account_name,
)
from app.services.posts.views import FormImage, IntakeLine, PostForm, VersionView
from app.services.record.attempts import records_refusals
from app.services.record.destroyed import refuse_destroyed
from app.services.record.ledger import change, create, record
from app.services.record.roles import (
    active_member,
    blur_is_edit,
    decider,
    member_or_desk,
)
from app.values import dataclass, field, replace
from app.work import Work


@dataclass(frozen=True, slots=True)
class Edit:
    """What a new version is recorded as.

    `seen`: the digest of the version it was made from, "" for any; `state`: the state that had, None for any.
    """

    kind: str = "draft.revised"
    seen: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    state: State | None = None


BLURRED = "draft.blurred"
_AT_ONCE = 500  # drafts made findable together
EDIT = Edit()
ASKS_AUTHOR = ("intake.author_unknown", "intake.author_missing")  # refusals that a chosen author answers


def take_in(
    desk: Desk, paths: Sequence[Path], by: int | None, work: Work, author: int | None = None
) -> tuple[IntakeLine, ...]:
    """Take in every post under `paths` and say what became of each.

    A post that cannot be taken whole is refused with the reason; the others are taken all the same.
    The member whom a post names as its author is that, however the name is spelt; of a post that names nobody
    it is whoever takes it in, so that nobody approves what they brought. In a team a post that names somebody
    else, or that nobody is known to have brought, is refused (`ASKS_AUTHOR`) until `author` says whose it is.
    Raises `Cancelled`; what was taken before stays. Raises `Refusal` for a `by` or an `author` who is not
    here, and for nobody once members have passphrases.
    """
    from app.intake.read import read_paths  # readers of zips, documents and calendars, which no form needs

    with desk.store.read():
        member_or_desk(by)
        if author is not None:
            active_member(author)
    lines: list[IntakeLine] = []
    for incoming in read_paths(paths, work):
        try:
            lines.append(_take(desk, incoming, by, author))
        except Refusal as refusal:
            lines.append(IntakeLine(incoming.origin, Outcome.REFUSED, reason=refusal, along=incoming.along))
    return tuple(lines)


def compose(desk: Desk, form: PostForm, by: int, link: Callable[[int], None] = lambda _draft_id: None) -> int:
    """Add a post a member wrote here, and return the draft's id. Raises `Refusal` like `take_in`.

    `link` is given that id in the same transaction, and ties the draft to what it was made of.
    """
    post = from_form(desk, form, by)
    keep_images(desk, post)
    with desk.store.write():
        keep_named(desk, post)
        draft_id = _add_draft(desk, post, by)
        link(draft_id)
        return draft_id


def revise(desk: Desk, draft_id: int, form: PostForm, by: int, why: Edit = EDIT) -> int:
    """Save an edit as a new version and return its number.

    The draft is pending again and approvals of the old version are void; the old version stays readable.
    Raises `Refusal` when nothing changed, the post is published already, or it is no longer what `why` says.
    """
    post = from_form(desk, form, by)
    keep_images(desk, post)
    with desk.store.write():
        keep_named(desk, post)
        refuse_destroyed(draft_id)
        draft = draft_row(draft_id)
        if draft.state == State.PUBLISHED:
            raise Refusal("intake.published")
        old = current_version(draft)
        if why.seen not in ("", old.digest):
            raise Refusal("review.changed_meanwhile")
        if why.state not in (None, draft.state):
            raise Refusal("intake.decided_meanwhile")
        if why.kind == BLURRED and not blur_is_edit():
            post = replace(post, author=old.author, author_member=old.author_member)
        same_kind = post.kind in (None, draft.kind)
        if old.digest == post.digest() and same_kind:
            raise Refusal("intake.unchanged")
        standing = Decision.select().where(
            (Decision.draft == draft) & (Decision.verdict == Verdict.APPROVE) & (Decision.void_at == "")
        )
        if draft.state in (State.APPROVED, State.REJECTED):
            outdate_alike(draft_id, [image.sha256 for image in attachments(old)])
        voided = [change(decision, void_at=now(), void_reason="edited") for decision in standing]
        change(draft, state=State.PENDING.value, version=old.number + 1, updated_at=now())
        if not same_kind:
            if DraftKind.REPLY in (post.kind, draft.kind):
                raise Refusal("intake.reply_stays")
            change(draft, kind=post.kind)
        rows = _add_version(post, draft)
        record(desk, why.kind, draft, *rows, *voided, by=by, draft=draft_id, facts=why.facts)
        return int(draft.version)


@records_refusals
def name_author(desk: Desk, draft_id: int, author: int, by: int) -> None:
    """Say which member a post is of that was taken in before authors were asked for, as an event.

    Raises `Refusal` for a drafter, and for a post whose author is known: nobody is talked out of that.
    """
    with desk.store.write():
        decider(by)
        version = current_version(draft_row(draft_id))
        known = version.author_member
        if known is not None:
            raise Refusal("intake.author_known", name=known.name)
        change(version, author_member=active_member(author))
        record(desk, "draft.author_named", version, by=by, draft=draft_id)


def form_of(version: VersionView) -> PostForm:
    """A version as a form, to make the next one of."""
    return PostForm(
        text=version.text,
        use=version.use,
        account_id=version.account.id if version.account else None,
        purpose=version.purpose,
        sources=version.sources,
        schedule=version.schedule,
        images=tuple(
            FormImage(alt=image.alt, sha256=image.sha256, original_name=image.original_name)
            for image in version.attachments
        ),
    )


def _take(
    desk: Desk, incoming: IncomingPost | UnreadablePost, by: int | None, author: int | None
) -> IntakeLine:
    if isinstance(incoming, UnreadablePost):
        return IntakeLine(incoming.origin, Outcome.REFUSED, reason=incoming.reason, along=incoming.along)
    post = from_outside(desk, incoming, by, author)
    keep_images(desk, post)
    with desk.store.write():
        keep_named(desk, post)
        known = Version.get_or_none(Version.digest == post.digest())
        if known is not None:
            return IntakeLine(incoming.origin, Outcome.ALREADY, known.draft_id, along=incoming.along)
        return IntakeLine(incoming.origin, Outcome.TAKEN, _add_draft(desk, post, by), along=incoming.along)


def _add_draft(desk: Desk, post: CheckedPost, by: int | None) -> int:
    at = now()
    draft = create(
        Draft,
        state=State.PENDING.value,
        version=1,
        important=False,
        created_at=at,
        updated_at=at,
        kind=post.kind or "",
    )
    rows = _add_version(post, draft)
    record(desk, "draft.taken", draft, *rows, by=by, draft=draft.id)
    return int(draft.id)


def _add_version(post: CheckedPost, draft: Draft) -> list[Version | Attachment]:
    version = create(
        Version,
        draft=draft,
        number=draft.version,
        text=post.text,
        use=post.use,
        account=post.account,
        account_name=account_name(post.account),
        purpose=post.purpose,
        sources=list(post.sources),
        schedule=post.schedule,
        author=post.author,
        author_member=post.author_member,
        origin=post.origin,
        digest=post.digest(),
        created_at=now(),
    )
    kept = [
        create(
            Attachment,
            version=version,
            position=position,
            sha256=image.sha256,
            original_name=image.original_name,
            media_type=image.media_type,
            width=image.width,
            height=image.height,
            size=image.size,
            alt=image.alt,
            origin_sha256=image.origin_sha256,
            blurred=[list(box) for box in image.blurred],
            duration=image.duration,
        )
        for position, image in enumerate(post.images)
    ]
    _make_findable(version, kept)
    return [version, *kept]


def make_findable_again(work: Work) -> None:
    """Have the search, which is empty, find every draft by its current version.

    Call in a transaction that writes. Raises `Cancelled`.
    """
    columns = (Version.draft, Version.id, Version.text, Version.author, Version.sources, Account.display_name)
    current: Any = (
        Version.select(*columns)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .join_from(Version, Account, JOIN.LEFT_OUTER)
        .order_by(Draft.id)
        .tuples()
    )
    newest = Draft.select(fn.MAX(Draft.id)).scalar() or 0
    for first in range(1, newest + 1, _AT_ONCE):
        work.step(first - 1, newest)
        # Between two numbers: a server that has not counted these rows yet would join all that are left, and
        # then take the first of them.
        versions = list(current.where(Draft.id.between(first, first + _AT_ONCE - 1)))
        originals: dict[int, list[str]] = {}
        wanted = Attachment.version.in_([id_ for _, id_, *_ in versions])
        files: Any = Attachment.select(Attachment.version, Attachment.original_name).where(wanted)
        for version, name in files.order_by(Attachment.version, Attachment.position).tuples():
            originals.setdefault(version, []).append(name)
        search.remember_new(
            search.Searched.DRAFT,
            (
                (draft, (text, account or "", author, *sources, *originals.get(id_, ())))
                for draft, id_, text, author, sources, account in versions
            ),
        )


def _make_findable(version: Version, attachments: Sequence[Attachment]) -> None:
    name = version.account.display_name if version.account is not None else ""
    originals = [attachment.original_name for attachment in attachments]
    words = (version.text, name, version.author, *version.sources, *originals)
    search.remember(search.Searched.DRAFT, version.draft_id, *words)
