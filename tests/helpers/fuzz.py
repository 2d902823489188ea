"""Damages image files at random and shows them to the decoder: `python -m tests.helpers.fuzz [COUNT [DIR]]`.

Whatever is shown, the decoder refuses it or reads it, and afterwards reads a sound image. DIR holds real
images to start from besides those drawn here; the same files give the same run.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.errors import Refusal
from app.media.decoder import Decoder
from app.media.formats import recognise
from tests.helpers.images import EXTENSIONS, MOVING, animation, camera_exif, encoded, picture

COUNT = 20_000
_LARGEST = 400_000  # bytes: a large photograph's mutations only take longer
SOUND = encoded(picture(), "JPEG")


def seeds(folder: Path | None = None) -> list[bytes]:
    """Images of every format, with metadata, moving ones among them; and those of `folder`."""
    exif = camera_exif(lens="front camera", gps=True, taken_at="2024:03:05 10:11:12")
    drawn = [encoded(picture(90, 60), format) for format in EXTENSIONS]
    drawn += [encoded(picture(90, 60), format, exif=exif) for format in ("JPEG", "PNG", "WEBP", "AVIF")]
    drawn += [animation(format, frames=4) for format in MOVING]
    drawn.append(encoded(picture(90, 60), "JPEG", progressive=True))
    if folder is not None:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        found = (file.read_bytes() for file in files if file.stat().st_size <= _LARGEST)
        drawn += [data for data in found if recognise(data) is not None]
    return drawn


def mutations(whole: Sequence[bytes], count: int, seed: int = 1971) -> Iterator[bytes]:
    """`count` damaged images: bytes changed, numbers made huge, parts cut, doubled, moved or mixed."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 6)):
            _damage(data, whole, chance)
        yield bytes(data)


def _damage(data: bytearray, whole: Sequence[bytes], chance: random.Random) -> None:
    # Most of what decides how a file is read stands at its beginning.
    reach = len(data) if chance.random() < 0.5 else min(len(data), 256)
    at = chance.randrange(4, max(5, reach))
    length = chance.randint(1, 40)
    match chance.randrange(6):
        case 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        case 1:
            data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff"))
        case 2:
            del data[at : at + length]
        case 3:
            data[at:at] = data[at : at + length]
        case 4:
            data[at : at + length] = chance.randbytes(length)
        case 5:
            other = chance.choice(whole)
            start = chance.randrange(max(1, len(other) - length))
            data[at : at + length] = other[start : start + length]


def shown(decoder: Decoder, data: bytes) -> str:
    """What became of one image: "read", or the key of its refusal. Any other end is a bug."""
    try:
        inspection = decoder.inspect(data, "a")
    except Refusal as refusal:
        return refusal.key
    assert len(inspection.small.rgb) == inspection.small.width * inspection.small.height * 3
    return "read"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    ends: Counter[str] = Counter()
    with Decoder() as decoder:
        for number, data in enumerate(mutations(seeds(folder), count), start=1):
            ends[shown(decoder, data)] += 1
            if number % 1_000 == 0:
                assert decoder.inspect(SOUND, "sound.jpg").facts.width == 64
                print(number, dict(ends.most_common()), flush=True)


if __name__ == "__main__":
    main()
