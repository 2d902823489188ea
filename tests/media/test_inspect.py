"""What the decoder tells of sound images."""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps

from app.media.decoder import Decoder
from app.media.types import Pixels
from tests.helpers.images import (
    EXTENSIONS,
    MOVING,
    animation,
    camera_exif,
    encoded,
    picture,
    profile_with_red_and_blue_swapped,
)


def as_image(pixels: Pixels) -> Image.Image:
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)


def close(one: tuple[int, ...], other: tuple[int, ...], tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("format", EXTENSIONS)
def test_every_format_tells_its_facts_and_its_picture(decoder: Decoder, format: str) -> None:
    image = picture(200, 120)
    inspection = decoder.inspect(encoded(image, format), "নৌকা" + EXTENSIONS[format], longest=100)
    assert (inspection.facts.format, inspection.facts.width, inspection.facts.height) == (format, 200, 120)
    assert inspection.facts.media_type == "image/" + format.lower()
    assert (inspection.small.width, inspection.small.height) == (100, 60)
    for corner in ((5, 5), (94, 5), (5, 54), (94, 54)):
        shown = as_image(inspection.small).getpixel(corner)
        assert close(shown, image.getpixel((corner[0] * 2, corner[1] * 2)), 20)


def test_a_small_image_is_not_enlarged(decoder: Decoder) -> None:
    small = decoder.inspect(encoded(picture(30, 20), "PNG"), "a.png").small
    assert (small.width, small.height) == (30, 20)


@pytest.mark.parametrize("size", [(1, 1), (5000, 1), (1, 3000)])
def test_a_line_of_pixels_keeps_at_least_one(decoder: Decoder, size: tuple[int, int]) -> None:
    small = decoder.inspect(encoded(picture(*size), "PNG"), "line.png").small
    assert min(small.width, small.height) == 1
    assert max(small.width, small.height) == min(1920, max(size))


@pytest.mark.parametrize(
    ("size", "seen"),
    [
        ((1200, 900), (960, 720)),
        ((1000, 1000), (960, 960)),
        ((2400, 800), (1440, 480)),
        ((800, 2400), (480, 1440)),
        ((2400, 200), (1920, 160)),
        ((820, 312), (820, 312)),
    ],
)
def test_a_banner_is_looked_at_as_closely_as_a_photograph(
    decoder: Decoder, size: tuple[int, int], seen: tuple[int, int]
) -> None:
    small = decoder.inspect(encoded(picture(*size), "JPEG"), "banner.jpg").small
    assert (small.width, small.height) == seen


@pytest.mark.parametrize(
    ("size", "nearer"),
    [
        ((1400, 1000), None),
        ((1500, 1000), (1500, 1000)),
        ((3000, 4000), (1440, 1920)),
        ((2400, 800), None),
    ],
)
def test_a_large_photograph_is_looked_at_from_nearer_as_well(
    decoder: Decoder, size: tuple[int, int], nearer: tuple[int, int] | None
) -> None:
    made = decoder.inspect(encoded(picture(*size), "JPEG"), "photo.jpg")
    assert (made.near and (made.near.width, made.near.height)) == nearer
    if made.near is not None:
        for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
            near = as_image(made.near).getpixel((int(made.near.width * x), int(made.near.height * y)))
            small = as_image(made.small).getpixel((int(made.small.width * x), int(made.small.height * y)))
            assert close(near, small)
    assert decoder.inspect(encoded(picture(*size), "JPEG"), "photo.jpg", longest=200).near is None


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_is_upright(decoder: Decoder, format: str, orientation: int) -> None:
    options = {"lossless": True} if format == "WEBP" else {}
    stored = picture(200, 120)
    exif = camera_exif(orientation=orientation)
    stored.info["exif"] = exif.tobytes()
    upright = ImageOps.exif_transpose(stored)
    inspection = decoder.inspect(encoded(stored, format, exif=exif, **options), "a" + EXTENSIONS[format])
    assert (inspection.facts.width, inspection.facts.height) == upright.size
    shown = as_image(inspection.small)
    assert shown.size == upright.size
    right, bottom = upright.width - 4, upright.height - 4
    for corner in ((3, 3), (right, 3), (3, bottom), (right, bottom)):
        assert close(shown.getpixel(corner), upright.getpixel(corner))


def test_colours_of_every_mode_over_white(decoder: Decoder) -> None:
    half_clear = picture(40, 40).convert("RGBA")
    half_clear.putalpha(0)
    palette = Image.new("P", (40, 40), 0)
    palette.putpalette([200, 30, 30] + [0] * 765)
    deep = Image.new("I;16", (40, 40), 0x8000)
    cases = {
        "rgba": (encoded(half_clear, "PNG"), (255, 255, 255)),
        "la": (encoded(Image.new("LA", (40, 40), (0, 128)), "PNG"), (127, 127, 127)),
        "palette": (encoded(palette, "PNG"), (200, 30, 30)),
        "clear palette": (encoded(palette, "PNG", transparency=0), (255, 255, 255)),
        "clear gif": (encoded(palette, "GIF", transparency=0), (255, 255, 255)),
        "16 bit": (encoded(deep, "PNG"), (128, 128, 128)),
        "1 bit": (encoded(Image.new("1", (40, 40), 1), "PNG"), (255, 255, 255)),
        "cmyk": (encoded(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
        "grey": (encoded(Image.new("L", (40, 40), 77), "JPEG"), (77, 77, 77)),
    }
    for case, (data, colour) in cases.items():
        shown = as_image(decoder.preview(data, 40)).getpixel((20, 20))
        assert close(shown, colour, 3), case


WHITE, GREEN, CLEAR = (255, 255, 255, 255), (0, 90, 60, 255), (255, 255, 255, 0)


@pytest.mark.parametrize(
    ("ink", "ground", "mode", "lost"),
    [
        (WHITE, CLEAR, "RGBA", True),
        (WHITE, CLEAR, "LA", True),
        ((255, 255, 255, 120), (0, 0, 0, 0), "RGBA", True),
        (GREEN, CLEAR, "RGBA", False),
        (WHITE, GREEN, "RGBA", False),
        (WHITE, WHITE, "RGB", False),
    ],
)
def test_what_only_a_dark_page_would_show_is_told(
    decoder: Decoder, ink: tuple[int, ...], ground: tuple[int, ...], mode: str, lost: bool
) -> None:
    image = Image.new("RGBA", (400, 300), ground)
    for left in range(40, 360, 40):
        image.paste(ink, (left, 100, left + 12, 200))
    facts = decoder.inspect(encoded(image.convert(mode), "PNG"), "a.png").facts
    assert facts.lost_on_white is lost


@pytest.mark.parametrize("format", MOVING)
def test_what_only_a_dark_page_would_show_of_a_later_frame_is_told(decoder: Decoder, format: str) -> None:
    frames = [Image.new("RGBA", (400, 300), CLEAR) for _ in range(4)]
    frames[0].paste(GREEN, (0, 0, 200, 150))
    frames[3].paste(WHITE, (100, 100, 300, 260))
    moving = {"save_all": True, "append_images": frames[1:], "duration": 200}
    facts = decoder.inspect(encoded(frames[0], format, **moving), "a" + EXTENSIONS[format]).facts
    assert facts.lost_on_white


def test_the_images_own_colour_profile_is_used(decoder: Decoder) -> None:
    data = encoded(Image.new("RGB", (40, 40), "red"), "PNG", icc_profile=profile_with_red_and_blue_swapped())
    red, _, blue = as_image(decoder.preview(data, 40)).getpixel((20, 20))
    assert blue > 200 > 60 > red


def test_a_broken_profile_does_not_lose_the_picture(decoder: Decoder) -> None:
    data = encoded(Image.new("RGB", (40, 40), "red"), "PNG", icc_profile=b"no profile at all" * 20)
    assert as_image(decoder.preview(data, 40)).getpixel((20, 20)) == (255, 0, 0)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_camera_is_told_but_never_the_position(decoder: Decoder, format: str) -> None:
    exif = camera_exif(lens="iPhone 12 front camera 2.71mm f/2.2", taken_at="2024:03:05 10:11:12", gps=True)
    facts = decoder.inspect(encoded(picture(), format, exif=exif), "a" + EXTENSIONS[format]).facts
    assert facts.camera == "Apple iPhone 12"
    assert facts.taken_at == "2024:03:05 10:11:12"
    assert facts.has_gps
    assert facts.front_camera
    assert "23" not in repr(facts)


def test_a_position_in_xmp_is_seen(decoder: Decoder) -> None:
    xmp = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="23,43.2N"/></x:xmpmeta>'
    assert decoder.inspect(encoded(picture(), "JPEG", xmp=xmp), "a.jpg").facts.has_gps


def test_plain_images_say_nothing_of_a_camera(decoder: Decoder) -> None:
    facts = decoder.inspect(encoded(picture(), "JPEG"), "a.jpg").facts
    assert (facts.camera, facts.lens, facts.taken_at, facts.has_gps) == ("", "", "", False)


def test_exif_text_comes_as_one_clean_line(decoder: Decoder) -> None:
    exif = camera_exif(make="Evil\x1b[31m\n\x00Maker", model="M" * 5000)
    camera = decoder.inspect(encoded(picture(), "JPEG", exif=exif), "a.jpg").facts.camera
    assert camera.isprintable()
    assert camera.startswith("Evil[31m")
    assert len(camera) < 300


def test_broken_exif_does_not_lose_a_sound_picture(decoder: Decoder) -> None:
    data = encoded(picture(), "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\xff\xff garbage")
    assert decoder.inspect(data, "a.jpg").facts.width == 64


@pytest.mark.parametrize("format", MOVING)
def test_frames_of_an_animation_are_counted(decoder: Decoder, format: str) -> None:
    inspection = decoder.inspect(animation(format, frames=5), "a" + EXTENSIONS[format])
    assert inspection.facts.frames == 5
    assert close(as_image(inspection.small).getpixel((20, 15)), (0, 120, 200), 16)


def test_bytes_after_the_image_are_no_damage(decoder: Decoder) -> None:
    motion_photo = encoded(picture(), "JPEG") + b"\x00\x00\x00\x18ftypmp42" + bytes(5000)
    assert decoder.inspect(motion_photo, "a.jpg").facts.frames == 1


def test_a_phones_jpeg_with_a_second_picture_inside_is_one_picture(decoder: Decoder) -> None:
    data = encoded(picture(), "MPO", save_all=True, append_images=[picture()])
    facts = decoder.inspect(data, "a.jpg").facts
    assert (facts.format, facts.frames) == ("JPEG", 1)
