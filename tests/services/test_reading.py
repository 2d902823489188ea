"""A box drawn on an image is read there, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from app.checks.photo.office_name import Answer
from app.checks.types import Use
from app.intake.types import IncomingFile
from app.media.types import Box
from app.paths import resources
from app.services.base.desk import Desk
from app.services.office import office
from app.services.posts import intake, queue
from app.services.posts.box_text import read_box
from app.services.posts.views import AttachmentView, FormImage
from tests.helpers.images import encoded
from tests.services.posts import form
from tests.services.refusals import refused

APPEAL = "নৌকা মার্কায় ভোট দিন"
ABOVE: Box = (40, 40, 1300, 140)
BELOW: Box = (40, 240, 1300, 140)


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next((resources() / "fonts").glob("*700*.ttf"))), size)


def banner(desk: Desk, by: int, above: str, below: str) -> AttachmentView:
    """A kept image of 1640 by 624 pixels with a line of lettering in each of the two boxes."""
    picture = Image.new("RGB", (1640, 624), (0, 90, 66))
    pen = ImageDraw.Draw(picture)
    for text, (x, y, _, _) in ((above, ABOVE), (below, BELOW)):
        pen.text((x + 30, y + 20), text, font=font(64), fill="white")
    file = IncomingFile("banner.png", encoded(picture, "PNG"))
    post = replace(form(), images=(FormImage(alt="ব্যানার", file=file),))
    return queue.draft(desk, intake.compose(desk, post, by)).version.attachments[0]


@pytest.fixture
def image(desk: Desk, office_of_one: dict[str, int]) -> AttachmentView:
    return banner(desk, office_of_one["Rahima"], "Upazila Land Office, Test", APPEAL)


@pytest.fixture
def reads(desk: Desk) -> None:
    if not desk.detectors.reader.installed:
        pytest.skip("the extra `ocr` is not installed")


def test_without_the_reader_it_is_said_how_to_add_it(desk: Desk, image: AttachmentView) -> None:
    if desk.detectors.reader.installed:
        pytest.skip("the extra `ocr` is installed")
    assert refused(read_box, desk, image, ABOVE, Use.POST) == "reading.not_installed"


@pytest.mark.parametrize("box", [(1700, 10, 50, 50), (10, 700, 50, 50)])
def test_a_box_beside_the_image_is_refused(desk: Desk, image: AttachmentView, box: Box) -> None:
    assert refused(read_box, desk, image, box, Use.POST) == "reading.no_box"


@pytest.mark.usefixtures("reads")
def test_only_what_is_in_the_box_is_read_and_checked(desk: Desk, image: AttachmentView) -> None:
    above = read_box(desk, image, ABOVE, Use.POST)
    assert "Land" in above.text
    assert above.findings == ()
    assert above.office_name is None
    below = read_box(desk, image, BELOW, Use.POST)
    assert "ভোট" in below.text
    assert "Land" not in below.text
    assert any("10.c" in finding.clauses for finding in below.findings)


@pytest.mark.usefixtures("reads")
def test_on_a_banner_it_says_whether_the_offices_name_is_in_the_box(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    known = office.office(desk)
    assert known is not None
    name = known.name_en
    image = banner(desk, office_of_one["Rahima"], name, "one two three four five six seven")
    assert read_box(desk, image, ABOVE, Use.BANNER).office_name is Answer.FOUND
    assert read_box(desk, image, BELOW, Use.BANNER).office_name is not Answer.FOUND


@pytest.mark.usefixtures("reads")
def test_where_nothing_stands_nothing_is_read(desk: Desk, image: AttachmentView) -> None:
    assert read_box(desk, image, (40, 450, 1300, 140), Use.POST).text == ""
