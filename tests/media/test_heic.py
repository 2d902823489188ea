"""HEIC, which phones keep: read where pillow-heif is installed, else said plainly."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from PIL import Image

from app.errors import MissingEnvironment, Refusal
from app.i18n import LANGUAGES, Translator
from app.media.decoder import Decoder
from app.media.formats import AVIF, HEIC, JPEG, recognise
from tests.helpers.images import camera_exif, encoded, picture

# The first box of a phone's file.
NAMED_HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
WITHOUT_IT = (
    sys.executable,
    "-I",
    "-c",
    "import sys; sys.modules['pillow_heif'] = None\nfrom app.media.worker import main; main()",
)


@pytest.mark.parametrize(
    ("brands", "format"),
    [
        (b"heic\x00\x00\x00\x00mif1heic", HEIC),
        (b"mif1\x00\x00\x00\x00mif1heic", HEIC),
        (b"mif1\x00\x00\x00\x00mif1miafavif", AVIF),
        (b"avif\x00\x00\x00\x00mif1miaf", AVIF),
        (b"mp42\x00\x00\x00\x00isommp42", None),
        (b"mif1\x00\x00\x00\x00mif1", None),
    ],
)
def test_brands_tell_the_formats_apart(brands: bytes, format: object) -> None:
    assert recognise((8 + len(brands)).to_bytes(4) + b"ftyp" + brands + b"\x00\x00\x00\x08mdatheic") is format


def test_where_it_cannot_be_read_that_is_said_and_other_images_are() -> None:
    with Decoder(command=WITHOUT_IT) as decoder:
        with pytest.raises(MissingEnvironment) as caught:
            decoder.inspect(NAMED_HEIC, "IMG_0007.HEIC")
        assert caught.value.key == "media.no_heic"
        assert all("IMG_0007.HEIC" in Translator(language).refusal(caught.value) for language in LANGUAGES)
        assert not decoder.reads(HEIC)
        assert decoder.reads(AVIF)
        assert decoder.inspect(encoded(picture(), "JPEG"), "a.jpg").facts.width == 64


def photo(image: Image.Image, **options: object) -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    return encoded(image, "HEIF", **{"quality": 95, "chroma": 444} | options)


def test_a_phones_photo_is_read_upright_with_its_facts(decoder: Decoder) -> None:
    data = photo(picture(200, 120), exif=camera_exif(gps=True, orientation=6).tobytes())
    inspection = decoder.inspect(data, "IMG_0007.HEIC", longest=100)
    facts = inspection.facts
    assert (facts.format, facts.media_type) == ("HEIF", "image/heic")
    assert (facts.width, facts.height, facts.frames) == (120, 200, 1)
    assert facts.has_gps
    assert facts.camera == "Apple iPhone 12"
    shown = Image.frombytes("RGB", (inspection.small.width, inspection.small.height), inspection.small.rgb)
    stored_top_left = shown.getpixel((shown.width - 3, 2))
    assert all(
        abs(a - b) < 24 for a, b in zip(stored_top_left, picture(200, 120).getpixel((4, 4)), strict=True)
    )


def test_the_picture_is_shown_and_not_the_thumbnail_beside_it(decoder: Decoder) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    file = pillow_heif.from_pillow(picture(1200, 800))
    out = BytesIO()
    file.save(out, quality=90, thumbnails=[300])
    assert decoder.preview(out.getvalue(), 100).width == 100
    assert decoder.inspect(out.getvalue(), "a.heic").facts.width == 1200


def test_several_pictures_in_one_file_are_the_first(decoder: Decoder) -> None:
    data = photo(picture(), save_all=True, append_images=[Image.new("RGB", (64, 48), "white")])
    inspection = decoder.inspect(data, "burst.heic")
    assert inspection.facts.frames == 1
    assert inspection.small.rgb[2] < 200


def test_what_is_published_is_a_jpeg_without_traces(decoder: Decoder) -> None:
    clean = decoder.clean_copy(photo(picture(), exif=camera_exif(gps=True)))
    assert (clean.media_type, clean.extension) == ("image/jpeg", ".jpg")
    assert recognise(clean.data) is JPEG
    assert b"iPhone" not in clean.data


def test_a_photo_cut_short_is_refused(decoder: Decoder) -> None:
    data = photo(picture(300, 200))
    for kept in range(20, len(data) - 1, len(data) // 25):
        with pytest.raises(Refusal):
            decoder.inspect(data[:kept], "a.heic")
