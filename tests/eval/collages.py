"""How well collages and frames are told, made from the photographs; and what is told of these themselves."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from app.checks.photo.collage import Composition, composition
from app.media.decoder import Decoder
from tests.eval.banners import banners
from tests.eval.shared import Photo
from tests.helpers.collages import captioned, collage, framed

GRIDS = ((2, 1), (1, 2), (3, 1), (2, 2), (3, 2))
GUTTERS = ((0, (0, 0, 0)), (6, (255, 255, 255)), (12, (0, 0, 0)), (24, (255, 255, 255)))
BORDERS = (0.02, 0.05, 0.1)
ROUNDINGS = (0.0, 0.05, 0.1)
COLOURS = ((255, 255, 255), (230, 200, 120), (20, 20, 20))
EACH = 20
CAPTION = "নাগরিক সেবা এখন অনলাইনে"


def report_collages(photos: Sequence[Photo]) -> None:
    """Print what is told of the photographs and drawn banners, then of collages and frames by kind."""
    chance = random.Random(1971)
    people = [_opened(photo) for photo in photos if photo.split == "people"]
    with Decoder() as decoder:
        print("\n== Collages and frames ==")
        for photo in photos:
            made = composition(decoder.inspect(photo.path.read_bytes(), photo.path.name).small)
            if made.composed:
                print(f"  {photo.path.name}: {made}")
        told = sum(_told(banner.image, decoder).composed for banner in banners())
        print(f"  drawn banners told: {told}")
        captions = [photo for photo in photos if _told(captioned(_opened(photo), CAPTION), decoder).composed]
        print(f"  with a caption beneath: {', '.join(photo.path.name for photo in captions) or 'none'}")
        for columns, rows in GRIDS:
            for gutter, colour in GUTTERS:
                made_of = (chance.sample(people, columns * rows) for _ in range(EACH))
                pictures = (collage(parts, columns, rows, gutter, colour) for parts in made_of)
                found = sum(_told(picture, decoder).pictures > 1 for picture in pictures)
                print(f"  {columns}x{rows}, {gutter} pixels between: {found} of {EACH}")
        for border in BORDERS:
            counted = Counter(
                (rounding, _told(framed(picture, border, rounding, chance.choice(COLOURS)), decoder).framed)
                for rounding in ROUNDINGS
                for picture in people
            )
            shown = ", ".join(f"{counted[rounding, True]} rounded by {rounding}" for rounding in ROUNDINGS)
            print(f"  frame of {border:.0%}: of {len(people)} {shown}")


def _opened(photo: Photo) -> Image.Image:
    with Image.open(photo.path) as opened:
        return opened.convert("RGB")


def _told(picture: Image.Image, decoder: Decoder) -> Composition:
    data = BytesIO()
    picture.save(data, "JPEG", quality=85)
    return composition(decoder.inspect(data.getvalue(), "a.jpg").small)
