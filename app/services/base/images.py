"""Attachments looked at in the limited processes: facts, and pictures for the window as bare pixels."""

from __future__ import annotations

from app.errors import Refusal
from app.media.formats import recognise_any
from app.media.types import MOST_SHOWN, FilmPart, ImageFacts, Pixels
from app.services.base.desk import Desk
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file outside is. `small`: None for audio, and for a video no picture of which can be read."""

    facts: ImageFacts
    small: Pixels | None


def look_at(desk: Desk, data: bytes, name: str, longest: int = 960) -> Looked:
    """Prove an image, video or audio file whole, and give its facts and its first picture.

    Raises `Refusal` for a file of another kind, or one that no decoder accepts.
    """
    format = recognise_any(data)
    if format is None:
        raise Refusal("media.clip.not_clip" if data else "media.empty", name=name)
    if format.is_clip:
        clip = desk.clips.probe(data, name, longest)
        return Looked(clip.facts, clip.pictures[0].small if clip.pictures else None)
    inspection = desk.decoder.inspect(data, name, longest)
    return Looked(inspection.facts, inspection.small)


def preview(desk: Desk, sha256: str, longest: int, at: int = 0) -> Pixels:
    """The upright image kept under `sha256`, its longest side at most `longest` pixels.

    Of a video the picture shown at `at` milliseconds. Raises `Refusal` when the file is gone, changed, or
    cannot be decoded.
    """
    data = desk.blobs.read(sha256)
    format = recognise_any(data)
    if format is not None and format.is_clip:
        return desk.clips.picture(data, at, longest, sha256[:12])
    return desk.decoder.preview(data, longest)


def film(desk: Desk, sha256: str, first: int, longest: int, count: int = MOST_SHOWN) -> FilmPart:
    """Up to `count` frames of an animation from number `first` on, made like a `preview`."""
    return desk.decoder.film(desk.blobs.read(sha256), first, longest, count)
