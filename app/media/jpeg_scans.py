"""Completeness of a JPEG by its scans: where its picture ends, and whether all of the picture was sent.

A file that broke off and was given an end marker again is taken for whole by every decoder: libjpeg fills
what is missing with mid grey, and a progressive picture stays blurred. Markers: ITU-T T.81, annex B.
"""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image

from app.errors import Refusal

# A marker inside coded data: FF followed by neither a stuffed 00, a restart (D0–D7) nor a fill byte.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_SOS, _EOI, _TEM = 0xDA, 0xD9, 0x01
_FRAMES = (0xC0, 0xC1, 0xC2, 0xC9, 0xCA)  # the frames that libjpeg decodes
_PROGRESSIVE = (0xC2, 0xCA)
_COEFFICIENTS = 64
_UNSENT = 255  # more bits than any coefficient has

_MID_GREY, _NEARLY = 128, 3
_MORE = b"\x5a\xa5" * 32  # coded data that stands for something, whatever the tables are
_EIGHTH = 8  # libjpeg reads all coded data for a picture of an eighth, too


def picture_end(data: bytes) -> int:
    """Where the marker that ends the picture stands.

    Raises IndexError where the file breaks off, and Refusal "media.damaged" where it contradicts itself or a
    part of the picture was never sent.
    """
    at = 2
    to_come: dict[int, list[int]] = {}
    progressive = False
    while True:
        if data[at] != 0xFF:
            raise Refusal("media.damaged")
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte before a marker
            at += 1
        elif marker == _EOI:
            if not to_come or any(any(bits) for bits in to_come.values()):
                raise Refusal("media.damaged")
            return at
        elif marker == _TEM or 0xD0 <= marker <= 0xD7:  # markers without a length
            at += 2
        else:
            end = at + 2 + int.from_bytes((data[at + 2], data[at + 3]))
            segment = data[at + 4 : end]
            if end > len(data):
                raise Refusal("media.damaged")
            at = end
            if marker in _FRAMES:
                progressive = marker in _PROGRESSIVE
                to_come |= {part: [_UNSENT] * _COEFFICIENTS for part in segment[6::3][: segment[5]]}
            elif marker == _SOS:
                _sent(segment, to_come, progressive)
                found = _MARKER.search(data, at)
                if found is None:
                    raise Refusal("media.damaged")
                at = found.start()


def _sent(scan: bytes, to_come: dict[int, list[int]], progressive: bool) -> None:
    """Note what a scan sends: of each component the first to last coefficient, all but some low bits."""
    components = scan[1 : 1 + 2 * scan[0] : 2]
    sends = scan[1 + 2 * scan[0] :]
    if len(sends) != 3:
        raise Refusal("media.damaged")
    first, last, bits = sends if progressive else (0, _COEFFICIENTS - 1, 0)
    for component in components:
        if component in to_come:
            to_come[component][first : last + 1] = [bits & 0x0F] * (min(last, _COEFFICIENTS - 1) + 1 - first)


def is_filled_up(data: bytes, image: Image.Image) -> bool:
    """Whether the decoder made up the lower end of a JPEG, for want of coded data.

    `image`: the same, decoded at any size; only one that ends in mid grey is decoded once more. Further coded
    data before the end change such a picture, and never one that is whole.
    """
    corner = image.getpixel((image.width - 1, image.height - 1))
    values = corner if isinstance(corner, tuple) else (corner,)
    if any(value is None or abs(value - _MID_GREY) > _NEARLY for value in values):
        return False
    coded = data[: picture_end(data)].rstrip(b"\xff")
    return _shrunk(data) != _shrunk(coded + _MORE + data[len(coded) :])


def _shrunk(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=["JPEG"]) as image:
        image.draft(None, (max(1, image.width // _EIGHTH), max(1, image.height // _EIGHTH)))
        return image.tobytes()
