"""MP4, QuickTime, 3GP and M4A: ISO/IEC 14496-12 and Apple's QuickTime File Format Specification.

Runs in the clips' process only. Positions, names and comments stand in boxes of their own, so they can be
blanked without touching picture or sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from app.media.container_facts import ContainerFacts, named, number, part, require, text

Box = tuple[bytes, int, int, int]  # kind, start of the box, start and end of its content

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_OLDEST = datetime(2000, 1, 1, tzinfo=UTC)  # clocks never set, and encoders that write nothing, say 1904
# A position as QuickTime, 3GPP, Apple and Android, and XMP write it.
_POSITIONS = (b"\xa9xyz", b"loci", b"location.ISO6709", b"GPSLatitude", b"GPSCoordinates")
_ABOUT = (b"udta", b"meta", b"uuid")
_MAKERS = ("com.apple.quicktime.make", "com.android.manufacturer")
_MODELS = ("com.apple.quicktime.model", "com.android.model")
_CAMERA_HANDLERS = (b"meta", b"camm")


def read(data: bytes) -> ContainerFacts:
    """Walk the boxes; a file cut short, or without its table of contents (moov), is damaged."""
    top = list(_boxes(data, 0, len(data)))
    moov = next(((start, end) for kind, _, start, end in top if kind == b"moov"), None)
    require(moov is not None and any(kind == b"mdat" for kind, *_ in top))
    assert moov is not None
    handlers: list[bytes] = []
    duration, taken_at = 0, ""
    keys: dict[str, str] = {}
    for kind, _, start, end in _boxes(data, *moov):
        if kind == b"mvhd":
            duration, taken_at = _header(data, start)
        elif kind == b"trak":
            handlers += _handlers(data, start, end)
        elif kind == b"meta":
            keys |= _keys(data, start, end)
        elif kind == b"udta":
            keys |= _user_data(data, start, end)
    about = [data[start:end] for _, start, end in _about(data)]
    return ContainerFacts(
        pictures=b"vide" in handlers,
        sound=b"soun" in handlers,
        duration=duration,
        camera=named(_first(keys, _MAKERS), _first(keys, _MODELS)),
        taken_at=taken_at,
        has_gps=any(mark in text for text in about for mark in _POSITIONS),
        camera_track=any(handler in _CAMERA_HANDLERS for handler in handlers),
    )


def bare(data: bytes) -> bytes:
    """The same file with everything told about it blanked: position, camera, title, comments, dates.

    Every box keeps its place and length, so pictures and sound are the very same bytes. What a camera wrote
    into a track of its own stays.
    """
    copy = bytearray(data)
    for start, content, end in _about(data):
        copy[start + 4 : start + 8] = b"free"
        copy[content:end] = bytes(end - content)
    for kind, _, start, end in _boxes(data, 0, len(data)):
        if kind == b"moov":
            for inner, _, at, _ in _boxes(data, start, end):
                if inner == b"mvhd":
                    length = 16 if data[at] == 1 else 8
                    copy[at + 4 : at + 4 + length] = bytes(length)  # made, changed
    return bytes(copy)


def _about(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Start, content and end of every box that only tells something: of the file, and of its tracks."""
    for kind, start, content, end in _boxes(data, 0, len(data)):
        if kind in _ABOUT:
            yield start, content, end
        elif kind == b"moov":
            for inner, begin, inside, close in _boxes(data, content, end):
                if inner in _ABOUT:
                    yield begin, inside, close
                elif inner == b"trak":
                    yield from (
                        (a, b, c) for track, a, b, c in _boxes(data, inside, close) if track in _ABOUT
                    )


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes side by side in a stretch. The last may say "to the end" with a length of 0."""
    while at + 8 <= end:
        length, kind = number(data, at, 4), part(data, at + 4, 4)
        content = at + 8
        if length == 1:
            length = number(data, content, 8)
            content += 8
        if length == 0 and kind == b"\0\0\0\0":
            return  # the four zero bytes that end a QuickTime list, or padding
        stop = at + length if length else end
        require(content <= stop <= end)
        yield kind, at, content, stop
        at = stop


def _header(data: bytes, at: int) -> tuple[int, str]:
    """Milliseconds, and when it was made."""
    if data[at] == 1:
        made, scale, length = number(data, at + 4, 8), number(data, at + 20, 4), number(data, at + 24, 8)
        unknown = length == 2**64 - 1
    else:
        made, scale, length = number(data, at + 4, 4), number(data, at + 12, 4), number(data, at + 16, 4)
        unknown = length == 2**32 - 1
    duration = 0 if unknown or not scale else round(length * 1000 / scale)
    moment = _EPOCH + timedelta(seconds=min(made, 2**32))
    return duration, moment.strftime("%Y:%m:%d %H:%M:%S") if moment > _OLDEST else ""


def _handlers(data: bytes, at: int, end: int) -> list[bytes]:
    """What a track holds: trak/mdia/hdlr."""
    return [
        part(data, inner + 8, 4)
        for kind, _, start, stop in _boxes(data, at, end)
        if kind == b"mdia"
        for name, _, inner, _ in _boxes(data, start, stop)
        if name == b"hdlr"
    ]


def _keys(data: bytes, at: int, end: int) -> dict[str, str]:
    """Apple's and Android's pairs of name and value: meta/keys and meta/ilst."""
    if data[at : at + 4] == b"\0\0\0\0":  # ISO gives the box a version, QuickTime does not
        at += 4
    found = {kind: (start, stop) for kind, _, start, stop in _boxes(data, at, end)}
    if b"keys" not in found or b"ilst" not in found:
        return {}
    names = [
        text(data[start:stop]) for _, _, start, stop in _boxes(data, found[b"keys"][0] + 8, found[b"keys"][1])
    ]
    texts = {}
    for place, _, start, stop in _boxes(data, *found[b"ilst"]):
        index = int.from_bytes(place) - 1
        if 0 <= index < len(names) and data[start + 4 : start + 8] == b"data":
            texts[names[index]] = text(data[start + 16 : stop])
    return texts


def _user_data(data: bytes, at: int, end: int) -> dict[str, str]:
    """QuickTime's own names for maker and model: udta/©mak and ©mod, each with its length and language."""
    names = {b"\xa9mak": _MAKERS[0], b"\xa9mod": _MODELS[0]}
    texts = {}
    for kind, _, start, stop in _boxes(data, at, end):
        if kind in names:
            texts[names[kind]] = text(data[start + 4 : stop])
        elif kind == b"meta":
            texts |= _keys(data, start, stop)
    return texts


def _first(keys: dict[str, str], names: tuple[str, ...]) -> str:
    return next((keys[name] for name in names if keys.get(name)), "")
