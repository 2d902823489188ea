"""Containers of video and audio: what a file says without decoding. Runs in the clips' process only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.errors import Refusal
from app.media import iso_media, matroska, riff, streams
from app.media.container_facts import ContainerFacts
from app.media.formats import CLIPS, M4A, WEBA, Format

MOST_HOURS = 3
"""A person has to watch or listen to all of it."""

_READERS: dict[str, Callable[[bytes], ContainerFacts]] = {
    "MP4": iso_media.read,
    "MOV": iso_media.read,
    "3GP": iso_media.read,
    "M4A": iso_media.read,
    "WEBM": matroska.read,
    "MKV": matroska.read,
    "AVI": riff.read_avi,
    "WAV": riff.read_wav,
    "MP3": streams.read_mp3,
    "AAC": streams.read_aac,
    "OGG": streams.read_ogg,
    "FLAC": streams.read_flac,
}
_WITHOUT_PICTURES = {"iso": M4A, "matroska": WEBA}


@dataclass(frozen=True, slots=True)
class Container:
    """A sound container and the format it is by its tracks."""

    format: Format
    facts: ContainerFacts


def read(format_name: str, data: bytes) -> Container:
    """Walk the container of a file whose signature is of `format_name`.

    Raises Refusal "media.clip.damaged" where the structure breaks off or holds neither pictures nor sound,
    "media.clip.too_long" over `MOST_HOURS`.
    """
    try:
        facts = _READERS[format_name](data)
    except (IndexError, ValueError, OverflowError, ArithmeticError) as error:
        raise Refusal("media.clip.damaged") from error
    format = CLIPS[format_name]
    if format.family and not facts.pictures:
        format = _WITHOUT_PICTURES[format.family]
    if not (facts.pictures or facts.sound):
        raise Refusal("media.clip.damaged")
    if facts.duration > MOST_HOURS * 3_600_000:
        raise Refusal("media.clip.too_long", hours=MOST_HOURS)
    return Container(
        format, replace(facts, pictures=facts.pictures and not format.media_type.startswith("audio/"))
    )
