"""Damages videos and audio at random: `python -m tests.helpers.clip_fuzz [COUNT]`.

Whatever is shown, the decoder refuses it or reads it, and afterwards reads a sound file.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from functools import cache

from app.errors import Refusal
from app.media.clips import ClipDecoder
from tests.helpers import clips
from tests.helpers.fuzz import mutations

COUNT = 2_000
SOUND = clips.wav()
ENDS = {
    "read",
    "media.clip.not_clip",
    "media.empty",
    "media.clip.damaged",
    "media.clip.too_long",
    "media.clip.decoder_died",
}


@cache
def seeds() -> list[bytes]:
    """A video and an audio file of every kind."""
    videos = [clips.video(ending, clips.colours(2, 0.5)) for ending in clips.ENCODERS]
    sounds = [clips.wav(0.2), clips.mp3(8), clips.aac(8), clips.flac(), clips.opus(), clips.m4a()]
    return [*videos, clips.phone_video(), *sounds]


def shown(decoder: ClipDecoder, data: bytes) -> str:
    """What became of one clip: "read", or the key of its refusal. Any other end is a bug."""
    try:
        clip = decoder.watch(data, "a", 96)
    except Refusal as refusal:
        return refusal.key
    assert all(len(frame.small.rgb) == frame.small.width * frame.small.height * 3 for frame in clip.pictures)
    return "read"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    ends: Counter[str] = Counter()
    longest = 0.0
    with ClipDecoder() as decoder:
        for number, data in enumerate(mutations(seeds(), count), start=1):
            begun = time.monotonic()
            ends[shown(decoder, data)] += 1
            longest = max(longest, time.monotonic() - begun)
            if number % 500 == 0:
                assert decoder.probe(SOUND, "sound.wav").facts.duration == 2_000
                print(number, dict(ends.most_common()), f"longest {longest:.1f} s", flush=True)


if __name__ == "__main__":
    main()
