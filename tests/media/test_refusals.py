"""Images that are not taken, each with its own sentence."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from PIL import Image

from app.errors import Refusal
from app.i18n import LANGUAGES, Translator
from app.media.decoder import MAX_BYTES, Decoder
from tests.helpers.images import EXTENSIONS, animation, black_png, encoded, picture, png_chunk
from tests.helpers.lots import examples

WHOLE = {
    **{format: encoded(picture(), format) for format in EXTENSIONS},
    "progressive": encoded(picture(), "JPEG", progressive=True),
    "interlaced GIF": encoded(picture(), "GIF", interlace=1),
    "moving GIF": animation("GIF"),
    "moving PNG": animation("PNG"),
    "moving WebP": animation("WEBP"),
    "moving AVIF": animation("AVIF"),
    "lossless WebP": encoded(picture(), "WEBP", lossless=True),
}
with_one_decoder = examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refusal(decoder: Decoder, data: bytes, name: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decoder.inspect(data, name)
    for language in LANGUAGES:
        assert name in Translator(language).refusal(caught.value)
    return caught.value


@with_one_decoder
@given(kind=st.sampled_from(sorted(WHOLE)), kept=st.floats(0, 1, exclude_max=True))
def test_an_image_cut_anywhere_is_refused(decoder: Decoder, kind: str, kept: float) -> None:
    whole = WHOLE[kind]
    decoder.inspect(whole, "whole")
    cut = whole[: int(len(whole) * kept)]
    allowed = ("media.damaged", "media.not_image") if cut else ("media.empty",)
    assert refusal(decoder, cut, "cut").key in allowed


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_an_image_without_its_last_byte_is_refused(decoder: Decoder, kind: str) -> None:
    assert refusal(decoder, WHOLE[kind][:-1], "cut").key == "media.damaged"


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        *((kind, kept) for kind in ("RGB", "L", "CMYK", "restarts", "large") for kept in (0.3, 0.5, 0.9)),
        ("progressive", 0.3),  # of its last scan, half of all, nothing but the finest grain may be missing
    ],
)
def test_a_jpeg_broken_off_and_ended_again_is_refused(decoder: Decoder, kind: str, kept: float) -> None:
    size = (1603, 1207) if kind == "large" else (203, 151)
    mode = kind if kind in ("L", "CMYK") else "RGB"
    options = {"progressive": {"progressive": True}, "restarts": {"restart_marker_rows": 1}}.get(kind, {})
    grained = Image.blend(picture(*size), Image.effect_noise(size, 60).convert("RGB"), 0.3).convert(mode)
    whole = encoded(grained, "JPEG", **options)
    decoder.inspect(whole, "whole")
    cut = whole[: int(len(whole) * kept)] + b"\xff\xd9"
    assert refusal(decoder, cut, "cut").key == "media.damaged"


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_whole_jpeg_that_ends_in_mid_grey_is_taken(decoder: Decoder, mode: str) -> None:
    grey = picture(203, 151)
    grey.paste((128, 128, 128), (0, 90, 203, 151))
    for options in ({}, {"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 0}):
        decoder.inspect(encoded(grey.convert(mode), "JPEG", **options), "grey")
    decoder.inspect(encoded(Image.new(mode, (203, 151), "#808080"), "JPEG"), "grey")


def test_a_download_broken_off_and_filled_with_zeros_is_refused(decoder: Decoder) -> None:
    for kind in ("JPEG", "progressive", "PNG", "GIF", "moving PNG"):
        whole = WHOLE[kind]
        half = len(whole) // 2
        assert refusal(decoder, whole[:half] + bytes(len(whole) - half), "cut").key == "media.damaged"


@with_one_decoder
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=9)), min_size=1
    ),
)
def test_a_spoilt_image_is_read_or_refused_and_harms_nothing(
    decoder: Decoder, kind: str, changes: list[tuple[float, bytes]]
) -> None:
    spoilt = bytearray(WHOLE[kind])
    for place, junk in changes:
        at = int(len(spoilt) * place)
        spoilt[at : at + len(junk)] = junk
    try:
        inspection = decoder.inspect(bytes(spoilt), "spoilt")
        assert inspection.facts.width * inspection.facts.height <= 50_000_000
    except Refusal as refused:
        assert refused.key.startswith("media.")


@pytest.mark.parametrize("found", EXTENSIONS)
@pytest.mark.parametrize("promised", EXTENSIONS)
def test_a_name_that_promises_another_format_is_refused(decoder: Decoder, promised: str, found: str) -> None:
    data, name = WHOLE[found], "সভা" + EXTENSIONS[promised].upper()
    if promised == found:
        assert decoder.inspect(data, name).facts.format == found
    else:
        refused = refusal(decoder, data, name)
        assert refused.key == "media.wrong_type"
        for language in LANGUAGES:
            sentence = Translator(language).refusal(refused).lower()
            assert promised.lower() in sentence
            assert found.lower() in sentence


@pytest.mark.parametrize("name", ["a.jpeg", "a.JPG", "a.jfif", "no ending", "photo.2024"])
def test_other_names_of_a_jpeg_are_honest(decoder: Decoder, name: str) -> None:
    assert decoder.inspect(WHOLE["JPEG"], name).facts.format == "JPEG"


@pytest.mark.parametrize(
    "data",
    [b"hello", b"%PDF-1.7", b"\x00\x00\x00\x18ftypmp42", encoded(picture(), "BMP"), b"RIFF1234WAVE"],
)
def test_other_files_are_no_images(decoder: Decoder, data: bytes) -> None:
    assert refusal(decoder, data, "a.jpg").key == "media.not_image"
    assert refusal(decoder, b"", "a.jpg").key == "media.empty"


def test_other_formats_of_the_decoder_are_closed_doors(decoder: Decoder) -> None:
    tiff_called_jpeg = b"\xff\xd8\xff" + encoded(picture(), "TIFF")
    assert refusal(decoder, tiff_called_jpeg, "a.jpg").key == "media.damaged"


def test_over_40_megabytes_is_refused(decoder: Decoder) -> None:
    data = WHOLE["JPEG"] + bytes(MAX_BYTES)
    assert refusal(decoder, data, "a.jpg").key == "media.too_big"
    assert decoder.inspect(data[:MAX_BYTES], "a.jpg").facts.format == "JPEG"


@pytest.mark.parametrize(("width", "height"), [(10_000, 5_001), (12_000, 12_000), (50_000_001, 1)])
def test_over_50_megapixels_is_refused(decoder: Decoder, width: int, height: int) -> None:
    bomb = black_png(width, height)
    assert len(bomb) < 100_000
    assert refusal(decoder, bomb, "bomb.png").key == "media.too_many_pixels"


def test_50_megapixels_are_taken(decoder: Decoder) -> None:
    assert decoder.inspect(black_png(10_000, 5_000), "large.png").facts.height == 5_000


def test_a_size_that_is_a_lie_is_refused(decoder: Decoder) -> None:
    rows = png_chunk(b"IDAT", zlib.compress(b"\x00" * 9))
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 4000, 4000, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + rows + png_chunk(b"IEND", b"")
    assert refusal(decoder, data, "lie.png").key == "media.damaged"


def test_a_text_that_unpacks_without_end_is_refused(decoder: Decoder) -> None:
    bomb = png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9))
    assert refusal(decoder, black_png(8, 8, bomb), "bomb.png").key == "media.bomb"


def test_endless_animations_are_refused(decoder: Decoder) -> None:
    assert refusal(decoder, animation("GIF", 1_300, (4, 4)), "long.gif").key == "media.too_many_frames"
    claimed = png_chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))
    assert refusal(decoder, black_png(8, 8, claimed), "long.png").key == "media.too_many_frames"
    wide = encoded(Image.new("P", (2_000, 2_000)), "GIF")
    frame = wide[wide.index(b",\x00\x00\x00\x00\xd0\x07") : -1]
    assert decoder.inspect(wide[:-1] + 23 * frame + b";", "wide.gif").facts.frames == 24
    assert refusal(decoder, wide[:-1] + 25 * frame + b";", "wide.gif").key == "media.too_many_frames"


def test_a_frame_larger_than_its_animation_is_refused(decoder: Decoder) -> None:
    one = encoded(Image.new("P", (20, 10)), "GIF")
    descriptor = one.index(b",\x00\x00\x00\x00\x14\x00\x0a\x00")
    huge = b",\x00\x00\x00\x00\xff\xff\xff\xff" + one[descriptor + 9 : -1]
    refused = refusal(decoder, one[:-1] + huge + b";", "grows.gif")
    assert refused.key == "media.too_many_pixels"


def test_preview_and_clean_copy_refuse_as_inspect_does(decoder: Decoder) -> None:
    for ask in (lambda data: decoder.preview(data, 100), decoder.clean_copy):
        for data, key in (
            (WHOLE["PNG"][:-20], "media.damaged"),
            (b"text", "media.not_image"),
            (b"", "media.empty"),
            (black_png(10_000, 5_001), "media.too_many_pixels"),
        ):
            with pytest.raises(Refusal) as caught:
                ask(data)
            assert caught.value.key == key
            assert caught.value.params["name"]
