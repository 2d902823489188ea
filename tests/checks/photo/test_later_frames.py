"""Faces that only a later picture of an animation shows."""

from __future__ import annotations

import pytest
from PIL import Image, ImageEnhance

from app.checks.photo.context import PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.types import PhotoReport, Severity, Use
from app.media.decoder import Decoder
from tests.helpers.faces import drawn_face, scene
from tests.helpers.images import EXTENSIONS, MOVING, encoded, picture

EMPTY = scene(640, 480)
LEFT = scene(640, 480, [(20, 100, 250)])
BOTH = scene(640, 480, [(20, 100, 250), (350, 100, 250)])


@pytest.fixture
def look(decoder: Decoder, photo_detectors: Detectors) -> object:
    def check(pictures: list[Image.Image], format: str = "PNG", use: Use = Use.BANNER) -> PhotoReport:
        moving = {"save_all": True, "append_images": pictures[1:], "duration": 200}
        name = "a" + EXTENSIONS[format]
        return check_photo(
            decoder.inspect(encoded(pictures[0], format, **moving), name),
            name,
            use,
            photo_detectors,
            PhotoContext(attachment=1),
        )

    return check


@pytest.mark.parametrize("format", MOVING)
def test_a_face_in_a_later_frame_is_found_with_its_time(look, format: str) -> None:
    report = look([EMPTY, EMPTY.point(lambda value: value ^ 1), picture(640, 480), LEFT], format)
    (finding,) = report.findings
    assert (finding.rule, finding.severity, finding.attachment) == ("photo.face", Severity.BLOCK, 1)
    assert finding.frame in (2, 3)  # some encoders join frames that are alike
    assert "০.৬ সেকেন্ডে" in finding.why.bn
    assert "at 0.6 seconds" in finding.why.en
    x, _, width, _ = finding.box
    assert 20 < x < x + width < 270
    assert "later-frames" not in [entry.check for entry in report.not_checked]


def test_a_face_that_stays_is_told_once_and_a_newcomer_besides(look) -> None:
    brighter = ImageEnhance.Brightness(LEFT).enhance(1.03)
    report = look([LEFT, brighter, BOTH])
    assert [finding.frame for finding in report.findings] == [None, 2]
    assert report.findings[1].box[0] > 350


def test_another_face_in_the_same_place_is_told_too(look) -> None:
    darker = scene(640, 480)
    darker.paste(ImageEnhance.Brightness(drawn_face(250)).enhance(0.6), (20, 100))
    assert [finding.frame for finding in look([LEFT, darker]).findings] == [None, 1]


def test_a_post_says_of_a_later_portrait_what_it_says_of_the_first(look) -> None:
    (finding,) = look([EMPTY, LEFT], use=Use.POST).findings
    assert (finding.rule, finding.frame) == ("photo.portrait", 1)


def test_a_still_image_names_no_frame(look) -> None:
    (finding,) = look([LEFT]).findings
    assert finding.frame is None
    assert "frame" not in finding.why.en
