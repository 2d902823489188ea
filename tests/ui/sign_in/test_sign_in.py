"""The locked window: nothing is shown or done before somebody of the team proves to be here."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.office import office, sign_in
from app.ui import messages
from app.ui.main_window import MainWindow
from app.ui.settings.sign_in import PassphraseDialog
from app.ui.shell.toasts import Toasts
from app.ui.sign_in.lock_page import LockPage
from app.ui.sign_in.locking import IdleWatch
from app.ui.sign_in.session_lock import SessionLock
from app.ui.translation import tr
from tests.helpers.window import shown_texts
from tests.services import seconded
from tests.services.posts import APPEAL, write
from tests.ui.conftest import Open

WORDS = Secret("শাপলা নদী ধানখেত বিকেল")
OTHERS = Secret("boat river mango evening")


def page_of(window: MainWindow) -> LockPage:
    page = window.findChild(LockPage)
    assert isinstance(page, LockPage)
    return page


def enter(page: LockPage, text: str) -> None:
    page._passphrase.line.setText(text)
    QTest.keyClick(page._passphrase.line, Qt.Key.Key_Return)


@pytest.fixture
def locked(qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]) -> MainWindow:
    """Rahima has a passphrase and went away."""
    seconded.set_first(desk, team["Rahima"], WORDS)
    QTest.keySequence(window, QKeySequence("Ctrl+L"))
    assert window.locked
    return window


def test_a_locked_window_shows_no_post_and_nobody_is_there(
    window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    write(desk, team["Rahima"], APPEAL)
    window.context.drafts_changed.emit()
    assert any(APPEAL in text for _, text in shown_texts(window))
    seconded.set_first(desk, team["Rahima"], WORDS)
    window.lock()
    assert window.context.member is None
    assert not any(APPEAL in text for _, text in shown_texts(window))


def test_the_right_passphrase_opens_where_one_was(
    qtbot: QtBot, locked: MainWindow, team: dict[str, int]
) -> None:
    page = page_of(locked)
    enter(page, "not these words")
    qtbot.waitUntil(lambda: page._error.isVisible())
    assert page._error.text() == tr("error.signin.wrong")
    with qtbot.waitSignal(page.opened):
        enter(page, WORDS.reveal())
    assert locked.at_work
    assert locked.context.member is not None
    assert locked.context.member.id == team["Rahima"]
    assert page._passphrase.line.text() == ""


def test_keys_of_the_workplace_are_dead_while_locked(locked: MainWindow) -> None:
    QTest.keySequence(locked, QKeySequence("Ctrl+2"))
    assert locked.locked
    assert locked.page.name == "queue"


def test_after_too_many_tries_it_waits_and_says_how_long(
    qtbot: QtBot, locked: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    page = page_of(locked)
    for _ in range(sign_in.FREE_TRIES):
        enter(page, "wrong")
        qtbot.waitUntil(lambda: page._go.isEnabled() or bool(sign_in.state(desk, team["Rahima"]).wait))
    qtbot.waitUntil(lambda: "seconds" in page._error.text())
    assert not page._go.isEnabled()


def test_a_colleague_without_one_sets_their_first(
    qtbot: QtBot, locked: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    page = page_of(locked)
    page._who.setCurrentIndex(page._who.findData(team["Karim"]))
    assert not page._new.isVisible(), "nobody claims a colleague"
    assert not page._go.isVisible()
    assert any("Selina" in text for _, text in shown_texts(page))
    given = sign_in.reset(desk, team["Karim"], team["Selina"]).secret
    assert given is not None
    page.arrive(office.member(desk, team["Karim"]))
    enter(page, given.reveal())
    qtbot.waitUntil(lambda: page._new.isVisible())
    assert not page._passphrase.isVisible()
    page._new.first.line.setText(OTHERS.reveal())
    page._new.again.line.setText("something else")
    page.submit()
    assert locked.locked
    page._new.again.line.setText(OTHERS.reveal())
    with qtbot.waitSignal(page.opened):
        page.submit()
    assert locked.context.member == office.member(desk, team["Karim"])
    assert sign_in.sign_in(desk, team["Karim"], OTHERS).member.name == "Karim"


def test_a_temporary_one_is_changed_before_anything_else(
    qtbot: QtBot, locked: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    temporary = sign_in.reset(desk, team["Rahima"], by=team["Selina"]).secret
    assert temporary is not None
    page = page_of(locked)
    enter(page, temporary.reveal())
    qtbot.waitUntil(lambda: page._new.isVisible())
    assert locked.locked
    page._new.first.line.setText(OTHERS.reveal())
    page._new.again.line.setText(OTHERS.reveal())
    with qtbot.waitSignal(page.opened):
        page.submit()
    assert locked.at_work
    assert not sign_in.state(desk, team["Rahima"]).must_change


def test_what_was_being_written_comes_back_for_its_writer_alone(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    seconded.set_first(desk, team["Rahima"], WORDS)
    seconded.set_first(desk, team["Karim"], OTHERS)
    for who, passphrase, comes_back in (("Rahima", WORDS, True), ("Karim", OTHERS, False)):
        dialog = QDialog(window)
        dialog.open()
        window.lock()
        page = page_of(window)
        assert not dialog.isVisible()
        page._who.setCurrentIndex(page._who.findData(team[who]))
        with qtbot.waitSignal(page.opened):
            enter(page, passphrase.reveal())
        assert dialog.isVisible() is comes_back
        dialog.close()


def test_idle_time_locks_only_where_there_is_a_passphrase(
    window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    idle = window.findChild(IdleWatch)
    assert isinstance(idle, IdleWatch)
    idle.idle.emit()
    assert window.at_work
    seconded.set_first(desk, team["Rahima"], WORDS)
    idle.idle.emit()
    assert window.locked


def test_the_window_starts_locked(qtbot: QtBot, open_main: Open, desk: Desk, team: dict[str, int]) -> None:
    seconded.set_first(desk, team["Rahima"], OTHERS)
    window = open_main()
    assert window.locked
    QTest.keyClicks(window.focusWidget(), OTHERS.reveal())  # QTest types ASCII alone
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.at_work)  # what is typed is the passphrase, without a click
    assert window.page.isAncestorOf(window.focusWidget())


def test_without_any_passphrase_the_key_says_why_not(window: MainWindow) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+L"))
    assert window.at_work
    assert any(tr("lock.not_in_force") == text for _, text in shown_texts(window))


def test_ones_own_passphrase_is_set_and_changed_in_settings(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    selina = office.member(desk, team["Selina"])
    for old, new in ((None, WORDS), (WORDS, OTHERS)):
        dialog = PassphraseDialog(window.context, selina, window)
        dialog.open()
        if old is not None:
            dialog._old.line.setText(old.reveal())
        dialog._new.first.line.setText(new.reveal())
        dialog._new.again.line.setText(new.reveal())
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        assert sign_in.sign_in(desk, selina.id, new).member == selina


@pytest.mark.keyring
def test_the_desktops_lock_locks_the_window(qtbot: QtBot) -> None:
    """The run with a session bus: what the screen savers say there reaches us."""
    from jeepney import DBusAddress, new_signal
    from jeepney.io.blocking import open_dbus_connection

    owner = QObject()
    session = SessionLock(0, owner)
    for interface in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
        emitter = DBusAddress("/" + interface.replace(".", "/"), interface=interface)
        with qtbot.waitSignal(session.locked), open_dbus_connection() as bus:
            bus.send(new_signal(emitter, "ActiveChanged", "b", (False,)))
            bus.send(new_signal(emitter, "ActiveChanged", "b", (True,)))


def test_no_message_of_the_work_stands_over_a_locked_window(
    window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    toasts = window.findChild(Toasts)
    assert isinstance(toasts, Toasts)
    seconded.set_first(desk, team["Rahima"], WORDS)
    messages.say("Approved.", action=(tr("queue.undo"), lambda: None))
    messages.say("Post 12 is checked.", about="draft 12")
    window.lock()
    assert toasts.texts() == []
    messages.say("Rejected.", action=(tr("queue.undo"), lambda: None))
    messages.say("The disk is full.", "error")
    assert toasts.texts() == ["The disk is full."]
