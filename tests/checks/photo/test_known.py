"""The same picture is recognised after what happens to pictures on their way; its look-alikes are not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from app.checks.photo.known import COMPARED_SIDE, NEAR, distance, look, same
from app.media.types import Pixels
from app.paths import resources
from tests.helpers.faces import drawn_face, scene
from tests.helpers.images import picture

FAMILY = scene(900, 600, [(60, 120, 300), (340, 160, 260), (600, 90, 280)])
ImageDraw.Draw(FAMILY).rectangle((0, 520, 900, 600), fill=(70, 90, 60))


def small(image: Image.Image) -> Pixels:
    image = image.convert("RGB")
    image.thumbnail((COMPARED_SIDE, COMPARED_SIDE))
    return Pixels(image.width, image.height, image.tobytes())


def recognised(one: Image.Image, other: Image.Image) -> bool:
    bits, mirrored = distance(look(small(one)), look(small(other)))
    return bits <= NEAR and same(small(one), small(other), mirrored)


def recompressed(image: Image.Image) -> Image.Image:
    out = BytesIO()
    image.save(out, "JPEG", quality=30)
    return Image.open(out).convert("RGB")


def cut(image: Image.Image, share: float) -> Image.Image:
    x, y = round(image.width * share), round(image.height * share)
    return image.crop((x, y, image.width - x, image.height - y))


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "half the size": lambda image: image.resize((450, 300)),
    "a fifth of the size": lambda image: image.resize((180, 120)),
    "quality 30": recompressed,
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.2),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.75),
    "more contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.3),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "cut by 3%": lambda image: cut(image, 0.03),
    "cut at one side": lambda image: image.crop((0, 0, 860, 600)),
    "mirrored": ImageOps.mirror,
    "all of it": lambda image: recompressed(ImageOps.mirror(cut(image, 0.02)).resize((500, 333))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_recognised(change: str) -> None:
    assert recognised(CHANGES[change](FAMILY), FAMILY)
    assert recognised(FAMILY, CHANGES[change](FAMILY))


def card(lines: list[str]) -> Image.Image:
    """A notice as offices make them from one template."""
    face = str(resources() / "fonts" / "NotoSansBengali_600SemiBold.ttf")
    image = Image.new("RGB", (800, 800), (0, 106, 78))
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 140, 770, 770), fill="white")
    draw.text((50, 45), "উপজেলা প্রশাসন, মধুপুর", font=ImageFont.truetype(face, 52), fill="white")
    for number, line in enumerate(lines):
        draw.text((60, 170 + number * 90), line, font=ImageFont.truetype(face, 46), fill="black")
    return image


def test_two_notices_of_one_template_are_two_images() -> None:
    leave = card(["অনলাইনে ছুটির আবেদন", "১ জুলাই থেকে চালু", "বিস্তারিত ওয়েবসাইটে", "হেল্পলাইন ৩৩৩"])
    dengue = card(["ডেঙ্গু প্রতিরোধ সপ্তাহ", "জমা পানি ফেলে দিন", "মশারি ব্যবহার করুন", "হাসপাতাল ২৪ ঘণ্টা"])
    assert recognised(recompressed(leave), leave)
    assert not recognised(leave, dengue)


def test_another_face_in_the_same_banner_is_another_image() -> None:
    banner = card(["সেবাই আমাদের ব্রত"])
    one, other = banner.copy(), banner.copy()
    one.paste(drawn_face(90), (600, 620))
    other.paste(ImageOps.invert(drawn_face(90)), (600, 620))
    assert recognised(recompressed(one), one)
    assert not recognised(one, other)
    assert not recognised(one, banner)


def test_another_picture_is_another() -> None:
    others = [picture(900, 600), scene(900, 600, [(300, 100, 400)]), scene(900, 600), scene(600, 900)]
    assert not any(recognised(FAMILY, other) for other in others)


def test_plain_pictures_are_told_apart_by_their_brightness() -> None:
    white, black = Image.new("RGB", (300, 200), "white"), Image.new("RGB", (300, 200))
    assert recognised(white, white)
    assert not recognised(white, black)


@pytest.mark.parametrize("size", [(1, 1), (4000, 3), (3, 4000)])
def test_a_line_of_pixels_is_no_trouble(size: tuple[int, int]) -> None:
    assert recognised(Image.new("RGB", size, "red"), Image.new("RGB", size, "red"))


def test_a_hash_is_sixteen_digits_and_mirrors() -> None:
    straight, turned = look(small(FAMILY)), look(small(ImageOps.mirror(FAMILY)))
    assert len(straight.hash) == len(straight.mirrored) == 16
    assert straight.hash == turned.mirrored
    assert distance(straight, straight) == (0, False)
    assert distance(straight, turned) == (0, True)
