"""What is said about a platform's limits: sizes of files, and that nothing could be compared."""

from __future__ import annotations

from app.checks.types import NotChecked
from app.i18n import Bilingual, bilingual

CHECK = "platform-limits"
_MEGABYTE, _KILOBYTE = 1_000_000, 1000


def no_platform() -> NotChecked:
    """It was not said for which account a picture is."""
    return NotChecked(CHECK, bilingual("photo.limit.no_platform"))


def unknown(platform: Bilingual) -> NotChecked:
    """Nothing is known of what a platform takes."""
    return NotChecked(CHECK, bilingual("photo.limit.unknown", platform=platform))


def size_of(size: int) -> Bilingual:
    """Bytes as people say them."""
    if size >= _MEGABYTE:
        tenths = round(size / _MEGABYTE, 1)
        return bilingual("photo.limit.megabytes", amount=int(tenths) if tenths.is_integer() else tenths)
    return bilingual("photo.limit.kilobytes", amount=max(1, round(size / _KILOBYTE)))
