"""What else changed between two versions, besides the text."""

from __future__ import annotations

from app.services.posts.views import AttachmentView, VersionView
from app.ui.translation import tr
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`field` names the sentence `queue.form.<field>`; `old` and `new` are values as kept, "" for none.

    Images are told in words.
    """

    field: str
    old: str
    new: str


def field_changes(old: VersionView, new: VersionView) -> tuple[FieldChange, ...]:
    """Every field but the text in which the versions differ, in the form's order."""
    pairs = (
        ("account", _account(old), _account(new)),
        ("purpose", old.purpose, new.purpose),
        ("sources", "\n".join(old.sources), "\n".join(new.sources)),
        ("use", old.use, new.use),
        ("schedule", old.schedule, new.schedule),
        ("images", _images(old), _images(new)),
        ("alts", _alts(old), _alts(new)),
    )
    return tuple(FieldChange(field, before, after) for field, before, after in pairs if before != after)


def _account(version: VersionView) -> str:
    return version.account.display_name or version.account.handle if version.account else ""


def _images(version: VersionView) -> str:
    return "\n".join(_image(image) for image in version.attachments)


def _image(image: AttachmentView) -> str:
    """An image's name and the beginning of its SHA-256; of a blurred one, what it was made from too."""
    described = f"{image.original_name} ({image.sha256[:8]})"
    if not image.origin_sha256:
        return described
    blurred = tr("queue.history.blurred", n=len(image.blurred), origin=image.origin_sha256[:8])
    return f"{described}, {blurred}"


def _alts(version: VersionView) -> str:
    return "\n".join(image.alt for image in version.attachments)
