"""A clean copy shows the same and tells nothing."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from app.media.decoder import Decoder
from tests.helpers.images import (
    EXTENSIONS,
    MOVING,
    animation,
    camera_exif,
    encoded,
    picture,
    png_chunk,
    profile_with_red_and_blue_swapped,
)

SECRET = b"Rahima Khatun, House 12"


def tattling(format: str) -> bytes:
    """An image that carries SECRET wherever its format has a place for it."""
    text = SECRET.decode()
    exif = camera_exif(make=text, gps=True, taken_at="2024:03:05 10:11:12")
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    profile = profile_with_red_and_blue_swapped() + SECRET
    match format:
        case "JPEG":
            data = encoded(picture(), format, exif=exif, xmp=xmp, icc_profile=profile, comment=SECRET)
            return data + SECRET
        case "PNG":
            chunks = PngImagePlugin.PngInfo()
            chunks.add_text("Author", text)
            chunks.add_text("Comment", text, zip=True)
            chunks.add_itxt("XML:com.adobe.xmp", text)
            data = encoded(picture(), format, exif=exif, icc_profile=profile, pnginfo=chunks)
            end = data.index(b"IEND") - 4
            return data[:end] + png_chunk(b"tEXt", b"Late\x00" + SECRET) + data[end:] + SECRET
        case "WEBP" | "AVIF":
            return encoded(picture(), format, exif=exif, xmp=xmp, icc_profile=profile) + SECRET
        case _:
            return encoded(picture(), format, comment=SECRET) + SECRET


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("format", EXTENSIONS)
def test_nothing_but_the_picture_is_left(decoder: Decoder, format: str) -> None:
    dirty = tattling(format)
    assert SECRET in dirty
    clean = decoder.clean_copy(dirty)
    assert clean.extension == EXTENSIONS[format]
    assert clean.media_type == "image/" + format.lower()
    for trace in (SECRET, zlib.compress(SECRET), b"Exif", b"iPhone", b"xmp", b"ICC", b"iCCP", b"Comment"):
        assert trace not in clean.data
    image = opened(clean.data)
    assert image.format == format
    assert (image.width, image.height) == (clean.width, clean.height) == (64, 48)
    assert len(image.getexif()) == 0
    known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "version", "background", "loop", "duration"}
    assert not set(image.info) - known - {"timestamp", "extension", "transparency"}


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(highest for _, highest in difference.getextrema())


def test_pictures_without_loss_keep_every_pixel(decoder: Decoder) -> None:
    image = picture()
    few_colours = image.quantize(200)
    for data in (
        encoded(image, "PNG"),
        encoded(image, "WEBP", lossless=True),
        encoded(few_colours, "PNG"),
        encoded(few_colours, "GIF"),
        encoded(image.convert("L"), "PNG"),
    ):
        assert largest_difference(opened(decoder.clean_copy(data).data), opened(data)) == 0


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_a_photograph_looks_the_same(decoder: Decoder, format: str) -> None:
    data = encoded(picture(300, 200), format, quality=90)
    assert largest_difference(opened(decoder.clean_copy(data).data), opened(data)) <= 12


def test_red_lettering_keeps_its_edges(decoder: Decoder) -> None:
    """A poster saved with full colour resolution is not halved to the usual 4:2:0."""
    stripes = Image.new("RGB", (64, 64), "white")
    for x in range(0, 64, 2):
        stripes.paste("red", (x, 0, x + 1, 64))
    data = encoded(stripes, "JPEG", quality=95, subsampling=0)
    assert largest_difference(opened(decoder.clean_copy(data).data), stripes) <= 40


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_copy_is_upright_without_being_told(decoder: Decoder, format: str) -> None:
    data = encoded(picture(80, 40), format, exif=camera_exif(orientation=6), quality=95)
    clean = decoder.clean_copy(data)
    assert (clean.width, clean.height) == (40, 80)
    assert largest_difference(opened(clean.data), ImageOps.exif_transpose(opened(data))) <= 24


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_are_what_the_profile_meant(decoder: Decoder, format: str) -> None:
    profile = profile_with_red_and_blue_swapped()
    data = encoded(Image.new("RGB", (40, 40), "red"), format, icc_profile=profile)
    red, _, blue = opened(decoder.clean_copy(data).data).convert("RGB").getpixel((20, 20))
    assert blue > 200 > 60 > red


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF", "AVIF"])
def test_transparency_stays(decoder: Decoder, format: str) -> None:
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    logo.paste((10, 120, 60, 255), (10, 10, 30, 30))
    shown = opened(decoder.clean_copy(encoded(logo, format)).data).convert("RGBA")
    assert shown.getpixel((2, 2))[3] == 0
    assert shown.getpixel((20, 20))[3] == 255


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_what_hides_under_transparency_goes(decoder: Decoder, format: str) -> None:
    """A viewer that knows no transparency would show it, and anyone can bring it out."""
    hidden = picture().convert("RGBA")
    hidden.putalpha(0)
    hidden.paste((10, 120, 60, 255), (10, 10, 30, 30))
    shown = opened(decoder.clean_copy(encoded(hidden, format, lossless=True)).data).convert("RGBA")
    assert shown.getpixel((20, 20))[3] == 255
    beneath = shown.convert("RGB").crop((36, 0, 64, 48))
    assert all(high - low <= 5 for low, high in beneath.getextrema())


def test_a_transparent_pictures_hidden_profile_goes_too(decoder: Decoder) -> None:
    logo = Image.new("RGBA", (40, 40), (255, 0, 0, 128))
    clean = opened(
        decoder.clean_copy(encoded(logo, "PNG", icc_profile=profile_with_red_and_blue_swapped())).data
    )
    red, _, blue, alpha = clean.getpixel((20, 20))
    assert blue > 200 > 60 > red
    assert alpha == 128
    assert "icc_profile" not in clean.info


def test_cmyk_becomes_a_picture_every_browser_shows(decoder: Decoder) -> None:
    data = encoded(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG")
    assert opened(decoder.clean_copy(data).data).mode == "RGB"


@pytest.mark.parametrize("format", MOVING)
def test_an_animation_keeps_moving_at_its_pace(decoder: Decoder, format: str) -> None:
    data = animation(format, frames=4)
    before, after = Image.open(BytesIO(data)), Image.open(BytesIO(decoder.clean_copy(data).data))
    assert after.n_frames == 4
    assert after.info.get("loop") == before.info.get("loop") == (None if format == "AVIF" else 0)
    for number in range(4):
        before.seek(number)
        after.seek(number)
        before.load()
        after.load()
        assert largest_difference(before, after) <= 12
        assert after.info["duration"] == before.info["duration"] == 80


def test_a_clean_copy_is_clean_and_whole_itself(decoder: Decoder) -> None:
    for format in EXTENSIONS:
        clean = decoder.clean_copy(tattling(format))
        facts = decoder.inspect(clean.data, "copy" + clean.extension).facts
        assert not facts.has_gps
        assert facts.camera == ""
