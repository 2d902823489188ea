"""Which pictures of an animation the detectors are given."""

from __future__ import annotations

import pytest
from PIL import Image

from app.media import decoder_output
from app.media.decoder import Decoder
from app.media.formats import GIF
from app.media.protocol import ProtocolError
from app.media.types import MOST_LATER
from tests.helpers.faces import scene
from tests.helpers.images import EXTENSIONS, MOVING, encoded, picture

WALL = scene(320, 240)


def film(format: str, pictures: list[Image.Image], **options: object) -> bytes:
    rest = {"save_all": True, "append_images": pictures[1:], "duration": 100, "loop": 0}
    return encoded(pictures[0], format, **rest | options)


def numbers(decoder: Decoder, data: bytes, format: str) -> list[int]:
    return [frame.number for frame in decoder.inspect(data, "a" + EXTENSIONS[format]).later]


@pytest.mark.parametrize("format", MOVING)
def test_a_picture_that_appears_late_and_shortly_is_given_with_its_time(
    decoder: Decoder, format: str
) -> None:
    slightly = [Image.eval(WALL, lambda value, n=n: value + n % 2) for n in range(30)]
    slightly[22] = scene(320, 240, [(100, 60, 120)])
    inspection = decoder.inspect(film(format, slightly), "a" + EXTENSIONS[format])
    (frame,) = inspection.later
    # GIF's and PNG's encoders join frames that are alike, so the number is only known from the time.
    assert frame.at == 2200
    assert (frame.small.width, frame.small.height) == (320, 240)
    assert inspection.complete
    shown = Image.frombytes("RGB", (320, 240), frame.small.rgb)
    assert abs(shown.getpixel((160, 130))[0] - slightly[22].getpixel((160, 130))[0]) < 20


def test_a_small_face_in_a_corner_is_another_picture(decoder: Decoder) -> None:
    assert numbers(decoder, film("PNG", [WALL, scene(320, 240, [(270, 190, 50)])]), "PNG") == [1]


def test_what_comes_back_is_given_once(decoder: Decoder) -> None:
    other, third = picture(320, 240), Image.new("RGB", (320, 240), "white")
    assert numbers(decoder, film("WEBP", [WALL, other, WALL, other, third, WALL], lossless=True), "WEBP") == [
        1,
        4,
    ]


def test_of_many_pictures_the_most_different_are_given_and_it_is_said(decoder: Decoder) -> None:
    steps = [Image.new("RGB", (64, 48), (0, 0, 0)) for _ in range(40)]
    for number, step in enumerate(steps):
        step.paste((255, 255, 255), (0, 0, 1 + number, 48))
    inspection = decoder.inspect(film("PNG", steps), "a.png")
    given = [0, *(frame.number for frame in inspection.later)]
    assert len(given) == MOST_LATER + 1
    assert given == sorted(given)
    assert max(after - before for before, after in zip(given, [*given[1:], 40], strict=True)) <= 12
    assert not inspection.complete


def test_a_single_picture_has_no_later_ones(decoder: Decoder) -> None:
    inspection = decoder.inspect(encoded(WALL, "PNG"), "a.png")
    assert (inspection.later, inspection.complete) == ((), True)


def test_clear_parts_of_a_frame_are_white(decoder: Decoder) -> None:
    clear = Image.new("RGBA", (64, 48), (0, 0, 0, 0))
    assert numbers(decoder, film("PNG", [Image.new("RGBA", (64, 48), "white"), clear]), "PNG") == []


FACTS = {
    "width": 4,
    "height": 2,
    "frames": 3,
    "camera": "",
    "lens": "",
    "software": "",
    "taken_at": "",
}


def test_an_answer_with_pictures_is_believed() -> None:
    header = {"facts": FACTS, "width": 4, "height": 2, "later": [[2, 40]], "complete": True}
    inspection = decoder_output.inspection(header, bytes(24) + bytes([9]) * 24, GIF)
    assert inspection.later[0].small.rgb == bytes([9]) * 24
    assert inspection.later[0].number == 2


def test_an_answer_with_a_nearer_picture_is_believed() -> None:
    header = {"facts": FACTS, "width": 4, "height": 2, "later": [], "complete": True, "near": [8, 4]}
    inspection = decoder_output.inspection(header, bytes(24) + bytes([9]) * 96, GIF)
    assert inspection.small.rgb == bytes(24)
    assert inspection.near is not None
    assert (inspection.near.width, inspection.near.height) == (8, 4)
    assert inspection.near.rgb == bytes([9]) * 96


@pytest.mark.parametrize("near", [[8, 4], [0, 4], [8, -4], [8], "84", [8, 2.0]])
def test_a_nearer_picture_that_is_not_there_is_not_believed(near: object) -> None:
    header = {"facts": FACTS, "width": 4, "height": 2, "later": [], "complete": True, "near": near}
    with pytest.raises(ProtocolError):
        decoder_output.inspection(header, bytes(72), GIF)


@pytest.mark.parametrize(
    ("later", "size"),
    [
        ([[2, 40]], 47),
        ([[2, 40]], 24),
        ([[3, 40]], 48),
        ([[0, 40]], 48),
        ([[1, -1]], 48),
        ([[1]], 48),
        (["ab"], 48),
        ([[1, 0]] * (MOST_LATER + 1), 24 * (MOST_LATER + 2)),
        ({}, 24),
        (None, 24),
        ([], 0),
    ],
)
def test_an_answer_that_contradicts_itself_is_not_believed(later: object, size: int) -> None:
    header = {"facts": FACTS, "width": 4, "height": 2, "later": later, "complete": True}
    with pytest.raises(ProtocolError):
        decoder_output.inspection(header, bytes(size), GIF)
