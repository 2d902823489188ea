"""Collages and frames are told from single pictures, and weigh with the faces in them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from app.checks.photo.collage import WHOLE, Composition, composition
from app.checks.types import PhotoReport, Use
from app.media.types import Pixels
from tests.helpers.collages import captioned, collage, framed
from tests.helpers.faces import scene

Check = Callable[..., PhotoReport]


def photograph(seed: int, width: int = 800, height: int = 600) -> Image.Image:
    """Shapes in many colours, blurred and grained: detail everywhere, and no straight line across."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), tuple(chance.randint(0, 255) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(260):
        x, y = chance.randint(-80, width), chance.randint(-80, height)
        side = chance.randint(20, 120)
        draw.ellipse((x, y, x + side, y + side), fill=tuple(chance.randint(0, 255) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(3))


def told(image: Image.Image) -> Composition:
    small = image.convert("RGB")
    small.thumbnail((960, 960))
    return composition(Pixels(small.width, small.height, small.tobytes()))


@pytest.mark.parametrize("gutter", [0, 6, 24])
@pytest.mark.parametrize(("columns", "rows"), [(2, 1), (1, 2), (2, 2), (3, 2)])
def test_a_collage_is_told_with_its_pictures(columns: int, rows: int, gutter: int) -> None:
    pictures = [photograph(seed) for seed in range(columns * rows)]
    assert told(collage(pictures, columns, rows, gutter)) == Composition(columns * rows)


@pytest.mark.parametrize("rounding", [0.0, 0.08])
@pytest.mark.parametrize("colour", [(255, 255, 255), (20, 20, 20)])
def test_a_framed_photograph_is_told(rounding: float, colour: tuple[int, int, int]) -> None:
    assert told(framed(photograph(7), 0.05, rounding, colour)) == Composition(framed=True)


def test_one_picture_is_one_picture() -> None:
    for seed in range(5):
        assert told(photograph(seed)) == WHOLE
    assert told(scene(1200, 800, [(100, 100, 500), (650, 200, 400)])) == WHOLE


def test_panels_of_a_poster_and_bars_beside_a_picture_are_no_collage() -> None:
    poster = photograph(1, 1200, 900)
    draw = ImageDraw.Draw(poster)
    draw.rectangle((800, 0, 1200, 900), fill=(0, 106, 78))
    draw.rectangle((860, 200, 1100, 230), fill=(255, 255, 255))
    assert told(poster) == WHOLE
    assert told(captioned(photograph(4), "নাগরিক সেবা এখন অনলাইনে")) == WHOLE
    bars = Image.new("RGB", (1280, 720))
    bars.paste(photograph(2, 720, 720), (280, 0))
    assert told(bars) == WHOLE


def test_a_joint_between_bricks_is_no_seam() -> None:
    wall = photograph(3, 600, 600).convert("L").convert("RGB").point(lambda level: 100 + level // 8)
    ImageDraw.Draw(wall).rectangle((300, 0, 306, 600), fill=(190, 190, 190))
    assert told(wall) == WHOLE


@given(st.integers(1, 140), st.integers(1, 140), st.binary(min_size=3, max_size=3))
def test_no_picture_is_too_small_or_even(width: int, height: int, colour: bytes) -> None:
    assert composition(Pixels(width, height, colour * (width * height))) == WHOLE


def test_a_collage_of_close_faces_warns_on_a_post_and_says_why(check: Check) -> None:
    one = photograph(1).resize((600, 900))
    other = photograph(2).resize((600, 900))
    one.paste(scene(360, 360, [(0, 0, 360)]), (120, 300))
    other.paste(scene(360, 360, [(0, 0, 360)]), (120, 300))
    report = check(collage([one, other], 2, 1, 12), Use.POST)
    found = {finding.rule: finding for finding in report.findings}
    assert (found["photo.collage"].severity, found["photo.collage"].clauses) == ("note", ("7.c",))
    assert found["photo.personal"].severity == "warn"
    assert "put together from several pictures" in found["photo.personal"].why.en


def test_a_collage_is_a_note_without_faces_and_a_warning_on_a_banner_with_one(check: Check) -> None:
    empty = collage([photograph(1), photograph(2)], 2, 1, 12)
    assert [(one.rule, one.severity) for one in check(empty, Use.BANNER).findings] == [
        ("photo.collage", "note")
    ]
    one = photograph(1)
    one.paste(scene(240, 240, [(0, 0, 240)]), (280, 180))
    found = {one.rule: one for one in check(collage([one, photograph(2)], 2, 1, 12), Use.BANNER).findings}
    assert found["photo.face"].severity == "block"
    assert (found["photo.collage"].severity, found["photo.collage"].clauses) == ("warn", ("6.1.d",))


def test_a_frame_around_no_face_says_nothing(check: Check) -> None:
    assert check(framed(photograph(7), 0.05, 0), Use.POST).findings == ()
