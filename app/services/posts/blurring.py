"""Blurs regions of a post's image for publishing: faces of bystanders, number plates.

The blurred image takes the place of the one it was made from in a new version; the old version keeps its
own. What is blurred is always the image as it came, so that blurring again loses nothing more of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.media.formats import FORMATS
from app.media.types import Box, CleanCopy, Pixels
from app.services.base.desk import Desk
from app.services.base.drafts import current_version, draft_row
from app.services.base.enums import State
from app.services.posts.intake import BLURRED, Edit, form_of, revise
from app.services.posts.rows import version_view
from app.services.posts.views import AttachmentView, FormImage, VersionView

SMALLEST = 4  # pixels a side: less is a slip of the hand
MOST = 200  # regions on one image
_MARGIN = 0.2  # of a face's box on each side: detectors leave out hair, ears and chin


def blur(desk: Desk, draft_id: int, position: int, boxes: Sequence[Box], by: int, seen: str = "") -> int:
    """Blur regions of the draft's image at `position` (from 0), besides those blurred on it before.

    `boxes`: x, y, w, h in pixels of the upright image. `seen`: the SHA-256 of the image they were drawn on,
    "" for whichever is there. Returns the new version's number. Like any edit it makes an approved post
    pending. Raises `Refusal` for no region on the image, too many, no such image, another image than `seen`,
    a published post or a member who may not write.
    """
    version = _version(desk, draft_id)
    image = _image(version, position)
    if seen not in ("", image.sha256):
        raise Refusal("blurring.another_image")
    regions = _all(image, boxes)
    copy = _made(desk, image, regions)
    origin = image.origin_sha256 or image.sha256
    name = _named(image.original_name, copy)
    blurred = FormImage(
        alt=image.alt, file=IncomingFile(name, copy.data), origin_sha256=origin, blurred=regions
    )
    facts: dict[str, object] = {
        "image": position,
        "boxes": [list(box) for box in regions],
        "origin": origin,
    }
    return _revise(desk, draft_id, version, blurred, position, by, Edit(BLURRED, version.digest, facts))


def use_original(desk: Desk, draft_id: int, position: int, by: int) -> int:
    """Take the image as it came again, in a new version whose number is returned.

    Raises `Refusal` like `blur`, and for an image that is not blurred.
    """
    version = _version(desk, draft_id)
    image = _image(version, position)
    if not image.origin_sha256:
        raise Refusal("blurring.not_blurred")
    original = FormImage(alt=image.alt, sha256=image.origin_sha256)
    edit = Edit("draft.original_used", version.digest, {"image": position, "blurred": image.sha256})
    return _revise(desk, draft_id, version, original, position, by, edit)


def around(found: Box) -> Box:
    """What to blur of something found: its box with a margin, which may reach over the image's edge."""
    x, y, width, height = found
    across, down = round(width * _MARGIN), round(height * _MARGIN)
    return x - across, y - down, width + 2 * across, height + 2 * down


def look(desk: Desk, image: AttachmentView, boxes: Sequence[Box], longest: int) -> Pixels:
    """How the image would look with regions blurred, its longest side at most `longest`. Keeps nothing."""
    origin = desk.blobs.read(image.origin_sha256 or image.sha256)
    return desk.decoder.preview(origin, longest, image.original_name, _all(image, boxes))


def _version(desk: Desk, draft_id: int) -> VersionView:
    with desk.store.read():
        draft = draft_row(draft_id)
        if draft.state == State.PUBLISHED:
            raise Refusal("intake.published")
        return version_view(current_version(draft))


def _image(version: VersionView, position: int) -> AttachmentView:
    kept = version.attachments
    if not 0 <= position < len(kept) or kept[position].is_clip:
        raise Refusal("blurring.no_image", n=position + 1)
    return kept[position]


def _all(image: AttachmentView, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """What is blurred already and what is to be, within the image. Raises `Refusal`."""
    new = [box for box in (_within(image, box) for box in boxes) if min(box[2:]) >= SMALLEST]
    regions = tuple(dict.fromkeys((*image.blurred, *new)))
    if regions == image.blurred:
        raise Refusal("blurring.no_region")
    if len(regions) > MOST:
        raise Refusal("blurring.too_many", limit=MOST)
    return regions


def _within(image: AttachmentView, box: Box) -> Box:
    x, y, width, height = box
    left, top = max(0, x), max(0, y)
    right, bottom = min(image.width, x + width), min(image.height, y + height)
    return left, top, right - left, bottom - top


def _made(desk: Desk, image: AttachmentView, regions: Sequence[Box]) -> CleanCopy:
    origin = desk.blobs.read(image.origin_sha256 or image.sha256)
    return desk.decoder.blurred(origin, regions, image.original_name)


def _named(name: str, copy: CleanCopy) -> str:
    """The image's name, with the ending of what it is now: a phone's HEIC becomes a JPEG."""
    ending = PurePath(name).suffix
    now = next(format for format in FORMATS.values() if format.media_type == copy.media_type)
    same = not ending or ending.lower() in now.extensions
    return name if same else name.removesuffix(ending) + copy.extension


def _revise(
    desk: Desk, draft_id: int, version: VersionView, image: FormImage, position: int, by: int, edit: Edit
) -> int:
    form = form_of(version)
    images = (*form.images[:position], image, *form.images[position + 1 :])
    return revise(desk, draft_id, replace(form, images=images), by, edit)
