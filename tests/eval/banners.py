"""How well the institution's name is read from banners, drawn here: 96 of them in six ways, two languages.

Needs the extra `ocr`. Every banner is looked at with its own institution's names and with four others', of
which some differ in one word only.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from app.checks.photo.office_name import Answer, look_for
from app.checks.photo.reader import WHOLE_SIDE
from app.media.decoder import Decoder
from app.paths import resources
from app.services.base.detectors import detectors

INSTITUTIONS = (
    ("মধুপুর উপজেলা প্রশাসন", "Madhupur Upazila Administration"),
    ("মধুখালী উপজেলা প্রশাসন", "Madhukhali Upazila Administration"),
    ("উপজেলা ভূমি অফিস, রামগঞ্জ", "Upazila Land Office, Ramganj"),
    ("উপজেলা স্বাস্থ্য কমপ্লেক্স, শিবচর", "Upazila Health Complex, Shibchar"),
    ("জেলা শিক্ষা অফিস, কুড়িগ্রাম", "District Education Office, Kurigram"),
    ("জেলা প্রশাসকের কার্যালয়, নেত্রকোণা", "Office of the Deputy Commissioner, Netrokona"),
    ("পরিবেশ অধিদপ্তর", "Department of Environment"),
    ("সমাজসেবা অধিদপ্তর", "Department of Social Services"),
)
LINES = ("সেবাই আমাদের ব্রত", "সবার জন্য সেবা", "নাগরিক সেবা এখন অনলাইনে", "তথ্য জানুন, সেবা নিন")
WAYS = ("plain", "light", "photo", "photo in a box", "outlined", "two lines")
SIZE = (1640, 624)


@dataclass(frozen=True, slots=True)
class Banner:
    way: str
    institution: int
    language: str
    image: Image.Image


def banners() -> Iterator[Banner]:
    """Every institution in both languages in every way; the same at every run."""
    chance = random.Random(1971)
    for way in WAYS:
        for institution, names in enumerate(INSTITUTIONS):
            for language, name in zip(("bn", "en"), names, strict=True):
                yield Banner(way, institution, language, _draw(way, name, chance))


def report_banners() -> None:
    """Print the answers by way and language, and how often another institution's name was accepted."""
    reader = detectors().reader
    if not reader.installed:
        print("\nSkipped the banners: the extra `ocr` is not installed.")
        return
    own: dict[tuple[str, str], Counter[Answer]] = {}
    others: Counter[Answer] = Counter()
    with Decoder() as decoder:
        for banner in banners():
            data = BytesIO()
            banner.image.save(data, "JPEG", quality=88)
            inspection = decoder.inspect(data.getvalue(), "banner.jpg")
            read = reader.read(inspection.small, *banner.image.size, WHOLE_SIDE)
            answers = own.setdefault((banner.way, banner.language), Counter())
            answers[look_for(INSTITUTIONS[banner.institution], read)] += 1
            for other in range(1, 5):
                names = INSTITUTIONS[(banner.institution + other) % len(INSTITUTIONS)]
                others[look_for(names, read)] += 1
    print(f"\n== The name on {sum(map(Counter.total, own.values()))} drawn banners ==")
    for (way, language), counted in own.items():
        print(f"  {way}, {language}: {_told(counted)}")
    print(f"  all: {_told(sum(own.values(), Counter()))}")
    print(f"  another institution's name: {_told(others)}")


def _told(counted: Counter[Answer]) -> str:
    return ", ".join(f"{answer.value} {counted[answer]}" for answer in Answer)


def _draw(way: str, name: str, chance: random.Random) -> Image.Image:
    image = _ground(way, chance)
    draw = ImageDraw.Draw(image)
    size = chance.choice((64, 76, 88))
    lines = _in_two(name) if way == "two lines" else [name]
    x, y = chance.randint(60, 220), chance.randint(70, 220)
    dark = way == "light" or way == "photo in a box"
    ink = (20, 50, 40) if dark else (255, 255, 255)
    if way == "photo in a box":
        widest = max(_font(size).getlength(line) for line in lines)
        draw.rectangle(
            (x - 30, y - 20, x + widest + 30, y + size * 1.6 * len(lines) + 90), fill=(250, 250, 245)
        )
    outline = {"stroke_width": 4, "stroke_fill": (30, 40, 90)} if way == "outlined" else {}
    for number, line in enumerate(lines):
        draw.text((x, y + number * size * 1.5), line, font=_font(size), fill=ink, **outline)
    below = y + len(lines) * size * 1.5 + 10
    draw.text((x, below), chance.choice(LINES), font=_font(40, bold=False), fill=ink)
    return image


def _in_two(name: str) -> Sequence[str]:
    words = name.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


def _font(size: int, bold: bool = True) -> ImageFont.FreeTypeFont:
    file = "NotoSansBengali_700Bold.ttf" if bold else "NotoSansBengali_400Regular.ttf"
    return ImageFont.truetype(str(resources() / "fonts" / file), size, layout_engine=ImageFont.Layout.RAQM)


def _ground(way: str, chance: random.Random) -> Image.Image:
    if way == "plain" or way == "two lines":
        return Image.new("RGB", SIZE, chance.choice(((0, 106, 78), (20, 60, 110), (120, 20, 40))))
    if way == "light":
        return Image.new("RGB", SIZE, chance.choice(((240, 244, 240), (255, 250, 230))))
    return landscape(SIZE, chance)


def landscape(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Sky, fields and houses, blurred and grained as a photograph is."""
    image = Image.new("RGB", size, (150, 185, 215))
    draw = ImageDraw.Draw(image)
    for _ in range(90):
        x, y = chance.randint(-100, size[0]), chance.randint(150, size[1])
        shade = tuple(chance.randint(40, 190) for _ in range(3))
        kind = draw.ellipse if chance.random() < 0.5 else draw.rectangle
        kind((x, y, x + chance.randint(20, 260), y + chance.randint(20, 160)), fill=shade)
    # Pillow's own noise cannot be given a seed: two runs would measure two sets of banners.
    noise = np.random.default_rng(chance.getrandbits(32)).normal(128, 40, (size[1], size[0]))
    grain = Image.fromarray(noise.clip(0, 255).astype(np.uint8)).convert("RGB")
    return Image.blend(image.filter(ImageFilter.GaussianBlur(2)), grain, 0.15)
