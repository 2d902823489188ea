"""How well faces are found on small, distant, lying and upturned pictures, made of the labelled photographs.

The even ones are the development part, on which the looks were set; the odd ones are the test part.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

from app.checks.photo.faces import Face, FaceFinder
from app.media.decoder import Decoder
from app.media.types import Inspection
from app.services.base.detectors import detectors
from tests.eval.banners import landscape
from tests.eval.shared import Photo

SCENE = (2400, 1800)
AVATARS = (32, 48, 64)  # pixels a side
FAR = (20, 28, 40)  # pixels: the height of the largest face in the scene
_AROUND = 2.5  # sides of the face that an avatar shows


def report_further(photos: Sequence[Photo]) -> None:
    """Print, for each part and kind of picture, how many tell a person: at the first look, and in all."""
    finder = detectors().faces
    print("\n== Faces on avatars, far off, and on pictures lying on their side ==")
    with Decoder() as decoder:
        for part, first in (("development", 0), ("test", 1)):
            told: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
            for photo in photos[first::2]:
                for kind, picture in _pictures(photo, decoder, finder):
                    _count(told[photo.split, kind], _inspected(picture, decoder), finder)
            for (split, kind), counted in sorted(told.items()):
                n = counted["n"]
                print(
                    f"  {part}, {split}, {kind}: first look {counted['before']}, all {counted['now']}, "
                    f"only possible {counted['possible']} of {n}; "
                    f"{counted['before ms'] / n:.0f}, {counted['now ms'] / n:.0f} ms of CPU"
                )


def _count(counted: Counter[str], made: Inspection, finder: FaceFinder) -> None:
    size = made.facts.width, made.facts.height
    began = time.process_time()
    before = finder.find(made.small, *size)
    between = time.process_time()
    now = finder.find(made.small, *size, made.near, patches=True, turned=True)
    counted["before ms"] += round(1000 * (between - began))
    counted["now ms"] += round(1000 * (time.process_time() - between))
    counted["n"] += 1
    counted["before"] += _tells(before)
    counted["now"] += _tells(now)
    counted["possible"] += not _tells(now) and any(face.confirmed for face in now)


def _tells(faces: Sequence[Face]) -> bool:
    return any(face.counts for face in faces)


def _inspected(picture: Image.Image, decoder: Decoder) -> Inspection:
    data = BytesIO()
    picture.save(data, "JPEG", quality=90)
    return decoder.inspect(data.getvalue(), "picture.jpg")


def _pictures(photo: Photo, decoder: Decoder, finder: FaceFinder) -> Iterator[tuple[str, Image.Image]]:
    chance = random.Random(photo.path.name)
    with Image.open(photo.path) as opened:
        picture = opened.convert("RGB")
    yield "as it is", picture
    yield "lying", picture.rotate(90, expand=True)
    yield "lying", picture.rotate(270, expand=True)
    yield "upside down", picture.rotate(180)
    box, height = subject(picture, photo, decoder, finder, chance)
    for side in AVATARS:
        yield f"avatar {side}", picture.crop(box).resize((side, side), Image.Resampling.LANCZOS)
    ground = landscape(SCENE, chance)
    for wanted in FAR:
        scale = wanted / height
        far = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
        scene = ground.copy()
        scene.paste(
            far,
            (
                chance.randint(0, max(0, SCENE[0] - far.width)),
                chance.randint(0, max(0, SCENE[1] - far.height)),
            ),
        )
        yield f"far {wanted}", scene


def subject(
    picture: Image.Image, photo: Photo, decoder: Decoder, finder: FaceFinder, chance: random.Random
) -> tuple[tuple[int, int, int, int], float]:
    """A square around the largest face and its height; of pictures without people any square and a sixth."""
    faces = finder.find(_inspected(picture, decoder).small, *picture.size) if photo.split == "people" else ()
    if not faces:
        side = min(picture.size)
        left, top = chance.randint(0, picture.width - side), chance.randint(0, picture.height - side)
        return (left, top, left + side, top + side), picture.height / 6
    x, y, w, h = faces[0].box
    half = max(w, h) * _AROUND / 2
    middle = x + w / 2, y + h / 2
    box = (
        max(0, round(middle[0] - half)),
        max(0, round(middle[1] - half)),
        min(picture.width, round(middle[0] + half)),
        min(picture.height, round(middle[1] + half)),
    )
    return box, float(h)
