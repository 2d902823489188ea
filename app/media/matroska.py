"""WebM and Matroska: EBML (RFC 8794) and RFC 9559. Runs in the clips' process only."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

from app.media.container_facts import ContainerFacts, number, part, require

_SEGMENT, _INFO, _TRACKS, _TAGS = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1254C367
_SCALE, _DURATION, _TRACK, _TYPE = 0x2AD7B1, 0x4489, 0xAE, 0x83
_NANOSECONDS = 1_000_000  # a tick of the clock where the file does not say
_PICTURES, _SOUND = 1, 2
_POSITIONS = (b"location.ISO6709", b"LOCATION", b"GPS")

Element = tuple[int, int, int]  # id, start and end of the content


def read(data: bytes) -> ContainerFacts:
    """Walk the segment; one that is longer than the file was cut short."""
    top = {kind: (start, end) for kind, start, end in _elements(data, 0, len(data))}
    require(_SEGMENT in top)
    kinds: set[int] = set()
    duration, has_gps = 0, False
    for kind, start, end in _elements(data, *top[_SEGMENT]):
        if kind == _INFO:
            duration = _length(data, start, end)
        elif kind == _TRACKS:
            kinds |= _track_kinds(data, start, end)
        elif kind == _TAGS:
            has_gps |= any(mark in data[start:end] for mark in _POSITIONS)
    return ContainerFacts(
        pictures=_PICTURES in kinds, sound=_SOUND in kinds, duration=duration, has_gps=has_gps
    )


def _elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    """The elements side by side in a stretch. One of unknown length, as live recordings have, is the last."""
    while at < end:
        kind, at = _vint(data, at, keep_marker=True)
        marker = 8 - data[at].bit_length()
        length, at = _vint(data, at, keep_marker=False)
        unknown = length == (1 << 7 * (marker + 1)) - 1
        stop = end if unknown else at + length
        require(stop <= end)
        yield kind, at, stop
        at = stop


def _vint(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number that says its own length by its leading zero bits, and where it ends."""
    width = 9 - data[at].bit_length()
    require(width <= 8)
    value = number(data, at, width)
    return (value if keep_marker else value & ((1 << 7 * width) - 1)), at + width


def _length(data: bytes, at: int, end: int) -> int:
    scale, ticks = _NANOSECONDS, 0.0
    for kind, start, stop in _elements(data, at, end):
        if kind == _SCALE and stop - start <= 8:
            scale = number(data, start, stop - start)
        elif kind == _DURATION and stop - start in (4, 8):
            (ticks,) = struct.unpack(">f" if stop - start == 4 else ">d", part(data, start, stop - start))
    return round(ticks * scale / 1e6) if math.isfinite(ticks) and ticks > 0 else 0


def _track_kinds(data: bytes, at: int, end: int) -> set[int]:
    return {
        number(data, inner, stop - inner)
        for kind, start, close in _elements(data, at, end)
        if kind == _TRACK
        for name, inner, stop in _elements(data, start, close)
        if name == _TYPE and stop - inner <= 8
    }
