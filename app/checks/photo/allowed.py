"""What a check of images is told of the platform an image is for."""

from __future__ import annotations

from app.checks.photo.crops import Size
from app.checks.types import Use
from app.i18n import Bilingual
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the platform `name` takes and shows. None: not known, and nothing is said about it.

    Sizes are width and height in pixels: `banner` and `profile` what it recommends, `banner_least` what it
    refuses to go below; `safe` is the middle of a banner that every device shows, `desktop` and `phone` the
    middle that such a one shows. File sizes are in bytes.
    """

    name: Bilingual
    images: int | None = None
    needs_image: bool = False
    image_longest: int | None = None
    image_bytes: int | None = None
    banner: Size | None = None
    banner_least: Size | None = None
    banner_bytes: int | None = None
    safe: Size | None = None
    desktop: Size | None = None
    phone: Size | None = None
    profile: Size | None = None
    profile_bytes: int | None = None

    def knows(self, use: Use) -> bool:
        """Whether anything is known of the pictures of this use."""
        match use:
            case Use.BANNER:
                return self.banner is not None
            case Use.PROFILE:
                return self.profile is not None
            case Use.POST:
                return self.image_longest is not None or self.image_bytes is not None

    def most_bytes(self, use: Use) -> int | None:
        """How large the file of a picture of this use may be."""
        return {
            Use.BANNER: self.banner_bytes,
            Use.PROFILE: self.profile_bytes,
            Use.POST: self.image_bytes,
        }[use]
