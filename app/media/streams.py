"""Sound without a container, or in one of pages: MP3, AAC, Ogg and FLAC. Runs in the clips' process only.

Formats: ISO/IEC 11172-3 (MPEG audio), ISO/IEC 13818-7 (ADTS), RFC 3533 (Ogg), RFC 9639 (FLAC).
"""

from __future__ import annotations

from app.errors import Refusal
from app.media.container_facts import ContainerFacts, little, number, part, require

_MPEG_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_AAC_RATES = (
    96_000,
    88_200,
    64_000,
    48_000,
    44_100,
    32_000,
    24_000,
    22_050,
    16_000,
    12_000,
    11_025,
    8_000,
    7_350,
)
_TAIL = 64 * 1024  # bytes after the last frame that tags and lyrics may take
_OPUS_RATE = 48_000


def read_mp3(data: bytes) -> ContainerFacts:
    """Walk the frames of layer III; one damaged in the middle ends the walk and leaves the length unknown."""
    at = _after_tags(data)
    milliseconds, frames = 0.0, 0
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xE6 == 0xE2:
        version, rate_at, kbits_at = data[at + 1] >> 3 & 3, data[at + 2] >> 2 & 3, data[at + 2] >> 4
        if version == 1 or rate_at == 3 or kbits_at in (0, 15):
            break
        rate = _MPEG_RATES[version][rate_at]
        kbits = (_KBITS_1 if version == 3 else _KBITS_2)[kbits_at]
        samples = 1152 if version == 3 else 576
        milliseconds += samples * 1000 / rate
        frames += 1
        at += samples // 8 * kbits * 1000 // rate + (data[at + 2] >> 1 & 1)
    require(frames >= 2)
    whole = len(data) - at <= _TAIL
    return ContainerFacts(sound=True, duration=round(milliseconds) if whole else 0)


def read_aac(data: bytes) -> ContainerFacts:
    """Walk the ADTS frames: 1,024 samples each."""
    at, milliseconds, frames = _after_tags(data), 0.0, 0
    while at + 7 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xF6 == 0xF0:
        rate_at, length = data[at + 2] >> 2 & 15, number(data, at + 3, 3) >> 5 & 0x1FFF
        if rate_at >= len(_AAC_RATES) or length < 7:
            break
        milliseconds += 1024 * 1000 / _AAC_RATES[rate_at]
        frames += 1
        at += length
    require(frames >= 2)
    whole = len(data) - at <= _TAIL
    return ContainerFacts(sound=True, duration=round(milliseconds) if whole else 0)


def read_ogg(data: bytes) -> ContainerFacts:
    """Walk the pages; the last one's place in time is the length.

    Raises `Refusal` for a damaged file, and for Ogg with pictures, which is not taken.
    """
    at, rate, skipped, last = 0, 0, 0, 0
    while at < len(data):
        require(part(data, at, 4) == b"OggS")
        segments = data[at + 26]
        lacing = part(data, at + 27, segments)
        content = at + 27 + segments
        stop = content + sum(lacing)
        require(stop <= len(data))
        head = data[content : content + 20]
        if head.startswith(b"\x80theora"):
            raise Refusal("media.clip.damaged")
        if head.startswith(b"OpusHead"):
            rate, skipped = _OPUS_RATE, little(data, content + 10, 2)
        elif head.startswith(b"\x01vorbis"):
            rate = little(data, content + 12, 4)
        place = little(data, at + 6, 8)
        if place < 2**63:
            last = max(last, place)
        at = stop
    return ContainerFacts(sound=True, duration=round(max(0, last - skipped) * 1000 / rate) if rate else 0)


def read_flac(data: bytes) -> ContainerFacts:
    """The first block tells the rate and the number of samples (0: not known)."""
    require(data[4] & 0x7F == 0 and number(data, 5, 3) >= 34)
    packed = number(data, 18, 8)
    rate, samples = packed >> 44, packed & (1 << 36) - 1
    require(rate > 0)
    return ContainerFacts(sound=True, duration=round(samples * 1000 / rate))


def _after_tags(data: bytes) -> int:
    """Where the sound begins: after any ID3v2 tags, whose length is written in seven bits a byte."""
    at = 0
    while data[at : at + 3] == b"ID3":
        length = 0
        for byte in part(data, at + 6, 4):
            length = length << 7 | byte & 0x7F
        at += 10 + length + (10 if data[at + 5] & 0x10 else 0)
    while at < len(data) and data[at] == 0:  # padding that some tags forget to count
        at += 1
    return at
