"""Pictures for the window: always decoded in the limited process, handed out as bare pixels."""

from __future__ import annotations

from app.media.types import MOST_SHOWN, FilmPart, Pixels
from app.services.desk import Desk


def preview(desk: Desk, sha256: str, longest: int) -> Pixels:
    """The upright image kept under `sha256`, its longest side at most `longest` pixels.

    Raises `Refusal` when the file is gone, changed, or cannot be decoded.
    """
    return desk.decoder.preview(desk.blobs.read(sha256), longest)


def film(desk: Desk, sha256: str, first: int, longest: int, count: int = MOST_SHOWN) -> FilmPart:
    """Up to `count` frames of an animation from number `first` on, made like a `preview`."""
    return desk.decoder.film(desk.blobs.read(sha256), first, longest, count)
