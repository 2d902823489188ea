"""A blurred region cannot be recognised any more; all the rest is as it was, and tells nothing."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from app.media.decoder import Decoder
from app.media.types import Box
from tests.helpers.images import EXTENSIONS, MOVING, camera_exif, encoded, picture

BOX: Box = (96, 64, 100, 60)
LOSS = 14  # of 255: what a photograph's encoder changes at most here


def busy(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A calm picture with fine detail in `BOX`, as a face or a number plate has."""
    image = picture(*size)
    dots = random.Random(seed)
    x, y, width, height = BOX
    cell = 4
    for left in range(x, x + width, cell):
        for top in range(y, y + height, cell):
            colour = tuple(dots.randrange(256) for _ in range(3))
            image.paste(colour, (left, top, min(left + cell, x + width), min(top + cell, y + height)))
    return image


def inside(image: Image.Image, box: Box = BOX, margin: int = 0) -> Image.Image:
    x, y, width, height = box
    return image.convert("RGB").crop((x + margin, y + margin, x + width - margin, y + height - margin))


def outside(image: Image.Image) -> Image.Image:
    """The picture with the region and the encoder's block around it painted over."""
    x, y, width, height = BOX
    rest = image.convert("RGB")
    rest.paste("black", (x - 16, y - 16, x + width + 16, y + height + 16))
    return rest


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    return max(
        high for _, high in ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    )


def detail(image: Image.Image) -> float:
    """The mean variance within blocks of 8 pixels: what is left of a face's features."""
    blocks = [
        image.convert("L").crop((left, top, left + 8, top + 8))
        for left in range(0, image.width - 7, 8)
        for top in range(0, image.height - 7, 8)
    ]
    return sum(ImageStat.Stat(block).var[0] for block in blocks) / len(blocks)


@pytest.mark.parametrize("format", EXTENSIONS)
def test_the_regions_detail_is_gone(decoder: Decoder, format: str) -> None:
    data = encoded(busy(1), format)
    shown = opened(decoder.blurred(data, [BOX]).data)
    assert detail(inside(opened(data))) > 500
    assert detail(inside(shown, margin=2)) < 40


def test_what_is_left_are_a_few_rough_colours_and_nothing_of_the_detail(decoder: Decoder) -> None:
    """Two regions of the same rough means become the same, whatever was in them."""
    one, other = busy(1), busy(1)
    x, y, width, height = BOX
    mirrored = inside(other).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    across, down = 25, 30  # a cell of the region, whose mean colour stays when it is mirrored
    for left in range(0, width, across):
        for top in range(0, height, down):
            cell = mirrored.crop((width - left - across, top, width - left, top + down))
            other.paste(cell, (x + left, y + top))
    assert largest_difference(inside(one), inside(other)) > 100
    blurred = [opened(decoder.blurred(encoded(each, "PNG"), [BOX]).data) for each in (one, other)]
    assert largest_difference(*blurred) == 0


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_all_else_is_kept_exactly_where_the_format_can(decoder: Decoder, format: str) -> None:
    data = encoded(busy(2), format)
    shown = opened(decoder.blurred(data, [BOX]).data)
    assert largest_difference(outside(shown), outside(opened(data))) == 0


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_all_else_is_as_it_was_but_for_the_encoders_loss(decoder: Decoder, format: str) -> None:
    data = encoded(busy(2), format, quality=92)
    shown = opened(decoder.blurred(data, [BOX]).data)
    assert largest_difference(outside(shown), outside(opened(data))) <= LOSS


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_is_told_and_the_format_stays(decoder: Decoder, format: str) -> None:
    exif = camera_exif(gps=True, taken_at="2024:03:05 10:11:12")
    copy = decoder.blurred(encoded(picture(), format, exif=exif), [(4, 4, 20, 20)])
    image = opened(copy.data)
    assert image.format == format
    assert copy.extension == EXTENSIONS[format]
    assert len(image.getexif()) == 0
    assert b"iPhone" not in copy.data


def test_boxes_are_of_the_upright_image(decoder: Decoder) -> None:
    data = encoded(busy(3), "JPEG", exif=camera_exif(orientation=6), quality=95)
    shown = opened(decoder.blurred(data, [(240 - 64 - 60, 96, 60, 100)]).data)
    assert shown.size == (240, 320)
    assert detail(inside(shown, (240 - 64 - 60, 96, 60, 100), margin=2)) < 40


@pytest.mark.parametrize("format", MOVING)
def test_an_animation_is_blurred_in_every_frame(decoder: Decoder, format: str) -> None:
    frames = [busy(seed) for seed in range(3)]
    data = encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=80, loop=0)
    film = Image.open(BytesIO(decoder.blurred(data, [BOX]).data))
    for number in range(film.n_frames):
        film.seek(number)
        assert detail(inside(film, margin=2)) < 60, number


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_clear_parts_tell_no_shape(decoder: Decoder, format: str) -> None:
    logo = Image.new("RGBA", (320, 240), (0, 0, 0, 0))
    logo.paste((10, 120, 60, 255), (120, 80, 150, 110))
    shown = opened(decoder.blurred(encoded(logo, format), [BOX]).data).convert("RGBA")
    x, y, width, height = BOX
    assert shown.crop((x, y, x + width, y + height)).getchannel("A").getextrema() == (255, 255)
    assert shown.getpixel((2, 2))[3] == 0


def test_a_tiny_region_is_one_colour(decoder: Decoder) -> None:
    shown = opened(decoder.blurred(encoded(busy(4), "PNG"), [(100, 70, 8, 8)]).data)
    assert shown.crop((100, 70, 108, 78)).getextrema() == tuple(
        (low, low) for low, _ in shown.crop((100, 70, 108, 78)).getextrema()
    )


def test_a_box_over_the_edge_is_cut_there_and_one_beside_does_nothing(decoder: Decoder) -> None:
    data = encoded(busy(5), "PNG")
    beside = opened(decoder.blurred(data, [(400, 400, 20, 20)]).data)
    assert largest_difference(beside, opened(data)) == 0
    over = opened(decoder.blurred(data, [(-20, -20, 60, 60)]).data)
    assert largest_difference(over.crop((40, 40, 320, 240)), opened(data).crop((40, 40, 320, 240))) == 0


def test_the_same_boxes_give_the_same_bytes(decoder: Decoder) -> None:
    data = encoded(busy(6), "JPEG")
    assert decoder.blurred(data, [BOX]).data == decoder.blurred(data, [BOX]).data
