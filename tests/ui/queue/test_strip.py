"""The images of a post small beneath it, the reasons beside the button, and Tab through the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake
from app.services.posts.views import PostForm
from app.ui import jobs, theme
from app.ui.findings.panel import FindingsPanel
from app.ui.post_list.view import DraftList
from app.ui.post_view.post import PostView
from app.ui.queue.decision_bar import DecisionBar
from app.ui.queue.image_strip import ImageStrip
from app.ui.queue.page import QueuePage
from app.ui.queue.reason import ReasonField
from app.ui.queue.reasons import Reasons
from app.ui.translation import set_language, tr
from app.ui.widgets import Button
from app.work import Work
from tests.helpers.window import Clock, look
from tests.services.posts import APPEAL, CLEAN, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


def said(root: QWidget) -> list[str]:
    return [label.text() for label in root.findChildren(QLabel) if label.isVisible()]


def test_an_image_not_seen_yet_is_named_and_reached_by_key(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    write(desk, team["Karim"], "\n".join([CLEAN] * 40), images=2)
    page = open_page()
    strip = page.findChild(ImageStrip)
    assert isinstance(strip, ImageStrip)
    qtbot.waitUntil(lambda: not jobs.busy())
    look(clock)
    assert strip.isVisible()
    assert tr("queue.strip.unseen_several", n=2) in said(strip)

    def all_seen() -> bool:
        press(page, Qt.Key.Key_Right)
        look(clock)
        return tr("queue.strip.seen", n=2) in said(strip)

    qtbot.waitUntil(all_seen)
    assert page.findChild(DraftList).hasFocus(), "and the keys of the list still work"


def test_one_image_has_no_strip(desk: Desk, team: dict[str, int], open_page: OpenPage) -> None:
    write(desk, team["Karim"], images=1)
    strip = open_page().findChild(ImageStrip)
    assert isinstance(strip, ImageStrip)
    assert not strip.isVisible()


def test_both_reasons_stand_beside_the_button(
    desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock
) -> None:
    long = "\n".join(f"{CLEAN} {n}" for n in range(60))
    draft_id = intake.compose(desk, PostForm(text=long, account_id=1), team["Karim"])
    draft_checks.check_draft(desk, draft_id, Work())
    page = open_page()
    look(clock)
    reasons = page.findChild(Reasons)
    assert isinstance(reasons, Reasons)
    assert [text for text in said(reasons) if text] == [tr("queue.unseen.text"), tr("obstacle.no_purpose")]
    (approve,) = (one for one in page.findChildren(Button) if one.text() == tr("queue.approve"))
    assert reasons.geometry().left() > approve.geometry().right()


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "text"), [(940, 100), (1261, 125)])
def test_reasons_are_read_whole_on_a_narrow_screen_and_in_large_text(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    open_page: OpenPage,
    language: str,
    width: int,
    text: int,
) -> None:
    set_language(language)
    theme.apply("light", text)
    write(desk, team["Karim"], "\n".join([APPEAL] * 9), images=1)
    page = open_page()
    page.resize(width, 680)
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()
    shown = [line for line in said(page.findChild(Reasons)) if line]
    assert len(shown) == 2
    assert [line for line in shown if "…" in line] == []
    (reason,) = page.findChildren(ReasonField)
    assert reason.width() >= theme.px(150), "and the field beside them keeps its words"


def test_tab_goes_from_the_list_through_post_and_findings_to_the_bar(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock
) -> None:
    write(desk, team["Karim"], APPEAL, images=2)
    page = open_page()
    qtbot.waitUntil(lambda: not jobs.busy())
    look(clock)
    kinds = (DraftList, PostView, ImageStrip, FindingsPanel, DecisionBar)
    parts = {kind: page.findChild(kind) for kind in kinds}
    met: list[type[QWidget]] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        at = [kind for kind, part in parts.items() if part is focused or part.isAncestorOf(focused)]
        met += [kind for kind in at if not met or met[-1] is not kind]
        if met[-1] is DecisionBar:
            break
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert met == list(parts)
