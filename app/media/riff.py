"""AVI and WAV: Microsoft's Resource Interchange File Format. Runs in the clips' process only."""

from __future__ import annotations

from collections.abc import Iterator

from app.media.container_facts import ContainerFacts, little, part, require

_UNKNOWN = (0, 0xFFFFFFFF)  # what recorders write that were stopped, or that stream
_ENDLESS = (b"data", b"LIST")  # what such a recorder leaves open


def read_avi(data: bytes) -> ContainerFacts:
    """The header list tells streams and length: OpenDML's further RIFF parts are not needed for that."""
    frames = microseconds = 0
    kinds: set[bytes] = set()
    for kind, start, end in _chunks(data, 12):
        if kind == b"LIST" and data[start : start + 4] == b"hdrl":
            for inner, at, stop in _chunks(data, start + 4, end):
                if inner == b"avih":
                    microseconds, frames = little(data, at, 4), little(data, at + 16, 4)
                elif inner == b"LIST" and data[at : at + 4] == b"strl":
                    kinds |= {
                        part(data, begin, 4)
                        for name, begin, _ in _chunks(data, at + 4, stop)
                        if name == b"strh"
                    }
    return ContainerFacts(
        pictures=b"vids" in kinds, sound=b"auds" in kinds, duration=round(frames * microseconds / 1000)
    )


def read_wav(data: bytes) -> ContainerFacts:
    """The length from the bytes of sound and the rate they are played at."""
    rate = size = 0
    for kind, start, end in _chunks(data, 12):
        if kind == b"fmt ":
            rate = little(data, start + 8, 4)
        elif kind == b"data":
            size = end - start
    require(rate > 0 and size > 0)
    return ContainerFacts(sound=True, duration=round(size * 1000 / rate))


def _chunks(data: bytes, at: int, end: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of each chunk; a file that ends within one was cut short."""
    end = end or len(data)
    while at + 8 <= end:
        kind, length = part(data, at, 4), little(data, at + 4, 4)
        open_ended = length in _UNKNOWN and kind in _ENDLESS
        stop = end if open_ended else at + 8 + length
        require(stop <= end)
        yield kind, at + 8, stop
        at = stop + length % 2 if not open_ended else end
