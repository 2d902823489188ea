"""What no check covered in a post's images and clips, said once, with the files it is true of."""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.photo.clips import OF_PICTURES
from app.checks.types import NotChecked
from app.i18n import bilingual


class LeftOut:
    """Gathers what was left out of each file. `images`: how many of the post's files are images."""

    def __init__(self, images: int) -> None:
        self._images = images
        self._of_images: dict[NotChecked, list[str]] = {}
        self._of_clips: dict[NotChecked, None] = {}

    def of_image(self, name: str, entries: Sequence[NotChecked]) -> None:
        """Note what was left out of an image, whose reasons do not name it."""
        for entry in entries:
            self._of_images.setdefault(entry, []).append(name)

    def of_clip(self, entries: Sequence[NotChecked]) -> None:
        """Note what was left out of a clip; its reasons name it where they are about it."""
        self._of_clips |= dict.fromkeys(entries)

    def told(self) -> tuple[NotChecked, ...]:
        """Each once, images first. One that is not true of every image names those it is true of."""
        of_images = (self._named(entry, names) for entry, names in self._of_images.items())
        return tuple(dict.fromkeys((*of_images, *self._of_clips)))

    def _named(self, entry: NotChecked, names: Sequence[str]) -> NotChecked:
        if len(names) == self._images or entry.check in OF_PICTURES:
            return entry
        listed = ", ".join(f"“{name}”" for name in names)
        return NotChecked(entry.check, bilingual("photo.left_out_of", names=listed, why=entry.reason))
