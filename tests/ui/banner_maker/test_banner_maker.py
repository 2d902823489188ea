"""A banner made from what the office recorded: its size, and where its text stands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base import platforms
from app.services.base.desk import Desk
from app.services.base.platforms import Platform
from app.services.office import office
from app.services.office.office import account, set_logo
from app.services.office.views import AccountForm
from app.services.posts import queue
from app.ui.app import application
from app.ui.banner_maker.dialog import BannerDialog
from app.ui.banner_maker.layout import Layout, lay_out, middle, safe_area
from app.ui.banner_maker.lines import LINES, Line
from app.ui.banner_maker.picture import banner_file, painted
from app.ui.banner_maker.schemes import SCHEMES, Scheme
from app.ui.main_window import MainWindow
from app.ui.post_form.dialog import ComposeDialog
from app.ui.translation import tr
from tests.helpers.images import encoded
from tests.helpers.window import shown_texts

WITH_BANNER = tuple(platform.key for platform in platforms.platforms() if platform.banner)
SHORT = "নমুনা উপজেলা শিক্ষা অফিস"
LONG = " ".join([f"{SHORT}, ঐতিহ্যবাহী কর্মসূচি ব্যবস্থাপনা ও পরিবীক্ষণ ইউনিট"] * 6)
LOGO = QSizeF(400, 300)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    application()


def lines(name: str = SHORT) -> list[Line]:
    others = {
        "parent": "প্রাথমিক শিক্ষা অধিদপ্তর",
        "name": name,
        "english": "Sample Upazila Education Office",
        "purpose": "উদ্দেশ্য: জনসচেতনতা ও প্রচারণা",
        "audience": "যাঁদের জন্য: অভিভাবক, শিক্ষক ও নাগরিক",
        "website": "office.example",
    }
    return [Line(kind, others[kind]) for kind in LINES]


def ink(image: QImage, ground: QColor) -> QRect:
    """The box of all that differs from the ground, the band at the foot apart."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
    pixels = pixels.reshape(image.height(), image.width())[: round(image.height() * 0.96)]
    down, across = np.nonzero(pixels != ground.rgb())
    if not len(down):
        return QRect()
    left, top = int(across.min()), int(down.min())
    return QRect(left, top, int(across.max()) - left + 1, int(down.max()) - top + 1)


def drawn(platform: Platform, layout: Layout, logo: QImage | None = None) -> QImage:
    assert platform.banner is not None
    return painted(platform.banner, layout, SCHEMES["green"], logo)


@pytest.mark.parametrize("key", WITH_BANNER)
@pytest.mark.parametrize("name", [SHORT, LONG, "ক" * 300], ids=["short", "long", "one_word"])
def test_all_that_is_drawn_stands_in_the_safe_area(key: str, name: str) -> None:
    platform = platforms.platform(key)
    layout = lay_out(safe_area(platform), lines(name), LOGO)
    image = drawn(platform, layout)
    assert (image.width(), image.height()) == platform.banner
    seen = ink(image, SCHEMES["green"].color("ground"))
    assert not seen.isEmpty()
    assert layout.safe.contains(QRectF(seen))
    assert layout.logo is not None
    assert layout.safe.contains(layout.logo)


@pytest.mark.parametrize("key", WITH_BANNER)
def test_a_very_long_name_is_neither_cut_nor_left_out(key: str) -> None:
    layout = lay_out(safe_area(platforms.platform(key)), lines(LONG), LOGO)
    [name] = [placed for placed in layout.placed if placed.line.kind == "name"]
    rows = [name.text.lineAt(place) for place in range(name.text.lineCount())]
    assert sum(row.textLength() for row in rows) == len(LONG)
    assert all(row.naturalTextWidth() <= name.box.width() for row in rows)
    assert {placed.line.kind for placed in layout.placed} | {line.kind for line in layout.left_out} == set(
        LINES
    )
    for upper, lower in pairwise(layout.placed):
        assert upper.box.bottom() <= lower.box.top()


def test_a_usual_banner_has_room_for_every_line_of_facebook() -> None:
    assert lay_out(safe_area(platforms.platform("facebook")), lines(), LOGO).left_out == ()


def test_no_safe_area_is_made_up_but_for_a_cautious_middle() -> None:
    facebook, x = platforms.platform("facebook"), platforms.platform("x")
    assert facebook.banner is not None
    assert facebook.safe is not None
    assert safe_area(facebook) == middle(facebook.banner, facebook.safe)
    assert x.safe is None
    assert safe_area(x) == middle((1500, 500), (900, 360))


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_text_is_read_on_every_ground(scheme: Scheme) -> None:
    for part in ("ink", "second"):
        assert contrast(scheme.color(part), scheme.color("ground")) >= 4.5


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio by WCAG 2.2."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_file_is_a_png_or_a_jpeg_where_that_is_too_large(desk: Desk) -> None:
    youtube = platforms.platform("youtube")
    image = drawn(youtube, lay_out(safe_area(youtube), lines(), None))
    as_png = banner_file(image, youtube)
    assert as_png.name == "banner-youtube.png"
    assert youtube.banner_bytes is not None
    assert len(as_png.data) <= youtube.banner_bytes
    facts = desk.decoder.inspect(as_png.data, as_png.name).facts
    assert (facts.format, (facts.width, facts.height)) == ("PNG", youtube.banner)

    busy = QImage(400, 400, QImage.Format.Format_RGB32)
    for y in range(400):
        for x in range(400):
            busy.setPixel(x, y, (x * 7919 ^ y * 104729) & 0xFFFFFF)
    small = replace(youtube, banner_bytes=len(banner_file(busy, youtube).data) // 2)
    as_jpeg = banner_file(busy, small)
    assert as_jpeg.name.endswith(".jpg")
    assert len(as_jpeg.data) <= (small.banner_bytes or 0)


def made(qtbot: QtBot, window: MainWindow, account_id: int = 1) -> BannerDialog:
    window.show_page("accounts")
    assert window.page._list.choose(str(account_id))
    [button] = [
        one
        for one in window.findChildren(QPushButton)
        if one.text() == tr("banner_maker.make") and one.isVisible()
    ]
    button.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(BannerDialog)))
    dialog = window.findChild(BannerDialog)
    assert isinstance(dialog, BannerDialog)
    return dialog


def test_using_it_begins_a_draft_that_carries_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    made(qtbot, window).use_button.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ComposeDialog)))
    compose = window.findChild(ComposeDialog)
    assert isinstance(compose, ComposeDialog)
    qtbot.waitUntil(lambda: bool(compose._images.images()))
    before = set(queue.ids(desk, None))
    compose.save()
    qtbot.waitUntil(lambda: len(queue.ids(desk, None)) > len(before))
    [new] = set(queue.ids(desk, None)) - before
    version = queue.draft(desk, new).version
    assert (version.use, version.account and version.account.id) == ("banner", 1)
    assert version.purpose == "5.a"  # the first of the page's
    [image] = version.attachments
    assert (image.width, image.height) == platforms.platform("facebook").banner
    assert SHORT in image.alt


def test_the_logo_is_on_it_where_the_office_has_one(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    set_logo(
        desk, IncomingFile("logo.png", encoded(Image.new("RGB", (300, 200), "red"), "PNG")), team["Rahima"]
    )
    dialog = made(qtbot, window)
    qtbot.waitUntil(dialog._with_logo.isChecked)
    layout = dialog.layout_now()
    assert layout.logo is not None
    middle_of_it = dialog.banner(layout).pixelColor(layout.logo.center().toPoint())
    assert middle_of_it.red() > 200
    assert middle_of_it.green() < 60
    dialog._with_logo.setChecked(False)
    assert dialog.layout_now().logo is None
    dialog.close()


def test_a_long_purpose_is_read_whole_where_it_is_written(qtbot: QtBot, window: MainWindow) -> None:
    dialog = made(qtbot, window)
    field = dialog.rows["purpose"].field
    short = field.height()
    qtbot.keyClicks(field, " and much more that a page is for" * 2)
    qtbot.waitUntil(lambda: field.height() > short)
    qtbot.waitUntil(lambda: not field.verticalScrollBar().maximum())
    before = dialog.rows["purpose"].text()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.rows["purpose"].text() == before
    assert "\n" not in field.toPlainText()
    dialog.close()


def test_the_office_s_name_cannot_be_taken_off(qtbot: QtBot, window: MainWindow) -> None:
    dialog = made(qtbot, window)
    assert not dialog.rows["name"].box.isEnabled()
    dialog.rows["english"].box.setChecked(False)
    assert [line.kind for line in dialog.lines()] == ["name", "purpose"]
    dialog.close()


def test_what_the_register_does_not_know_is_said(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    known = made(qtbot, window)
    assert known._views.desktop.part is not None
    assert known._views.phone.part is not None
    known.close()
    qtbot.waitUntil(lambda: not window.findChildren(BannerDialog))
    assert account(desk, 2).platform == "x"
    unknown = made(qtbot, window, 2)
    shown = [text for _, text in shown_texts(unknown)]
    assert tr("banner_maker.no_phone", platform="X") in shown
    assert tr("banner_maker.no_safe") in shown
    unknown.close()


def test_a_platform_without_a_known_banner_offers_none(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    office.add_account(desk, AccountForm("telegram", "sample", "নমুনা"), team["Rahima"])
    window.context.office_changed.emit()
    window.show_page("accounts")
    assert window.page._list.choose("3")
    shown = [text for _, text in shown_texts(window.page)]
    assert tr("banner_maker.no_size") in shown
    assert tr("banner_maker.make") not in shown
