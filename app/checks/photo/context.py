"""What a check of an image is told besides its pixels, its name and its use."""

from __future__ import annotations

from app.checks.photo.allowed import Allowed
from app.checks.photo.lettering import TextRules
from app.checks.photo.logo import LogoSearch
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class PhotoContext:
    """Each part may be left out where it is not known; what needs it is then not checked, and said to be so.

    `attachment`: the image's position in its draft (0-based). `post_date`: the ISO 8601 day or time the post
    is for. `size`: bytes of the file. `text_rules`: the rules for what is read on the image. `office_names`:
    those to look for on a banner, and so with the office's `logo`. `allowed`: what its platform takes.
    """

    attachment: int | None = None
    post_date: str | None = None
    size: int = 0
    text_rules: TextRules | None = None
    office_names: tuple[str, ...] = ()
    logo: LogoSearch | None = None
    allowed: Allowed | None = None


NOTHING_KNOWN = PhotoContext()
