"""How well faces are found on wide banners: every photograph set small into a drawn one, 3:1 and 6:1."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

from app.checks.photo.faces import Face, FaceFinder
from app.media.decoder import Decoder
from app.services.base.detectors import detectors
from tests.eval.banners import landscape
from tests.eval.shared import Photo

WIDTH = 2460
HEIGHTS = (820, 410)
PARTS = (1.0, 0.5)  # of the banner's height that the photograph takes
BEFORE = 960  # pixels: the longest side that was looked at before


def report_wide(photos: Sequence[Photo]) -> None:
    """Print, for each shape and part, what is found as the checks look and as they looked before."""
    faces = detectors().faces
    print("\n== Faces of the photographs set into wide banners ==")
    with Decoder() as decoder:
        for height in HEIGHTS:
            for part in PARTS:
                told = _look(_banners(photos, height, part), decoder, faces)
                for way, counted in told.items():
                    print(f"  {WIDTH}x{height}, photograph {part:.0%} of the height, {way}: {_line(counted)}")


def _look(
    banners: Iterator[tuple[Photo, bytes]], decoder: Decoder, faces: FaceFinder
) -> dict[str, Counter[str]]:
    told: dict[str, Counter[str]] = {"before": Counter(), "now": Counter()}
    for photo, data in banners:
        inspection = decoder.inspect(data, "banner.jpg")
        pictures = {"before": decoder.preview(data, BEFORE), "now": inspection.small}
        for way, small in pictures.items():
            begun = time.perf_counter()
            found = faces.find(small, inspection.facts.width, inspection.facts.height)
            told[way]["ms"] += round(1000 * (time.perf_counter() - begun))
            told[way]["images"] += 1
            _count(told[way], photo, found)
    return told


def _count(counted: Counter[str], photo: Photo, found: Sequence[Face]) -> None:
    certain = sum(face.certain for face in found)
    if photo.split == "people" and photo.faces is not None:
        counted["labelled"] += photo.faces
        counted["found"] += min(certain, photo.faces)
        counted["beyond"] += max(0, certain - photo.faces)
        counted["possible"] += sum(not face.certain and face.confirmed for face in found)
        counted["people"] += 1
        counted["told"] += bool(certain)
    elif photo.split == "no_people":
        counted["blocked"] += any(face.counts for face in found)
        counted["warned"] += any(face.confirmed for face in found) and not any(face.counts for face in found)
    elif photo.split == "hard":
        counted["hard"] += any(face.counts for face in found)


def _line(counted: Counter[str]) -> str:
    return (
        f"{counted['found']} of {counted['labelled']} faces, {counted['beyond']} beyond, "
        f"{counted['possible']} possible, told on {counted['told']} of {counted['people']} images; "
        f"without people block {counted['blocked']}, warn {counted['warned']}; hard block {counted['hard']}; "
        f"{counted['ms'] / max(1, counted['images']):.0f} ms"
    )


def _banners(photos: Sequence[Photo], height: int, part: float) -> Iterator[tuple[Photo, bytes]]:
    """The same at every run."""
    chance = random.Random(1971)
    for photo in photos:
        with Image.open(photo.path) as opened:
            picture = opened.convert("RGB")
        scale = min(height * part / picture.height, WIDTH / picture.width)
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)))
        plain = chance.random() < 0.5
        banner = (
            Image.new("RGB", (WIDTH, height), (0, 106, 78)) if plain else landscape((WIDTH, height), chance)
        )
        banner.paste(
            picture,
            (chance.randint(0, WIDTH - picture.width), chance.randint(0, height - picture.height)),
        )
        data = BytesIO()
        banner.save(data, "JPEG", quality=85)
        yield photo, data.getvalue()
