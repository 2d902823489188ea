"""Validation of what the decoder processes send back.

A hostile image may have taken the process over. Its answers are therefore checked like any input from
outside; one that contradicts itself raises `ProtocolError`.
"""

from __future__ import annotations

from itertools import pairwise

from app.errors import Refusal
from app.media.formats import CLIPS, JPEG, PNG, Format, is_video, recognise
from app.media.protocol import ProtocolError
from app.media.types import (
    MOST_LATER,
    MOST_PICTURES,
    MOST_SHOWN,
    CleanCopy,
    Clip,
    FilmFrame,
    FilmPart,
    Frame,
    ImageFacts,
    Inspection,
    Pixels,
)

_REFUSALS = {
    "media": (
        "media.damaged",
        "media.too_many_pixels",
        "media.too_many_frames",
        "media.bomb",
        "media.no_memory",
    ),
    "media.clip": ("media.clip.damaged", "media.clip.too_long"),
}


def refusal(header: dict[str, object], name: str, sentences: str) -> Refusal:
    """The refusal the process answered with; a reason it may not give counts as its death.

    `sentences` is where those stand that this kind of process may answer with.
    """
    key, params = header["refused"], header.get("params")
    if key not in _REFUSALS[sentences] or not isinstance(params, dict):
        return Refusal(f"{sentences}.decoder_died", name=name)
    figures = {word: value for word, value in params.items() if isinstance(value, int)}
    return Refusal(str(key), name=name, **figures)


def reads(ready: dict[str, object]) -> frozenset[str]:
    """The names of the formats the process says it can read."""
    stated = ready.get("reads")
    if not isinstance(stated, list):
        raise ProtocolError("no list of formats")
    return frozenset(str(name) for name in stated)


def pixels(header: dict[str, object], rgb: bytes) -> Pixels:
    """A small picture whose bytes are as many as its size says."""
    width, height = _count(header, "width"), _count(header, "height")
    if len(rgb) != width * height * 3:
        raise ProtocolError("pixels missing")
    return Pixels(width, height, rgb)


def clean_copy(header: dict[str, object], data: bytes, source: Format) -> CleanCopy:
    """A clean copy that bears the signature of its `source`'s copies; too heavy a PNG may become a JPEG."""
    format = recognise(data)
    if format is None or not (format is source.of_copies or (source is PNG and format is JPEG)):
        raise ProtocolError("another format than asked for")
    width, height = _count(header, "width"), _count(header, "height")
    return CleanCopy(data, format.media_type, format.extension, width, height)


def inspection(header: dict[str, object], rgb: bytes, format: Format) -> Inspection:
    """An inspection whose pictures are of one size but for a nearer one, and as many as it says."""
    facts, stated = _facts(header, format), header.get("later")
    if not isinstance(stated, list) or len(stated) > MOST_LATER:
        raise ProtocolError("no list of later pictures")
    rgb, near = _near(header, rgb)
    size, rest = divmod(len(rgb), 1 + len(stated))
    if rest or not size:
        raise ProtocolError("pixels missing")
    small, *others = (pixels(header, rgb[start : start + size]) for start in range(0, len(rgb), size))
    later = tuple(_frame(entry, picture, facts.frames) for entry, picture in zip(stated, others, strict=True))
    return Inspection(facts, small, later, header.get("complete") is True, near)


def _near(header: dict[str, object], rgb: bytes) -> tuple[bytes, Pixels | None]:
    """The bytes before the nearer picture, which comes last, and that picture where there is one."""
    match header.get("near"):
        case None:
            return rgb, None
        case [int(width), int(height)] if width > 0 and height > 0:
            size = width * height * 3
            if size < len(rgb):
                return rgb[:-size], Pixels(width, height, rgb[-size:])
    raise ProtocolError("no nearer picture")


def clip(header: dict[str, object], rgb: bytes, format: Format) -> Clip:
    """A clip whose pictures are all of one size, in order, the first from the beginning.

    Its format may be another of the same family: only the tracks tell whether there are pictures.
    """
    stated = _table(header, "facts")
    found = CLIPS.get(_text(stated, "format"))
    if found is None or (found is not format and (not format.family or found.family != format.family)):
        raise ProtocolError("another format than asked for")
    facts = ImageFacts(
        format=found.name,
        media_type=found.media_type,
        width=_count(stated, "width", least=0),
        height=_count(stated, "height", least=0),
        frames=_count(stated, "frames"),
        camera=_text(stated, "camera"),
        taken_at=_text(stated, "taken_at"),
        has_gps=stated.get("has_gps") is True,
        duration=_count(stated, "duration", least=0),
        sound=stated.get("sound") is True,
        camera_track=stated.get("camera_track") is True,
    )
    places = header.get("pictures")
    if not isinstance(places, list) or len(places) > MOST_PICTURES:
        raise ProtocolError("no list of pictures")
    if not places:
        if rgb or facts.width or facts.height:
            raise ProtocolError("a size without pictures")
        return Clip(facts)
    if not (facts.width and facts.height and is_video(facts.media_type)):
        raise ProtocolError("pictures without a size")
    size, rest = divmod(len(rgb), len(places))
    if rest or not size or places[0] != [0, 0]:
        raise ProtocolError("pictures missing")
    smalls = [pixels(header, rgb[start : start + size]) for start in range(0, len(rgb), size)]
    pictures = (Frame(0, 0, smalls[0]), *map(_clip_frame, places[1:], smalls[1:]))
    if any(after.at < before.at for before, after in pairwise(pictures)):
        raise ProtocolError("pictures out of order")
    return Clip(facts, pictures, _count(header, "until", least=0), _count(header, "every", least=0))


def _clip_frame(entry: object, picture: Pixels) -> Frame:
    match entry:
        case [int(number), int(at)] if number > 0 and at >= 0:
            return Frame(number, at, picture)
    raise ProtocolError(f"a picture is {entry!r}")


def film(header: dict[str, object], rgb: bytes) -> FilmPart:
    """Frames in a row, all of one size."""
    frames, stated = _count(header, "frames"), header.get("shown")
    if not isinstance(stated, list) or not 0 < len(stated) <= MOST_SHOWN:
        raise ProtocolError("no list of frames")
    size, rest = divmod(len(rgb), len(stated))
    if rest or not size:
        raise ProtocolError("pixels missing")
    pictures = (pixels(header, rgb[start : start + size]) for start in range(0, len(rgb), size))
    shown = tuple(_shown(entry, picture, frames) for entry, picture in zip(stated, pictures, strict=True))
    if any(after.number != before.number + 1 for before, after in pairwise(shown)):
        raise ProtocolError("frames not in a row")
    return FilmPart(frames, shown)


def _shown(entry: object, picture: Pixels, frames: int) -> FilmFrame:
    match entry:
        case [int(number), int(duration)] if 0 <= number < frames and duration >= 0:
            return FilmFrame(number, duration, picture)
    raise ProtocolError(f"a frame is {entry!r}")


def _frame(entry: object, picture: Pixels, frames: int) -> Frame:
    match entry:
        case [int(number), int(at)] if 0 < number < frames and at >= 0:
            return Frame(number, at, picture)
    raise ProtocolError(f"a frame is {entry!r}")


def _facts(header: dict[str, object], format: Format) -> ImageFacts:
    """The facts of an inspection; the format is the one we know from the signature."""
    stated = _table(header, "facts")
    return ImageFacts(
        format=format.name,
        media_type=format.media_type,
        width=_count(stated, "width"),
        height=_count(stated, "height"),
        frames=_count(stated, "frames"),
        camera=_text(stated, "camera"),
        lens=_text(stated, "lens"),
        software=_text(stated, "software"),
        taken_at=_text(stated, "taken_at"),
        has_gps=stated.get("has_gps") is True,
        front_camera=stated.get("front_camera") is True,
        lost_on_white=stated.get("lost_on_white") is True,
    )


def _table(header: dict[str, object], key: str) -> dict[str, object]:
    value = header.get(key)
    if not isinstance(value, dict):
        raise ProtocolError(f"{key} is no table")
    return value


def _count(header: dict[str, object], key: str, least: int = 1) -> int:
    value = header.get(key)
    if not isinstance(value, int) or value < least:
        raise ProtocolError(f"{key} is {value!r}")
    return value


def _text(header: dict[str, object], key: str) -> str:
    value = header.get(key)
    if not isinstance(value, str):
        raise ProtocolError(f"{key} is {value!r}")
    return value
