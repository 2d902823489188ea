"""A post whose every part was looked at, before anything of it is written: from a file or from a form."""

from __future__ import annotations

import hashlib

from app.archive.digest import post_digest, post_document
from app.bangla.dates import local
from app.errors import Refusal
from app.intake.types import IncomingFile, IncomingPost
from app.media.types import Box
from app.models.tables import Account, Attachment, Member
from app.services.base import images
from app.services.base.desk import Desk
from app.services.base.given_days import require_near
from app.services.base.kinds import kept_kind
from app.services.base.schedules import due_at
from app.services.office.accounts import official_account
from app.services.posts.post_fields import (
    account_meant,
    account_name,
    checked_text,
    checked_use,
    cleaned,
    kind_meant,
    purpose_meant,
)
from app.services.posts.views import FormImage, PostForm
from app.services.record.roles import active_member, member_called, team_size
from app.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class CheckedImage:
    """An attachment that passed its decoder. `data` are its bytes while they are not in `blobs/` yet."""

    sha256: str
    original_name: str
    media_type: str
    width: int
    height: int
    size: int
    alt: str
    data: bytes | None = field(default=None, repr=False)
    origin_sha256: str = ""
    blurred: tuple[Box, ...] = ()
    duration: int = 0


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """A post whose every part is valid. Nothing of it is on the disk before `keep_images`."""

    text: str
    use: str
    account: Account | None
    purpose: str
    sources: tuple[str, ...]
    schedule: str
    author: str
    author_member: Member | None
    origin: str
    images: tuple[CheckedImage, ...]
    kind: str | None = None  # as the draft's column holds it; None: as it is

    def digest(self) -> str:
        return post_digest(
            post_document(
                text=self.text,
                use=self.use,
                account=account_name(self.account),
                purpose=self.purpose,
                sources=self.sources,
                alts=[image.alt for image in self.images],
                schedule=self.schedule,
                attachments=[image.sha256 for image in self.images],
            )
        )


def from_outside(desk: Desk, incoming: IncomingPost, by: int | None, chosen: int | None) -> CheckedPost:
    """A post from a file. Raises `Refusal` for what cannot be taken, or where whose it is has to be said."""
    images = tuple(_looked_at(desk, file) for file in incoming.files)
    with desk.store.read():
        named = incoming.author.strip()
        member = _author(named, by, chosen)
        use, kind = kind_meant(incoming.kind, incoming.use)
        return CheckedPost(
            text=checked_text(incoming.text, bool(images)),
            use=use,
            account=account_meant(incoming.account),
            purpose=purpose_meant(incoming.purpose),
            sources=cleaned(incoming.sources),
            schedule=_checked_schedule(incoming.schedule),
            author=named or (member.name if member is not None else ""),
            author_member=member,
            origin=incoming.origin,
            images=images,
            kind=kind,
        )


def _author(named: str, by: int | None, chosen: int | None) -> Member | None:
    """Which member an incoming post is of: named in it, chosen by who takes it in, or they themselves.

    Raises `Refusal` in a team where that is to be asked.
    """
    known = member_called(named)
    if known is not None:
        return known
    if chosen is not None:
        return active_member(chosen)
    if by is not None and not named:
        return active_member(by)
    if team_size() > 1:
        raise Refusal("intake.author_unknown", name=named) if named else Refusal("intake.author_missing")
    return active_member(by) if by is not None else None


def from_form(desk: Desk, form: PostForm, by: int) -> CheckedPost:
    """A post as somebody wrote it at the desk. Raises `Refusal` for what cannot be taken."""
    images = tuple(_form_image(desk, image) for image in form.images)
    with desk.store.read():
        member = active_member(by)
        account = None
        if form.account_id is not None:
            account = official_account(form.account_id)
        return CheckedPost(
            text=checked_text(form.text, bool(images)),
            use=checked_use(form.use),
            account=account,
            purpose=purpose_meant(form.purpose),
            sources=cleaned(form.sources),
            schedule=_checked_schedule(form.schedule),
            author=member.name,
            author_member=member,
            origin="",
            images=images,
            kind=None if form.kind is None else kept_kind(form.kind, checked_use(form.use)),
        )


def _checked_schedule(schedule: str) -> str:
    """Raises `Refusal` for a year that nobody means."""
    due = due_at(schedule)
    if due is not None:
        require_near(local(due).date())
    return schedule


def _form_image(desk: Desk, image: FormImage) -> CheckedImage:
    if image.file is not None:
        new = _looked_at(desk, IncomingFile(image.file.name, image.file.data, image.alt))
        return replace(new, origin_sha256=image.origin_sha256, blurred=image.blurred)
    with desk.store.read():
        # Whoever adds a blurred image as a file has no origin to tell of; this desk has.
        kept = Attachment.select().where(Attachment.sha256 == image.sha256)
        row = kept.order_by(Attachment.origin_sha256.desc(), Attachment.id).first()
        if row is None:
            raise Refusal("blobs.missing", sha256=image.sha256[:12])
        return CheckedImage(
            sha256=row.sha256,
            original_name=image.original_name or row.original_name,
            media_type=row.media_type,
            width=row.width,
            height=row.height,
            size=row.size,
            alt=image.alt,
            origin_sha256=row.origin_sha256,
            blurred=tuple((x, y, w, h) for x, y, w, h in row.blurred),
            duration=row.duration,
        )


def _looked_at(desk: Desk, file: IncomingFile) -> CheckedImage:
    """Decode a file in a limited process. Raises `Refusal` for one no decoder accepts."""
    facts = images.look_at(desk, file.data, file.name).facts
    return CheckedImage(
        sha256=hashlib.sha256(file.data).hexdigest(),
        original_name=file.name,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        size=len(file.data),
        alt=file.alt,
        data=file.data,
        duration=facts.duration,
    )


def keep_images(desk: Desk, post: CheckedPost) -> None:
    """Put the images on the disk once the whole post is known to be good, before the tables name them."""
    for image in post.images:
        if image.data is not None:
            desk.blobs.put(image.data)


def keep_named(desk: Desk, post: CheckedPost) -> None:
    """See that they still lie there, in the transaction that names them (`Blobs.keep_named`)."""
    for image in post.images:
        if image.data is not None:
            desk.blobs.keep_named(image.sha256, image.data)
