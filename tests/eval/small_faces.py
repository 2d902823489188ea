"""How well faces are found on small pictures set into a drawn banner with lettering and an emblem.

The even photographs are the development part, on which the patches were set; the odd ones are the test part.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from app.checks.photo.faces import FaceFinder
from app.media.decoder import Decoder
from app.paths import resources
from app.services.base.detectors import detectors
from tests.eval.banners import landscape
from tests.eval.further import subject
from tests.eval.logos import emblem
from tests.eval.shared import Photo

SIZE = (1640, 624)
SIDES = (32, 48, 64, 96)  # pixels: a side of the small picture
GROUNDS = ("plain", "gradient", "scene")
LINES = ((84, 220, "উপজেলা প্রশাসন, মধুপুর"), (36, 360, "www.madhupur.gov.bd  Tangail"))  # pixels, pixels, text


def report_small_faces(photos: Sequence[Photo]) -> None:
    """Print, for each part, ground and side, how many tell a person without and with the look at patches."""
    finder = detectors().faces
    print("\n== Faces on small pictures on banners ==")
    with Decoder() as decoder:
        for part, first in (("development", 0), ("test", 1)):
            told: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
            for photo in photos[first::2]:
                for ground, side, banner in _banners(photo, decoder, finder):
                    _count(told[photo.split, ground, side], banner, decoder, finder)
            for (split, ground, side), counted in sorted(told.items()):
                n = counted["n"]
                print(
                    f"  {part}, {split}, {ground}, {side} pixels: before {counted['before sure']} for sure, "
                    f"{counted['before told']} in all; now {counted['now sure']}, {counted['now told']} "
                    f"of {n}; {counted['before ms'] / n:.0f}, {counted['now ms'] / n:.0f} ms of CPU"
                )


def _count(counted: Counter[str], banner: bytes, decoder: Decoder, finder: FaceFinder) -> None:
    made = decoder.inspect(banner, "banner.jpg")
    size = made.facts.width, made.facts.height
    for when, patches in (("before", False), ("now", True)):
        began = time.process_time()
        faces = finder.find(made.small, *size, made.near, patches=patches, turned=True)
        counted[f"{when} ms"] += round(1000 * (time.process_time() - began))
        counted[f"{when} sure"] += any(face.counts for face in faces)
        counted[f"{when} told"] += any(face.confirmed for face in faces)
    counted["n"] += 1


def _banners(photo: Photo, decoder: Decoder, finder: FaceFinder) -> Iterator[tuple[str, int, bytes]]:
    """The same at every run."""
    chance = random.Random(photo.path.name)
    with Image.open(photo.path) as opened:
        picture = opened.convert("RGB")
    box, _ = subject(picture, photo, decoder, finder, chance)
    for side in SIDES:
        small = picture.crop(box).resize((side, side), Image.Resampling.LANCZOS)
        for ground in GROUNDS:
            banner = _ground(ground, chance)
            place = chance.randint(200, SIZE[0] - side - 20), chance.randint(460, SIZE[1] - side - 10)
            banner.paste(small, place, _circle(side) if chance.random() < 0.5 else None)
            data = BytesIO()
            banner.save(data, "JPEG", quality=88)
            yield ground, side, data.getvalue()


def _ground(kind: str, chance: random.Random) -> Image.Image:
    if kind == "plain":
        banner = Image.new(
            "RGB", SIZE, (chance.randint(0, 255), chance.randint(0, 255), chance.randint(0, 255))
        )
    elif kind == "gradient":
        grey = Image.linear_gradient("L").resize(SIZE)
        channels = [grey.point(lambda value, base=base: base + value // 3) for base in (0, 80, 60)]
        banner = Image.merge("RGB", channels)
    else:
        banner = landscape(SIZE, chance)
    draw = ImageDraw.Draw(banner)
    face = str(resources() / "fonts" / "NotoSansBengali_600SemiBold.ttf")
    for height, top, line in LINES:
        font = ImageFont.truetype(face, height, layout_engine=ImageFont.Layout.RAQM)
        draw.text((120, top), line, font=font, fill="white")
    sign = emblem(chance.randint(1, 2)).convert("RGBA").resize((90, 90))
    banner.paste(sign, (60, 60), sign)
    return banner


def _circle(side: int) -> Image.Image:
    mask = Image.new("L", (side * 4, side * 4), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
    return mask.resize((side, side))
