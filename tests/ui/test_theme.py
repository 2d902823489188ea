"""Light, dark and as the system has it; larger text; every token of the style sheet known."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.paths import resources
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.ui import preferences, theme
from app.ui.app import application
from app.ui.archive.page import ArchivePage
from app.ui.main_window import FRAME, LEAST, USUAL, MainWindow
from app.ui.theme import DARK, LIGHT, Theme
from app.ui.widgets import Button, Pill
from app.ui.widgets.chip import chip_size

PAGES = ("queue", "due", "accounts", "responses", "archive", "reports", "rules", "guide", "settings")


def test_the_window_changes_colours_at_once(window: MainWindow, desk: Desk) -> None:
    def rail_colour() -> QColor:
        return window.grab().toImage().pixelColor(4, window.height() // 2)

    preferences.set_theme(desk, "dark")
    assert rail_colour() == DARK.color("surface")
    preferences.toggle_theme(desk)
    assert rail_colour() == LIGHT.color("surface")
    assert desk_settings.get(desk, preferences.THEME) == "light"


def test_a_window_dressed_anew_looks_as_dressed_first(window: MainWindow, desk: Desk) -> None:
    first = window.grab().toImage()
    theme.apply("dark", 150)
    assert window.grab().toImage() != first
    theme.apply("light", 100)
    QApplication.processEvents()
    assert window.grab().toImage() == first


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(colours: Theme) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text."""
    pairs = [("text", "bg"), ("text", "surface"), ("text", "sunken"), ("text", "highlight"), ("text", "bad")]
    pairs += [("muted", "bg"), ("muted", "surface"), ("muted", "sunken"), ("on_accent", "accent")]
    pairs += [("accent", "surface"), ("accent", "bg"), ("accent", "accent_soft"), ("accent", "warn_soft")]
    pairs += [(tone, f"{tone}_soft") for tone in ("danger", "warn", "note")]
    pairs += [("on_banner", "banner"), ("on_banner", "banner_end"), ("danger", "surface")]
    poor = {pair: round(_contrast(colours, *pair), 2) for pair in pairs if _contrast(colours, *pair) < 4.5}
    assert poor == {}


def _contrast(colours: Theme, ink: str, ground: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    light, dark = sorted((_luminance(colours, ink), _luminance(colours, ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colours: Theme, token: str) -> float:
    channels = colours.color(token).getRgbF()[:3]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_token_of_the_style_sheet_is_known() -> None:
    source = (resources() / "styles" / "app.qss").read_text(encoding="utf-8")
    named = {token for token in re.findall(r"@([a-z_]+)", source) if token not in ("icons", "tone")}
    assert named <= set(asdict(LIGHT))


def test_text_size_scales_what_is_drawn(window: MainWindow, desk: Desk) -> None:
    before = chip_size("block", "2 Block")
    preferences.set_text_size(desk, 150)
    assert chip_size("block", "2 Block").height() == round(before.height() * 1.5)
    assert theme.font(14).pixelSize() == 21
    preferences.restore(desk, None)
    assert theme.text_size() == 150
    preferences.set_text_size(desk, 100)


@pytest.mark.parametrize("size", theme.TEXT_SIZES)
def test_pills_are_round_at_every_text_size(qtbot: QtBot, size: int) -> None:
    application()
    theme.apply("light", size)
    pill = Pill("Pending")
    qtbot.addWidget(pill)
    pill.setChecked(True)
    pill.resize(pill.sizeHint())
    drawn = pill.grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, 2) == LIGHT.color("accent")
    assert drawn.pixelColor(2, 2) != LIGHT.color("accent"), "a radius too great is drawn square"
    theme.apply("light")


def test_the_smallest_window_grows_with_the_text(window: MainWindow, desk: Desk) -> None:
    """As far as the screen goes: a desktop that draws all of it larger leaves it less than the usual least,
    and what lay beneath its edge would be the decisions."""
    room = window.screen().availableSize()
    for size in (150, 100):
        preferences.set_text_size(desk, size)
        assert window.minimumWidth() == min(LEAST[0] * size // 100, room.width())
        assert window.minimumHeight() == min(LEAST[1] * size // 100, room.height() - FRAME)


def test_a_nonsense_preference_is_not_believed(window: MainWindow, desk: Desk) -> None:
    desk_settings.set_(desk, preferences.THEME, "purple")
    desk_settings.set_(desk, preferences.TEXT_SIZE, "9000")
    preferences.restore(desk, None)
    assert (theme.choice(), theme.text_size()) == ("system", 100)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_no_button_is_cut_on_the_smallest_window(window: MainWindow, desk: Desk, language: str) -> None:
    preferences.set_language(desk, language)
    window.resize(*LEAST)
    assert _cut_on_pages(window) == {}


@pytest.mark.parametrize("language", ["bn", "en"])
def test_no_button_is_cut_where_the_text_is_large(window: MainWindow, desk: Desk, language: str) -> None:
    preferences.set_language(desk, language)
    preferences.set_text_size(desk, 150)
    window.resize(*USUAL)
    assert _cut_on_pages(window) == {}


def test_no_button_of_the_archive_is_cut_where_the_text_is_large(window: MainWindow, desk: Desk) -> None:
    preferences.set_language(desk, "bn")
    preferences.set_text_size(desk, 150)
    window.resize(*USUAL)
    window.show_page("archive")
    page = window.page
    assert isinstance(page, ArchivePage)
    found = {}
    for view in ("calendar", "past", "media", "disposal", "archives"):
        page.show_view(view)
        QApplication.processEvents()
        found[view] = _cut(window)
    assert {view: cut for view, cut in found.items() if cut} == {}


def _cut_on_pages(window: MainWindow) -> dict[str, list[str]]:
    """What is cut on each page, built as the window is now."""
    found = {}
    for page in PAGES:
        window.show_page(page)
        QApplication.processEvents()
        found[page] = _cut(window)
    return {page: cut for page, cut in found.items() if cut}


def _cut(window: MainWindow) -> list[str]:
    return [
        f"{button.text() or button.accessibleName()}: {button.size()} < {button.sizeHint()}"
        for button in window.page.findChildren(QAbstractButton)
        if button.isVisible() and _narrower(button)
    ]


def _narrower(button: QWidget) -> bool:
    hint = button.sizeHint()
    needs_height = isinstance(button, Button)
    return button.width() < hint.width() or (needs_height and button.height() < hint.height())
