from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.checks.photo.faces import Face, FaceFinder
from app.checks.photo.yunet import MODEL_NAME
from app.errors import MissingEnvironment
from app.i18n import LANGUAGES, Translator
from app.media.types import Pixels
from app.paths import resources
from tests.helpers.faces import drawn_face, scene
from tests.helpers.images import picture
from tests.helpers.lots import examples

FINDER = FaceFinder(resources() / "models" / MODEL_NAME)


def pixels(image: Image.Image) -> Pixels:
    return Pixels(image.width, image.height, image.convert("RGB").tobytes())


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """Shared area over joint area."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0, width) * max(0, height)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


@pytest.mark.parametrize("size", [60, 120, 300, 800])
def test_a_face_is_found_where_it_is(size: int) -> None:
    (face,) = FINDER.find(pixels(scene(960, 900, [(80, 60, size)])), 960, 900)
    assert face.certain
    scale = size / 400
    drawn = (80 + round(115 * scale), 60 + round(75 * scale), round(170 * scale), round(250 * scale))
    assert overlap(face.box, drawn) > 0.7


def test_boxes_are_in_pixels_of_the_full_image() -> None:
    small = pixels(scene(960, 540, [(500, 100, 300)]))
    (near,) = FINDER.find(small, 960, 540)
    (far,) = FINDER.find(small, 3840, 2160)
    assert far.score == near.score
    assert all(abs(full - 4 * reduced) <= 4 for full, reduced in zip(far.box, near.box, strict=True))


def test_the_largest_comes_first() -> None:
    people = [(20, 300, 150), (300, 200, 300), (700, 300, 200)]
    faces = FINDER.find(pixels(scene(960, 600, people)), 960, 600)
    assert len(faces) == 3
    assert [face.area for face in faces] == sorted((face.area for face in faces), reverse=True)
    assert 300 < faces[0].box[0] < 600


def test_a_box_never_leaves_the_image() -> None:
    at_every_edge = [(-60, 100, 220), (800, 380, 220), (400, -25, 160)]
    faces = FINDER.find(pixels(scene(960, 540, at_every_edge)), 1920, 1080)
    assert faces
    for x, y, width, height in (face.box for face in faces):
        assert x >= 0
        assert y >= 0
        assert width >= 1
        assert height >= 1
        assert x + width <= 1920
        assert y + height <= 1080


def test_no_face_where_there_is_none() -> None:
    assert FINDER.find(pixels(picture(960, 540)), 960, 540) == ()


@examples(60)
@given(width=st.integers(1, 80), height=st.integers(1, 400), turned=st.booleans(), grey=st.integers(0, 255))
def test_no_face_is_invented_in_a_narrow_strip(width: int, height: int, turned: bool, grey: int) -> None:
    size = (height, width) if turned else (width, height)
    assert FINDER.find(pixels(Image.new("RGB", size, (grey, grey, grey))), *size) == ()


def test_several_threads_share_one_finder() -> None:
    shared = FaceFinder(resources() / "models" / MODEL_NAME)
    sizes = [(300 + 10 * number, 320) for number in range(12)]

    def count(size: tuple[int, int]) -> int:
        return len(shared.find(pixels(scene(*size, [(10, 10, 250)])), *size))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, sizes)) == [1] * len(sizes)


def test_a_model_in_a_folder_with_a_bangla_name(tmp_path: Path) -> None:
    model = tmp_path / "রহিমা খাতুন" / MODEL_NAME
    model.parent.mkdir()
    shutil.copy(resources() / "models" / MODEL_NAME, model)
    assert len(FaceFinder(model).find(pixels(drawn_face()), 400, 400)) == 1


def test_a_missing_or_changed_model_is_said(tmp_path: Path) -> None:
    changed = tmp_path / "changed.onnx"
    changed.write_bytes((resources() / "models" / MODEL_NAME).read_bytes()[:-1] + b"!")
    for model, key in (
        (tmp_path / "none.onnx", "media.no_face_model"),
        (changed, "media.face_model_damaged"),
    ):
        with pytest.raises(MissingEnvironment) as caught:
            FaceFinder(model).find(pixels(drawn_face()), 400, 400)
        assert caught.value.key == key
        assert all(Translator(language).refusal(caught.value) for language in LANGUAGES)


def test_certain_begins_at_four_fifths() -> None:
    assert Face((0, 0, 1, 1), 0.8).certain
    assert not Face((0, 0, 1, 1), 0.79).certain


def turned(image: Image.Image, degrees: int) -> Image.Image:
    return image.rotate(degrees, expand=True)


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_picture_on_its_side_tells_its_face_where_it_lies(degrees: int) -> None:
    upright = scene(900, 600, [(80, 100, 300)])
    lying = pixels(turned(upright, degrees))
    assert not any(face.certain for face in FINDER.find(lying, 600, 900))
    (face,) = (face for face in FINDER.find(lying, 600, 900, turned=True) if face.certain)
    left, top, right, bottom = 80 + 86, 100 + 56, 80 + 214, 100 + 244
    drawn = (top, 900 - right, bottom - top, right - left)
    if degrees == 270:
        drawn = (600 - bottom, left, bottom - top, right - left)
    assert overlap(face.box, drawn) > 0.7


def test_a_picture_upside_down_tells_its_face_where_it_stands() -> None:
    upturned = pixels(turned(scene(900, 600, [(80, 100, 300)]), 180))
    (face,) = (face for face in FINDER.find(upturned, 900, 600, turned=True) if face.certain)
    left, top, right, bottom = 80 + 86, 100 + 56, 80 + 214, 100 + 244
    assert overlap(face.box, (900 - right, 600 - bottom, right - left, bottom - top)) > 0.7


def test_the_picture_is_not_turned_where_a_face_stands_upright() -> None:
    both = scene(960, 600, [(20, 100, 250)])
    both.paste(turned(drawn_face(300), 90), (500, 100))
    seen = pixels(both)
    assert FINDER.find(seen, 960, 600, turned=True) == FINDER.find(seen, 960, 600)


@pytest.mark.parametrize("size", [48, 64, 96])
def test_an_avatar_tells_its_face(size: int) -> None:
    avatar = scene(400, 400, [(60, 60, 300)]).resize((size, size))
    (face,) = FINDER.find(pixels(avatar), size, size)
    assert face.counts


@pytest.mark.parametrize("size", [24, 48, 96])
def test_no_face_on_a_tiny_picture_without_one(size: int) -> None:
    assert FINDER.find(pixels(picture(size, size)), size, size, turned=True) == ()


@pytest.mark.parametrize("size", [26, 32])
def test_a_small_picture_on_an_even_banner_tells_its_face_but_not_for_sure(size: int) -> None:
    banner = Image.new("RGB", (1348, 513), (0, 106, 78))
    ImageDraw.Draw(banner).rectangle((100, 100, 500, 160), fill="white")
    banner.paste(drawn_face(size), (300, 400))
    assert not any(face.certain for face in FINDER.find(pixels(banner), 1348, 513))
    (face,) = FINDER.find(pixels(banner), 1348, 513, patches=True)
    assert face.confirmed
    assert not face.certain
    x, y, w, h = face.box
    assert 300 < x < x + w < 300 + size
    assert 400 < y < y + h < 400 + size


def test_a_face_too_small_at_first_is_found_on_the_nearer_picture() -> None:
    large = scene(1920, 1440, [(1200, 700, 44)])
    small, near = pixels(large.resize((960, 720))), pixels(large)
    assert not any(face.certain for face in FINDER.find(small, 3840, 2880))
    (face,) = FINDER.find(small, 3840, 2880, near)
    assert face.certain
    assert 2400 < face.box[0] < face.box[0] + face.box[2] < 2488
    assert 1400 < face.box[1] < face.box[1] + face.box[3] < 1488
