"""A banner's and a profile picture's crops under the picture, one view after another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.checks.photo.rule_names import OBSCENE
from app.intake.types import IncomingFile
from app.models.tables import Finding
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.services.posts.views import DraftView, FormImage
from app.ui.images.image_view import ImageView
from app.ui.main_window import MainWindow
from app.ui.post_view.crops import DESKTOP, PAGE, PHONE, ROUND, WHOLE, PageCrops
from app.ui.translation import tr
from app.ui.widgets import Pill
from app.work import Work
from tests.helpers.images import encoded
from tests.helpers.window import shown_texts
from tests.services.posts import form

FACEBOOK, X = 1, 2


def halves(width: int, height: int) -> bytes:
    """Red at the left and blue at the right edge, green between: by its colours a crop is known."""
    image = Image.new("RGB", (width, height), (0, 160, 0))
    image.paste((255, 0, 0), (0, 0, width // 10, height))
    image.paste((0, 0, 255), (width - width // 10, 0, width, height))
    return encoded(image, "PNG")


def draft(
    desk: Desk, by: int, use: str, account: int | None, size: tuple[int, int] = (851, 315)
) -> DraftView:
    image = FormImage(alt="", file=IncomingFile("banner.png", halves(*size), ""))
    filled = replace(form(""), use=use, account_id=account, images=(image,))
    draft_id = intake.compose(desk, filled, by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def shown(qtbot: QtBot, window: MainWindow, draft: DraftView) -> list[PageCrops]:
    window.page.context.open_draft(draft.id)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ImageView)))
    return [one for one in window.findChildren(PageCrops) if one.isVisible()]


def colours(crops: PageCrops) -> set[str]:
    """Which of the three colours the part shows."""
    image = crops._part.grab().toImage()
    middle = image.height() // 2
    seen = set()
    for x in range(image.width()):
        point = image.pixelColor(x, middle)
        if point.red() > 200 > 90 > point.blue():
            seen.add("left")
        if point.blue() > 200 > 90 > point.red():
            seen.add("right")
        if point.green() > 140 and point.red() < 60:
            seen.add("middle")
    return seen


def test_a_key_leads_through_the_views(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    [crops] = shown(qtbot, window, draft(desk, team["Karim"], "banner", FACEBOOK))
    assert crops.view == WHOLE
    qtbot.waitUntil(lambda: colours(crops) == {"left", "middle", "right"})
    qtbot.keyClick(window.page, Qt.Key.Key_V)
    assert crops.view == DESKTOP
    assert colours(crops) == {"left", "middle", "right"}
    assert any(text == tr("queue.crops.nothing_lost") for _, text in shown_texts(crops))
    qtbot.keyClick(window.page, Qt.Key.Key_V)
    assert crops.view == PHONE
    assert colours(crops) == {"middle"}
    assert any(text == tr("queue.crops.lost", percent=34) for _, text in shown_texts(crops))
    qtbot.keyClick(window.page, Qt.Key.Key_V)
    assert crops.view == WHOLE


def test_the_view_stays_from_draft_to_draft(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    first = draft(desk, team["Karim"], "banner", FACEBOOK)
    second = draft(desk, team["Karim"], "banner", FACEBOOK, (1702, 630))
    [crops] = shown(qtbot, window, first)
    [phone] = [pill for pill in crops.findChildren(Pill) if pill.text() == tr("queue.crops.phone")]
    phone.click()
    window.page.context.open_draft(second.id)
    qtbot.waitUntil(lambda: crops not in window.findChildren(PageCrops))
    [other] = shown(qtbot, window, second)
    assert other.view == PHONE


def test_a_profile_picture_is_shown_round(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    [crops] = shown(qtbot, window, draft(desk, team["Karim"], "profile", X, (600, 400)))
    qtbot.waitUntil(lambda: colours(crops) != set())
    qtbot.keyClick(window.page, Qt.Key.Key_V)
    assert crops.view == ROUND
    assert colours(crops) == {"middle"}
    assert any(text == tr("queue.crops.lost", percent=48) for _, text in shown_texts(crops))


def test_a_platform_whose_devices_are_not_known_has_one_crop(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    [crops] = shown(qtbot, window, draft(desk, team["Karim"], "banner", X, (3000, 500)))
    qtbot.keyClick(window.page, Qt.Key.Key_V)
    assert crops.view == PAGE
    qtbot.waitUntil(lambda: colours(crops) == {"middle"})


@pytest.mark.parametrize(("use", "account"), [("post", FACEBOOK), ("banner", None)])
def test_posts_and_banners_for_no_page_have_no_crops(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], use: str, account: int | None
) -> None:
    assert shown(qtbot, window, draft(desk, team["Karim"], use, account)) == []
    qtbot.keyClick(window.page, Qt.Key.Key_V)


def test_a_covered_picture_is_not_shown_by_its_crops(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    made = draft(desk, team["Karim"], "banner", FACEBOOK, (900, 900))
    with desk.store.write():
        Finding.update(rule=OBSCENE).execute()
    assert shown(qtbot, window, made) == []
    [view] = window.findChildren(ImageView)
    view.uncover()
    assert [one.isVisible() for one in window.findChildren(PageCrops)] == [True]


def test_it_stays_covered_between_an_edit_and_the_new_check(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    made = draft(desk, team["Karim"], "banner", FACEBOOK, (900, 900))
    with desk.store.write():
        Finding.update(rule=OBSCENE).execute()
    intake.revise(desk, made.id, replace(intake.form_of(made.version), text="নতুন লেখা"), team["Karim"])
    assert not queue.draft(desk, made.id).findings
    shown(qtbot, window, made)
    [view] = window.findChildren(ImageView)
    assert view.covered
