"""The frame: who is at the desk, what waits, what is said, and where one was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.paths import resources
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import DueAction, Role
from app.services.office import accounts, office
from app.services.office.views import Leave, MemberForm
from app.services.posts import review
from app.ui import jobs, messages, preferences
from app.ui.credentials.record_dialog import RecordChange
from app.ui.due.strip import ReminderStrip
from app.ui.due.watch import DueWatch
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.pages import pages
from app.ui.shell.member_button import MemberButton
from app.ui.shell.toasts import Toasts
from app.ui.translation import tr
from app.ui.widgets import LinkLabel
from tests.helpers.window import shown_texts
from tests.services import seconded
from tests.services.posts import write
from tests.ui.conftest import Open


def test_the_member_is_remembered(window: MainWindow, desk: Desk, team: dict[str, int]) -> None:
    button = window.findChild(MemberButton)
    assert isinstance(button, MemberButton)
    assert button.text() == "Rahima"
    button.choose(office.member(desk, team["Selina"]))
    assert window.page.context.member == office.member(desk, team["Selina"])
    assert desk_settings.get(desk, "member", "") == str(team["Selina"])


def test_nobody_of_a_team_sits_there_unasked(open_main: Open, desk: Desk, team: dict[str, int]) -> None:
    window = open_main()
    assert window.page.context.member is None
    button = window.findChild(MemberButton)
    assert isinstance(button, MemberButton)
    assert button.text() == tr("member.nobody")


def test_the_only_one_there_is_needs_no_asking(
    open_main: Open, desk: Desk, office_of_one: dict[str, int]
) -> None:
    window = open_main()
    assert window.page.context.member == office.member(desk, office_of_one["Rahima"])


def test_who_left_no_longer_sits_at_the_desk(window: MainWindow, desk: Desk, team: dict[str, int]) -> None:
    successor = MemberForm("Habib", Role.MODERATOR)
    seconded.change_team(desk, joins=[successor], leaves=[Leave(team["Rahima"])], by=team["Karim"])
    window.page.context.office_changed.emit()
    assert window.page.context.member is None


def test_what_waits_is_said_with_the_way_to_settle_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    strip = window.findChild(ReminderStrip)
    assert isinstance(strip, ReminderStrip)
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    window.page.context.drafts_changed.emit()
    sentence = tr("due.unpublished", n=1)
    qtbot.waitUntil(lambda: sentence in [text for _, text in shown_texts(strip)])
    [link] = [one for one in strip.findChildren(LinkLabel) if one.text() == tr("due.action.publish")]
    link.click()
    assert window.page.name == "archive"


def test_a_reminder_put_off_stays_away_until_something_new_waits(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    strip = window.findChild(ReminderStrip)
    assert isinstance(strip, ReminderStrip)
    qtbot.waitUntil(strip.isVisible)  # the record is unsigned: tests have no keyring
    [later] = [one for one in strip.findChildren(QPushButton) if one.text() == tr("reminder.later")]
    later.click()
    assert not strip.isVisible()
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    strip.read()
    qtbot.waitUntil(strip.isVisible)


def test_messages_stand_at_the_foot_and_their_action_is_done_once(qtbot: QtBot, window: MainWindow) -> None:
    toasts = window.findChild(Toasts)
    assert isinstance(toasts, Toasts)
    done: list[bool] = []
    messages.say("Approved.", action=("Undo", lambda: done.append(True)))
    messages.say("Approved.", action=("Undo", lambda: done.append(True)))  # the same again: one stands
    messages.say("The disk is full.", "error")
    assert toasts.texts() == ["Approved.", "The disk is full."]
    [undo] = [one for one in toasts.findChildren(QPushButton) if one.text() == "Undo" and one.isVisible()]
    undo.click()
    assert done == [True]
    assert toasts.texts() == ["The disk is full."]


def test_only_the_last_messages_stand(window: MainWindow) -> None:
    toasts = window.findChild(Toasts)
    assert isinstance(toasts, Toasts)
    for number in range(6):
        messages.say(f"message {number}")
    assert toasts.texts() == ["message 3", "message 4", "message 5"]


def test_a_message_goes_by_itself(qtbot: QtBot, window: MainWindow) -> None:
    toasts = window.findChild(Toasts)
    assert isinstance(toasts, Toasts)
    messages.say("gone soon", seconds=0)
    qtbot.waitUntil(lambda: toasts.texts() == [])


def test_a_letter_typed_into_a_field_is_no_command(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("accounts")
    qtbot.keyClick(window.page, Qt.Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "n?")
    assert QApplication.activeModalWidget() is None
    assert window.page.name == "accounts"


def test_the_window_comes_back_as_large_as_it_was(open_main: Open, desk: Desk, team: dict[str, int]) -> None:
    first = open_main()
    first.resize(first.minimumWidth(), 700)
    first.close()
    second = open_main()
    second.appear()
    assert second.size() == first.size()


def built(window: MainWindow) -> list[str]:
    """The names of the built pages of the rail, without the views inside one of them."""
    return sorted(page.name for page in window.findChildren(Page) if page.name in window.page_names)


def test_a_page_is_built_when_it_is_first_looked_at(window: MainWindow) -> None:
    assert built(window) == ["queue"]
    window.show_page("guide")
    first = window.page
    assert built(window) == ["guide", "queue"]
    window.show_page("queue")
    window.show_page("guide")
    assert window.page is first


def test_every_page_is_what_its_entry_says(qtbot: QtBot, window: MainWindow) -> None:
    watch = window.context.findChild(DueWatch)
    assert isinstance(watch, DueWatch)
    entries = pages(watch)
    assert window.page_names == tuple(entry.name for entry in entries)
    for entry in entries:
        window.show_page(entry.name)
        assert window.page.name == entry.name
        assert set(entry.everywhere) <= {command.key for command in window.page.commands}
        assert (resources() / "icons" / f"{entry.name}.svg").is_file()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert built(window) == sorted(window.page_names)


def test_a_page_built_late_speaks_the_language_of_the_moment(
    window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    preferences.set_language(desk, "bn")
    window.show_page("guide")
    assert "নির্দেশিকা" in [text for _, text in shown_texts(window.page)]


def test_a_password_is_changed_from_a_page_nobody_looked_at_yet(
    window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    [account, *_] = accounts.accounts(desk)
    window.context.open_account(account.id, DueAction.RECORD_ROTATION)
    assert window.page.name == "accounts"
    dialog = window.findChild(RecordChange)
    assert isinstance(dialog, RecordChange)
    assert dialog.isVisible()
    dialog.reject()
