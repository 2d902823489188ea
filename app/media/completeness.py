"""Completeness of an image file: whether it is there to its very end, by its structure, without decoding.

Decoders forgive: Pillow accepts a PNG without its last chunk, takes a GIF cut between two frames for a
shorter animation, and paints the missing rest of a JPEG grey. A post must be approved on the whole picture.
Bytes after the end of the image are allowed (phones append videos and thumbnails there).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from app.errors import Refusal
from app.media.jpeg_scans import picture_end

_TO_SAMPLES = (b"trak", b"mdia", b"minf", b"stbl", b"stsz")


def count_frames(format_name: str, data: bytes) -> int:
    """Walk `data` to the end of its image; returns the number of frames (1 unless animated).

    Raises Refusal "media.damaged" where the structure breaks off or contradicts itself.
    """
    try:
        frames = _WALKS[format_name](data)
    except IndexError:
        raise Refusal("media.damaged") from None
    if frames < 1:
        raise Refusal("media.damaged")
    return frames


def _require(condition: bool) -> None:
    if not condition:
        raise Refusal("media.damaged")


def _jpeg(data: bytes) -> int:
    picture_end(data)
    return 1


def _png(data: bytes) -> int:
    at = 8
    frames = 1
    while True:
        length = int.from_bytes(_slice(data, at, 4))
        kind = _slice(data, at + 4, 4)
        body = _slice(data, at + 8, length)
        checksum = int.from_bytes(_slice(data, at + 8 + length, 4))
        _require(zlib.crc32(body, zlib.crc32(kind)) == checksum)
        if kind == b"acTL":
            frames = int.from_bytes(body[:4])
        if kind == b"IEND":
            return frames
        at += 12 + length


def _gif(data: bytes) -> int:
    at = 13 + _colour_table(data[10])
    frames = 0
    while True:
        block = data[at]
        if block == 0x3B:
            return frames
        if block == 0x2C:
            frames += 1
            at += 10 + _colour_table(data[at + 9]) + 1  # descriptor, local colours, LZW code size
        else:
            _require(block == 0x21)
            at += 2
        while size := data[at]:
            at += 1 + size
        at += 1


def _colour_table(packed: int) -> int:
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _webp(data: bytes) -> int:
    kinds = list(_webp_chunks(data))
    return kinds.count(b"ANMF") or int(b"VP8 " in kinds or b"VP8L" in kinds)


def is_lossless_webp(data: bytes) -> bool:
    """A whole WebP file whose one picture is kept without loss."""
    return b"VP8L" in _webp_chunks(data)


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    end = 8 + int.from_bytes(_slice(data, 4, 4), "little")
    _require(end <= len(data))
    at = 12
    while at + 8 <= end:
        yield data[at : at + 4]
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        _require(at + 8 + length <= end)
        at += 8 + length + length % 2


def _boxes(data: bytes) -> int:
    """ISO base media files (ISO/IEC 14496-12): AVIF and HEIC. Frames only where there is a track of them."""
    kinds = {}
    for kind, start, end in _boxes_between(data, 0, len(data)):
        kinds[kind] = (start, end)
    _require(b"mdat" in kinds and not kinds.keys().isdisjoint((b"meta", b"moov")))
    if b"moov" not in kinds:
        return 1
    return max(_samples(data, *kinds[b"moov"], depth=0), default=1)


def _boxes_between(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of each box. The last may say "to the end" with a length of 0."""
    while at < end:
        length, kind = int.from_bytes(_slice(data, at, 4)), _slice(data, at + 4, 4)
        start = at + 8
        if length == 1:
            length = int.from_bytes(_slice(data, start, 8))
            start += 8
        stop = at + length if length else end
        if stop > end and not kind.isalnum():
            return  # no box, but what a phone appended
        _require(start <= stop <= end)
        yield kind, start, stop
        at = stop


def _samples(data: bytes, at: int, end: int, depth: int) -> Iterator[int]:
    """The number of samples of every track: moov/trak/mdia/minf/stbl/stsz."""
    for kind, start, stop in _boxes_between(data, at, end):
        if kind == _TO_SAMPLES[depth]:
            if depth == len(_TO_SAMPLES) - 1:
                yield int.from_bytes(_slice(data, start + 8, 4))
            else:
                yield from _samples(data, start, stop, depth + 1)


def _slice(data: bytes, start: int, length: int) -> bytes:
    part = data[start : start + length]
    _require(len(part) == length)
    return part


_WALKS: dict[str, Callable[[bytes], int]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
    "AVIF": _boxes,
    "HEIF": _boxes,
}
