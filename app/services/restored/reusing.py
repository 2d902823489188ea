"""A restored post used again: a new draft of this record, to be checked and approved like any other."""

from __future__ import annotations

from app.archive.types import ArchivedImage, ArchivedPost
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.models.tables import Account
from app.services.base.desk import Desk
from app.services.base.enums import PURPOSES, AccountKind, DraftKind
from app.services.posts import reuse as posts
from app.services.posts.reuse import LastUse, Root
from app.services.posts.views import FormImage, PostForm
from app.services.restored.reading import restored_post
from app.services.restored.views import RestoredPostView


def last_use(desk: Desk, id_: int) -> LastUse:
    """How long a restored post should still rest. Raises `Refusal` for an unknown one."""
    found = restored_post(desk, id_)
    with desk.store.read():
        return posts.last_use_of(_root(found))


def reuse(desk: Desk, id_: int, by: int, reason: str = "") -> int:
    """Make a new draft of a restored post, and return its id; see `services.posts.reuse.reuse`.

    It goes to the account of the same platform and handle, to none where the office has no such account.
    Raises `Refusal` for a post whose approval was taken back, that answers a citizen, or that rests.
    """
    found = restored_post(desk, id_)
    post = found.post
    if found.row.withdrawn:
        raise Refusal("reuse.withdrawn", id=id_)
    if post.kind == DraftKind.REPLY:
        raise Refusal("reuse.reply", id=id_)
    images = tuple(_image(desk, image) for image in post.images)  # as files: no post of this record has them
    form = PostForm(
        text=post.text,
        use=post.use,
        account_id=_account(desk, post),
        purpose=post.purpose if post.purpose in PURPOSES else "",
        sources=post.sources,
        images=images,
        kind=post.kind or None,
    )
    return posts.make_of(desk, form, {"of_restored": id_}, _root(found), by, reason)


def _image(desk: Desk, image: ArchivedImage) -> FormImage:
    name = image.original_name or f"{image.sha256[:12]}{image.extension}"
    return FormImage(alt=image.alt, file=IncomingFile(name, desk.blobs.read(image.sha256), image.alt))


def _root(found: RestoredPostView) -> Root:
    return posts.restored_root(found.archive.record, found.row.draft)


def _account(desk: Desk, post: ArchivedPost) -> int | None:
    with desk.store.read():
        named = (Account.platform == post.platform) & (Account.handle == post.account)
        row = Account.get_or_none(named & Account.active & (Account.kind == AccountKind.OFFICIAL))
        return None if row is None else int(row.id)
