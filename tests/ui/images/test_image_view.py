from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.checks.photo.rule_names import OBSCENE
from app.checks.types import Severity
from app.i18n import Bilingual
from app.services.base.desk import Desk
from app.services.posts.views import AttachmentView, FindingView
from app.ui.context import Context
from app.ui.images.image_view import ImageView
from app.ui.images.pictures import POST, Pictures
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.services.posts import write

FACE = Bilingual("মুখ", "A face")


def face(number: int, box: tuple[int, int, int, int]) -> FindingView:
    return FindingView(
        number, number, "photo.face", ("6.1.d",), Severity.BLOCK, FACE, FACE, *([None] * 3), 0, box, 0.9, None
    )


@pytest.fixture
def image(desk: Desk, team: dict[str, int]) -> AttachmentView:
    """A kept image that is shown as if it were 1200 by 600."""
    (image,) = write(desk, team["Karim"], images=1).version.attachments
    return replace(image, width=1200, height=600)


@pytest.fixture
def view(qtbot: QtBot, context: Context, desk: Desk, image: AttachmentView) -> ImageView:
    view = ImageView(Pictures(desk, context))
    qtbot.addWidget(view)
    view.show_image(image, [face(1, (0, 0, 600, 600)), face(2, (120, 60, 120, 120))])
    view.resize(400, 200)
    view.show()
    return view


def test_boxes_are_scaled_with_the_picture(view: ImageView) -> None:
    place = view.place_of(2)
    assert place is not None
    assert (place.x(), place.y(), place.width(), place.height()) == (40, 20, 40, 40)
    view.resize(400, 100)  # lower than the picture asks for: it stands in the middle, 200 wide
    place = view.place_of(2)
    assert place is not None
    assert (place.x(), place.y(), place.width(), place.height()) == (120, 10, 20, 20)


def test_a_click_on_a_box_is_of_the_smallest_there(qtbot: QtBot, view: ImageView) -> None:
    with qtbot.waitSignal(view.finding_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    assert clicked.args == [2]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_opens_it_larger(qtbot: QtBot, view: ImageView, key: Qt.Key) -> None:
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, key)


def test_a_picture_arrives_once_and_stays(
    qtbot: QtBot, context: Context, desk: Desk, image: AttachmentView
) -> None:
    pictures = Pictures(desk, context)
    with qtbot.waitSignal(pictures.arrived) as arrived:
        assert pictures.get(image.sha256, POST) is None
    assert arrived.args == [image.sha256]
    kept = pictures.get(image.sha256, POST)
    assert kept is not None
    assert (kept.width(), kept.height()) == (64, 48)


def test_a_file_that_is_gone_is_said(qtbot: QtBot, context: Context, desk: Desk) -> None:
    pictures = Pictures(desk, context)
    missing = "0" * 64
    with qtbot.waitSignal(pictures.broken):
        pictures.get(missing, POST)
    assert pictures.refusal(missing, POST) is not None


def obscene(number: int) -> FindingView:
    return FindingView(
        number, number, OBSCENE, ("10.i",), Severity.BLOCK, FACE, FACE, *([None] * 3), 0, None, 0.9, None
    )


def test_what_may_be_obscene_is_covered_until_asked_for(
    qtbot: QtBot, context: Context, desk: Desk, image: AttachmentView
) -> None:
    pictures = Pictures(desk, context)
    view = ImageView(pictures)
    qtbot.addWidget(view)
    view.show_image(image, [face(1, (0, 0, 600, 600)), obscene(2)])
    view.resize(400, 200)
    view.show()
    qtbot.waitUntil(lambda: pictures.get(image.sha256, POST) is not None)
    covered = view.grab().toImage()
    assert view.covered
    assert tr("queue.image.covered") in view.accessibleName()
    button = view.findChild(Button)
    assert button is not None
    assert button.isVisible()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert view.covered, "a click beside the button asks for a larger picture, and its page uncovers first"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not view.covered
    assert not button.isVisible()
    assert view.grab().toImage() != covered
    again = ImageView(pictures)
    qtbot.addWidget(again)
    again.show_image(image, [obscene(2)])
    assert not again.covered
