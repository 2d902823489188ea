"""How well an image is recognised after what happens to images on their way, and what is taken for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import combinations

from PIL import Image, ImageEnhance, ImageOps

from app.checks.photo.known import COMPARED_SIDE, NEAR, distance, look, same
from app.media.types import Pixels
from tests.eval.shared import Photo

Change = Callable[[Image.Image], Image.Image]


def _cut(share: float) -> Change:
    def change(image: Image.Image) -> Image.Image:
        x, y = round(image.width * share), round(image.height * share)
        return image.crop((x, y, image.width - x, image.height - y))

    return change


def _recompressed(image: Image.Image) -> Image.Image:
    out = BytesIO()
    image.save(out, "JPEG", quality=30)
    return Image.open(out).convert("RGB")


def _resized(share: float) -> Change:
    return lambda image: image.resize((max(1, int(image.width * share)), max(1, int(image.height * share))))


CHANGES: dict[str, Change] = {
    "half the size": _resized(0.5),
    "a fifth of the size": _resized(0.2),
    "JPEG of quality 30": _recompressed,
    "brighter by 25%": lambda image: ImageEnhance.Brightness(image).enhance(1.25),
    "darker by 25%": lambda image: ImageEnhance.Brightness(image).enhance(0.75),
    "contrast up by 30%": lambda image: ImageEnhance.Contrast(image).enhance(1.3),
    "1.5% cut on each side": _cut(0.015),
    "3% cut on each side": _cut(0.03),
    "5% cut on each side": _cut(0.05),
    "5% cut on the right": lambda image: image.crop((0, 0, round(image.width * 0.95), image.height)),
    "mirrored": ImageOps.mirror,
    "mirrored, 2% cut, quality 30": lambda image: _recompressed(ImageOps.mirror(_cut(0.02)(image))),
}


def report_known(photos: Sequence[Photo]) -> None:
    """Print how many altered copies are recognised, and which two photographs pass for one."""
    images = [_opened(photo) for photo in photos]
    shown = [_small(image) for image in images]
    looks = [look(picture) for picture in shown]
    print(f"\n== Known images: {len(images)} ==")
    for name, change in CHANGES.items():
        near = found = 0
        for image, picture, known in zip(images, shown, looks, strict=True):
            copy = _small(change(image))
            bits, mirrored = distance(look(copy), known)
            near += bits <= NEAR
            found += bits <= NEAR and same(copy, picture, mirrored)
        print(f"  {name}: near by hash {near}, recognised {found}")
    pairs = list(combinations(range(len(images)), 2))
    close = [pair for pair in pairs if distance(looks[pair[0]], looks[pair[1]])[0] <= NEAR]
    taken = [
        pair for pair in close if same(*(shown[n] for n in pair), distance(*(looks[n] for n in pair))[1])
    ]
    named = ", ".join(f"{photos[one].path.name} = {photos[other].path.name}" for one, other in taken)
    print(f"  of {len(pairs)} pairs {len(close)} are near by hash, taken for one: {named or 'none'}")


def _opened(photo: Photo) -> Image.Image:
    with Image.open(photo.path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((960, 960))
    return upright


def _small(image: Image.Image) -> Pixels:
    image = image.convert("RGB")
    image.thumbnail((COMPARED_SIDE, COMPARED_SIDE))
    return Pixels(image.width, image.height, image.tobytes())
