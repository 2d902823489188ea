"""A copy for publishing keeps what its platform takes, and no more is lost for that than must be."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageSequence, ImageStat

from app.media.decoder import Decoder
from app.media.types import CleanCopy, CopyLimits
from tests.helpers.images import (
    EXTENSIONS,
    MOVING,
    animation,
    camera_exif,
    encoded,
    picture,
    wide_gamut_profile,
)

# What exiftool tells of any image: of its file, its dimensions, and how its pixels are packed.
TOLD_OF_ANY = {
    *("SourceFile", "ExifTool:ExifToolVersion", "Composite:ImageSize", "Composite:Megapixels"),
    *("PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter"),
    *("PNG:Interlace", "JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution"),
    *("RIFF:ImageWidth", "RIFF:ImageHeight", "RIFF:VP8Version", "RIFF:HorizontalScale", "RIFF:VerticalScale"),
    *("GIF:GIFVersion", "GIF:ImageWidth", "GIF:ImageHeight", "GIF:HasColorMap", "GIF:BitsPerPixel"),
    *("GIF:ColorResolutionDepth", "GIF:BackgroundColor"),
}
# AVIF's container describes the picture's coding, and a clean copy's all anew.
TOLD_OF_AVIF = {
    *("MajorBrand", "MinorVersion", "CompatibleBrands", "HandlerType", "PrimaryItemReference"),
    *("MetaImageSize", "ImageSpatialExtent", "ImagePixelDepth", "MediaDataSize", "MediaDataOffset"),
    *("MediaData", "AV1ConfigurationVersion", "SeqProfile", "SeqLevelIdx0", "SeqTier0", "HighBitDepth"),
    *("TwelveBit", "ChromaFormat", "ChromaSamplePosition", "InitialDelaySamples", "ColorProfiles"),
    *("ColorPrimaries", "TransferCharacteristics", "MatrixCoefficients", "VideoFullRangeFlag"),
}
# Numbers of a leaf's green in each space, and what they mean in sRGB: by way of XYZ, IEC 61966-2-1.
GREENS = {
    "Display P3": ((100, 160, 60), (78, 163, 32)),
    "Adobe RGB": ((100, 150, 60), (66, 151, 48)),
}


def noisy(width: int, height: int) -> Image.Image:
    """A photograph's kind of picture: no encoder makes it small."""
    return Image.blend(picture(width, height), Image.effect_noise((width, height), 90).convert("RGB"), 0.4)


def opened(copy: CleanCopy) -> Image.Image:
    image = Image.open(BytesIO(copy.data))
    image.load()
    assert image.size == (copy.width, copy.height)
    return image


def frames(copy: CleanCopy) -> list[bytes]:
    image = Image.open(BytesIO(copy.data))
    return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(image)]


def mean_difference(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean) / 3


@pytest.mark.parametrize("format", EXTENSIONS)
def test_a_larger_picture_is_made_smaller_in_its_shape(decoder: Decoder, format: str) -> None:
    copy = decoder.clean_copy(encoded(picture(900, 300), format), limits=CopyLimits(longest=300))
    assert (copy.width, copy.height) == (300, 100)
    assert copy.extension == EXTENSIONS[format]
    assert mean_difference(opened(copy), picture(300, 100)) < 6


@pytest.mark.parametrize("format", EXTENSIONS)
def test_what_is_within_the_limits_is_copied_as_without(decoder: Decoder, format: str) -> None:
    data = encoded(noisy(200, 120), format)
    limits = CopyLimits(longest=200, most_bytes=2_000_000)
    assert decoder.clean_copy(data, limits=limits) == decoder.clean_copy(data)


@pytest.mark.parametrize(
    ("format", "options", "least"),
    [
        ("JPEG", {"quality": 98}, 0.6),
        ("WEBP", {"quality": 98}, 0.6),
        ("WEBP", {"lossless": True}, 0.4),
        ("AVIF", {"quality": 95}, 0.8),
    ],
)
def test_too_heavy_a_picture_loses_quality_before_pixels(
    decoder: Decoder, format: str, options: dict[str, object], least: float
) -> None:
    data = encoded(noisy(640, 480), format, **options)
    whole = decoder.clean_copy(data)
    limits = CopyLimits(most_bytes=round(len(whole.data) * least))
    copy = decoder.clean_copy(data, limits=limits)
    assert limits.allow(copy.width, copy.height, len(copy.data))
    assert (copy.width, copy.height, copy.extension) == (640, 480, whole.extension)


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF", "PNG"])
def test_where_quality_is_not_enough_the_picture_becomes_smaller(decoder: Decoder, format: str) -> None:
    limits = CopyLimits(most_bytes=20_000)
    copy = decoder.clean_copy(encoded(noisy(800, 600), format), limits=limits)
    assert limits.allow(copy.width, copy.height, len(copy.data))
    assert 320 <= copy.width < 800
    assert copy.width * 3 == pytest.approx(copy.height * 4, abs=4)


def test_a_heavy_photograph_in_a_png_becomes_a_jpeg_of_the_same_size(decoder: Decoder) -> None:
    data = encoded(noisy(640, 480), "PNG")
    limits = CopyLimits(most_bytes=len(data) // 3)
    copy = decoder.clean_copy(data, "photo.png", limits)
    assert (copy.extension, copy.media_type, copy.width) == (".jpg", "image/jpeg", 640)
    assert len(copy.data) <= len(data) // 3
    assert opened(copy).format == "JPEG"


def test_a_png_that_only_wants_harder_packing_stays_one(decoder: Decoder) -> None:
    data = encoded(picture(900, 700).quantize(250).convert("RGB"), "PNG", compress_level=9)
    usual = decoder.clean_copy(data)
    limits = CopyLimits(most_bytes=len(usual.data) - 1)
    copy = decoder.clean_copy(data, limits=limits)
    assert copy.extension == ".png"
    assert opened(copy).tobytes() == opened(usual).tobytes()


def test_a_transparent_png_stays_transparent(decoder: Decoder) -> None:
    logo = noisy(600, 600).convert("RGBA")
    logo.paste((0, 0, 0, 0), (0, 0, 600, 200))
    limits = CopyLimits(most_bytes=200_000)
    copy = decoder.clean_copy(encoded(logo, "PNG"), limits=limits)
    assert limits.allow(copy.width, copy.height, len(copy.data))
    shown = opened(copy)
    assert (shown.format, shown.mode) == ("PNG", "RGBA")
    assert shown.getpixel((copy.width // 2, 10))[3] == 0
    assert shown.getpixel((copy.width // 2, copy.height - 10))[3] == 255


@pytest.mark.parametrize("format", MOVING)
def test_an_animation_beyond_the_limits_is_copied_in_full(decoder: Decoder, format: str) -> None:
    data = animation(format, frames=4, size=(80, 60))
    limits = CopyLimits(longest=40, most_bytes=100)
    copy, usual = decoder.clean_copy(data, limits=limits), decoder.clean_copy(data)
    # Not byte for byte: an AVIF sequence has the second in it in which it was written.
    assert (copy.media_type, copy.width, copy.height) == (usual.media_type, usual.width, usual.height)
    assert frames(copy) == frames(usual)
    assert len(frames(copy)) == 4
    assert not limits.allow(copy.width, copy.height, len(copy.data))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("gamut", ["Display P3", "Adobe RGB"])
def test_wide_colours_are_shown_as_they_were_meant(decoder: Decoder, format: str, gamut: str) -> None:
    wide, meant = GREENS[gamut]
    leaf = Image.new("RGB", (40, 40), wide)
    data = encoded(leaf, format, icc_profile=wide_gamut_profile(gamut), quality=97)
    copy = decoder.clean_copy(data)
    shown = opened(copy)
    assert "icc_profile" not in shown.info
    for told, wanted in zip(shown.convert("RGB").getpixel((20, 20)), meant, strict=True):
        assert abs(told - wanted) <= 4


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("format", EXTENSIONS)
@pytest.mark.parametrize("limits", [CopyLimits(), CopyLimits(longest=40)])
def test_exiftool_finds_nothing_but_the_picture(
    decoder: Decoder, tmp_path: Path, format: str, limits: CopyLimits
) -> None:
    dirty, clean = tmp_path / "dirty", tmp_path / "clean"
    dirty.write_bytes(tattling(format))
    before = told_by_exiftool(dirty)
    assert "Rahima" in str(before)
    assert format == "GIF" or {"EXIF:GPSLatitude", "ICC_Profile:ProfileClass"} <= set(before)
    assert format in ("GIF", "AVIF") or "EXIF:ThumbnailImage" in before
    clean.write_bytes(decoder.clean_copy(dirty.read_bytes(), limits=limits).data)
    told = {tag for tag in told_by_exiftool(clean) if not tag.startswith("File:")}
    if format == "AVIF":
        told = {tag for tag in told if tag.partition(":")[2] not in TOLD_OF_AVIF}
    assert told <= TOLD_OF_ANY


def tattling(format: str) -> bytes:
    """An image with camera, position, thumbnail, comment and profile, as far as its format has a place."""
    secret = "Rahima Khatun"
    if format == "GIF":
        return encoded(picture(), format, comment=secret.encode())
    exif = camera_exif(make=secret, gps=True, taken_at="2024:03:05 10:11:12")
    options = {"exif": with_thumbnail(exif), "icc_profile": wide_gamut_profile("Display P3")}
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- {secret} --></x:xmpmeta>'.encode()
    if format == "JPEG":
        return encoded(picture(), format, **options, xmp=xmp, comment=secret.encode())
    if format == "PNG":
        return encoded(picture(), format, **options)
    return encoded(picture(), format, **options, xmp=xmp)


def with_thumbnail(exif: Image.Exif) -> bytes:
    """The EXIF block with a second directory that holds a small JPEG of another picture."""
    small = encoded(Image.new("RGB", (16, 12), "red"), "JPEG")
    block = bytearray(exif.tobytes())  # "Exif", two zeros, then TIFF with one directory
    tiff = 6
    order = "little" if block[tiff : tiff + 2] == b"II" else "big"

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, order)

    at = tiff + int.from_bytes(block[tiff + 4 : tiff + 8], order)
    link = at + 2 + 12 * int.from_bytes(block[at : at + 2], order)
    directory = len(block) - tiff
    block[link : link + 4] = number(directory, 4)
    entries = ((0x0201, directory + 2 + 2 * 12 + 4), (0x0202, len(small)))
    block += number(len(entries), 2)
    for tag, value in entries:
        block += number(tag, 2) + number(4, 2) + number(1, 4) + number(value, 4)
    return bytes(block + bytes(4) + small)


def told_by_exiftool(file: Path) -> dict[str, object]:
    """Every tag with its group, unknown ones too."""
    run = subprocess.run(
        ["exiftool", "-json", "-G", "-a", "-u", "-ee", str(file)], capture_output=True, check=True, timeout=60
    )
    return json.loads(run.stdout)[0]
