"""The first start: an office set up by keyboard alone, and every mistake said at its place."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role, State
from app.services.office import office
from app.services.office.team import change_team
from app.services.office.views import MemberForm
from app.services.posts import queue
from app.ui import translation
from app.ui.first_start.page import FirstStart
from app.ui.main_window import MainWindow
from app.ui.widgets import Button
from tests.helpers.window import close_window, open_window, shown_texts
from tests.services.memory_keyring import memory_keyring
from tests.ui.conftest import Open


def first_start(window: MainWindow) -> FirstStart:
    page = window.findChild(FirstStart)
    assert isinstance(page, FirstStart)
    assert page.isVisible()
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    """Type into the field in front. Qt's test keys know no Bangla, so the letters come as a paste does."""
    field = focused()
    assert isinstance(field, QLineEdit)
    field.insert(text)
    field.textEdited.emit(text)


def tab(qtbot: QtBot, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)


def says(page: QWidget, key: str, **params: int | str) -> bool:
    return translation.tr(key, **params) in [text for _, text in shown_texts(page)]


def test_an_office_is_set_up_without_the_mouse(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    window = open_main(language="bn")
    first_start(window)
    write("নমুনা শিক্ষা অফিস")
    tab(qtbot)
    write("Sample Education Office")
    tab(qtbot, 3)
    write("রহিমা খাতুন")
    tab(qtbot)
    assert translation.tr("team.role") in focused().accessibleName()
    qtbot.keyClick(focused(), Qt.Key.Key_Down)  # nothing is chosen to begin with
    qtbot.keyClick(focused(), Qt.Key.Key_Down)  # from moderator to authority
    while focused().accessibleName() != translation.tr("account.handle"):
        tab(qtbot)
    write("sample.office")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.name == "queue" and window.page.isVisible())

    made = office.office(desk)
    assert made is not None
    assert (made.name_bn, made.name_en) == ("নমুনা শিক্ষা অফিস", "Sample Education Office")
    [member] = office.members(desk)
    assert (member.name, member.role) == ("রহিমা খাতুন", Role.AUTHORITY)
    [account] = office.accounts(desk)
    assert (account.platform, account.handle) == ("facebook", "sample.office")
    assert account.purposes == ("5.a", "5.b", "5.c")


def test_what_is_missing_is_said_at_its_place(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    page = first_start(open_main())
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(page, "office.name_bn_missing")
    assert says(page, "office.name_en_missing")
    assert says(page, "team.nobody")
    assert focused().accessibleName() == translation.tr("office.name_bn")
    write("ক")
    assert not says(page, "office.name_bn_missing")
    assert office.office(desk) is None


def test_a_team_of_two_is_refused_with_the_clause(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    page = first_start(open_main())
    write("ক")
    tab(qtbot)
    write("A")
    tab(qtbot, 3)
    write("One")
    tab(qtbot)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(page, "team.role_missing")
    assert translation.tr("team.role") in focused().accessibleName()
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    tab(qtbot)  # the only row cannot be removed
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    write("Two")
    qtbot.waitUntil(focused().isVisible)  # the Tab key goes only through what is shown
    tab(qtbot)
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    assert says(page, "team.size_hint", n=2)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(page, "team.size_wrong", n=2)
    assert "6.1(c)" in translation.tr("team.size_wrong", n=2)
    assert office.office(desk) is None


def test_a_half_filled_account_keeps_the_office_waiting(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    page = first_start(open_main())
    write("ক")
    tab(qtbot)
    write("A")
    tab(qtbot, 3)
    write("One")
    while focused().accessibleName() != translation.tr("account.name"):
        tab(qtbot)
    write("Our page")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert says(page, "account.handle_missing")
    assert office.office(desk) is None


def test_the_language_can_be_changed_before_anything_else(qtbot: QtBot, open_main: Open) -> None:
    page = first_start(open_main(language="en"))
    [other] = [
        one for one in page.findChildren(Button) if one.text() == translation.tr("first.other_language")
    ]
    other.click()
    assert translation.language() == "bn"
    assert says(page, "first.title")


def test_the_demo_office_opens_with_its_drafts(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    window = open_main()
    page = first_start(window)
    [button] = [one for one in page.findChildren(Button) if one.text() == translation.tr("first.demo")]
    button.click()
    qtbot.waitUntil(lambda: window.page.isVisible())
    assert queue.counts(desk)[State.PENDING] > 10
    assert len(office.members(desk)) == 4


def test_a_record_that_was_here_and_is_gone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    """Deleted with all it knew, in an office whose posts had no images: the keyring knows of it."""
    with memory_keyring():
        with closing(open_desk(tmp_path / "data")) as desk:
            change_team(desk, joins=[MemberForm("Rahima", Role.AUTHORITY)], by=None)
        for file in desk.folder.path.glob("anumodon.db*"):
            file.unlink()
        with closing(open_desk(tmp_path / "data")) as desk:
            window = open_window(qtbot, desk)
            page = first_start(window)
            qtbot.waitUntil(lambda: "keyring knows" in str([*shown_texts(page)]))
            write("নতুন দপ্তর")
            tab(qtbot)
            write("New Office")
            tab(qtbot, 3)
            write("Karim")
            tab(qtbot)
            qtbot.keyClick(focused(), Qt.Key.Key_Down)
            qtbot.keyClick(focused(), Qt.Key.Key_Down)
            start = next(one for one in page.findChildren(Button) if one.text() == "Start")
            start.click()
            qtbot.waitUntil(lambda: says(page, "error.office.was_here"))
            assert office.office(desk) is None
            next(box for box in page.findChildren(QCheckBox) if box.text().startswith("Begin a new")).click()
            start.click()
            qtbot.waitUntil(lambda: office.office(desk) is not None)
            if shots := os.environ.get("SHOTS"):
                page.grab().save(f"{shots}/first.png")
            close_window(window)


def test_files_without_their_database_are_said(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    desk.blobs.put(b"an image")
    page = first_start(open_main(language="bn"))
    qtbot.waitUntil(lambda: says(page, "first.files_here"))
    assert says(page, "first.place", where=str(desk.folder.path))
