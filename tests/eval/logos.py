"""How often the office's logo is found on drawn banners, and another office's logo taken for it.

Emblems are drawn here: rings with lettering, a star, leaves and stripes of chance, some of one template with
only another name, as those of sister offices are. Banners are those of `banners.py`.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from app.checks.photo.logo import BANNER_SIDE, LOGO_SIDE, LogoSearch, find_logo
from app.media.decoder import Decoder
from app.media.types import Pixels
from app.paths import resources
from tests.eval.banners import INSTITUTIONS, banners

SHARES = (0.12, 0.18, 0.25, 0.4)  # the logo's height, of the banner's (624 pixels)
QUALITIES = (85, 60, 35)
EMBLEM = 640


def report_logos() -> None:
    """Print how often each size and quality is found, and what is taken for another office's logo."""
    emblems = [emblem(number) for number in range(len(INSTITUTIONS))]
    drawn = [banner for banner in banners() if banner.language == "bn"]
    found: dict[str, Counter[bool]] = {}
    sisters, strangers, none = Counter[bool](), Counter[bool](), Counter[bool]()
    with Decoder() as decoder:

        def seen(data: bytes, logo: Pixels) -> bool:
            search = LogoSearch(logo, decoder.preview(data, BANNER_SIDE))
            return find_logo(search, *drawn[0].image.size) is not None

        kept = [decoder.preview(_saved(picture, "PNG"), LOGO_SIDE) for picture in emblems]
        for number, banner in enumerate(drawn):
            own = banner.institution
            share, quality = SHARES[number % len(SHARES)], QUALITIES[number % len(QUALITIES)]
            with_logo = _saved(placed(banner.image, emblems[own], share), "JPEG", quality)
            answer = seen(with_logo, kept[own])
            for said in (f"{round(624 * share)} px high", f"quality {quality}", banner.way, "all"):
                found.setdefault(said, Counter())[answer] += 1
            sisters[seen(with_logo, kept[(own + 4) % 8])] += 1
            strangers[seen(with_logo, kept[(own + 1) % 8])] += 1
            none[seen(_saved(banner.image, "JPEG", quality), kept[own])] += 1
    print(f"\n== The logo on {len(drawn)} drawn banners ==")
    for said, counted in found.items():
        print(f"  {said}: found {counted[True]} of {counted.total()}")
    print(f"  another office's logo there: taken for it {strangers[True]} of {strangers.total()}")
    print(f"  a logo of the same template with another name: {sisters[True]} of {sisters.total()}")
    print(f"  no logo there: {none[True]} of {none.total()}")


def emblem(number: int) -> Image.Image:
    """The logo of an institution; numbers four apart share all but the name around it."""
    chance = random.Random(number % 4)
    image = Image.new("RGB", (EMBLEM, EMBLEM), "white")
    draw = ImageDraw.Draw(image)
    middle = EMBLEM // 2
    colour = ((0, 106, 78), (160, 30, 40), (30, 60, 140), (150, 100, 10))[number % 4]
    draw.ellipse((10, 10, EMBLEM - 10, EMBLEM - 10), outline=colour, width=14)
    draw.ellipse((120, 120, EMBLEM - 120, EMBLEM - 120), outline=colour, width=8)
    for _ in range(7):
        x, y = chance.randint(220, 420), chance.randint(220, 420)
        size, turn = chance.randint(20, 60), chance.random() * math.tau
        shade = tuple(chance.randint(20, 220) for _ in range(3))
        corners = chance.randint(3, 6)
        draw.polygon(
            [
                (
                    x + size * math.cos(turn + n * math.tau / corners),
                    y + size * math.sin(turn + n * math.tau / corners),
                )
                for n in range(corners)
            ],
            fill=shade,
            outline=colour,
        )
    _around(image, INSTITUTIONS[number][1], middle, colour)
    return image


def placed(banner: Image.Image, logo: Image.Image, share: float) -> Image.Image:
    """The banner with the logo at its upper right, so high a share of it."""
    side = round(banner.height * share)
    image = banner.copy()
    image.paste(logo.resize((side, side), Image.Resampling.LANCZOS), (banner.width - side - 60, 40))
    return image


def _around(image: Image.Image, name: str, middle: int, colour: tuple[int, int, int]) -> None:
    """The name along the ring, a letter at a time."""
    font = ImageFont.truetype(str(resources() / "fonts" / "NotoSansBengali_700Bold.ttf"), 46)
    radius = middle - 68
    for place, letter in enumerate(name.upper()):
        angle = (place - len(name) / 2) * 0.165
        tile = Image.new("L", (90, 90))
        ImageDraw.Draw(tile).text((45, 45), letter, font=font, fill=255, anchor="mm")
        turned = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x, y = middle + radius * math.sin(angle), middle - radius * math.cos(angle)
        image.paste(Image.new("RGB", tile.size, colour), (round(x) - 45, round(y) - 45), turned)


def _saved(image: Image.Image, format: str, quality: int = 90) -> bytes:
    out = BytesIO()
    image.save(out, format, quality=quality)
    return out.getvalue()
