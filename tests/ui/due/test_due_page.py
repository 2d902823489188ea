"""What is due: in the strip, on its page, put off, settled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bangla.dates import local, long_date
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import DueAction
from app.services.due import reminders
from app.services.due.views import pressing
from app.services.office import confirming, office
from app.services.office.views import OfficeForm
from app.services.posts import review
from app.ui import theme
from app.ui.archive.anchor_dialog import AnchorDialog
from app.ui.due.actions import settle
from app.ui.due.look import NOTIFIED
from app.ui.due.page import DuePage
from app.ui.due.strip import ReminderStrip
from app.ui.due.watch import DueWatch
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.helpers.window import shown_texts
from tests.services.posts import write


@pytest.fixture
def approved(window: MainWindow, desk: Desk, team: dict[str, int]) -> MainWindow:
    """A post is approved and not published yet; the page is open."""
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    QTest.keySequence(window, QKeySequence("Ctrl+0"))
    return window


def texts(window: MainWindow) -> list[str]:
    return [text for _, text in shown_texts(window.page)]


def test_the_key_opens_the_page_and_each_row_leads_on(qtbot: QtBot, approved: MainWindow) -> None:
    assert isinstance(approved.page, DuePage)
    qtbot.waitUntil(lambda: tr("due.unpublished", n=1) in texts(approved))
    [publish] = [one for one in approved.page.findChildren(Button) if one.text() == tr("due.action.publish")]
    publish.click()
    assert approved.page.name == "archive"


def test_a_page_seen_again_is_not_built_again(qtbot: QtBot, approved: MainWindow) -> None:
    page = approved.page
    qtbot.waitUntil(lambda: tr("due.unpublished", n=1) in texts(approved))
    rows = page.findChildren(Button)
    approved.context.open_page("queue")
    with qtbot.waitSignal(watch_of(approved).changed):
        approved.context.open_page("due")
    assert page.findChildren(Button) == rows
    assert rows[0].hasFocus()
    theme.apply("dark", 125)
    assert page.findChildren(Button)[0] is not rows[0], "sizes are of the time it is built"


def test_the_anchors_reminder_opens_its_dialog(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    later = reminders.today() + timedelta(days=40)
    (row,) = (one for one in reminders.due(desk, later) if one.action is DueAction.ANCHOR)
    settle(window.context, row)
    assert window.page.name == "archive"
    (dialog,) = window.findChildren(AnchorDialog)
    assert dialog.isVisible()
    dialog.close()


def test_putting_off_is_kept_and_told(
    qtbot: QtBot, approved: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    page = approved.page
    assert isinstance(page, DuePage)
    qtbot.waitUntil(lambda: tr("due.unpublished", n=1) in texts(approved))
    (row,) = (one for one in reminders.due(desk, reminders.today()) if one.action == "publish")
    page.put_off(row, 1)  # it is due today, and late after that
    qtbot.waitUntil(lambda: tr("due_page.put_off") in texts(approved))
    (row,) = (one for one in reminders.due(desk, reminders.today()) if one.action == "publish")
    assert row.snoozed_until is not None
    assert row.snoozes_left == 2
    assert row not in pressing(reminders.due(desk, reminders.today()))


def test_the_strip_leads_to_the_page(qtbot: QtBot, window: MainWindow) -> None:
    strip = window.findChild(ReminderStrip)
    assert isinstance(strip, ReminderStrip)
    qtbot.waitUntil(strip.isVisible)  # the team's pages have open points of clause 6.1
    qtbot.waitUntil(strip._more.isVisible)
    strip._more.click()
    assert window.page.name == "due"


def test_the_rail_leads_to_the_page_and_counts_what_waits(qtbot: QtBot, window: MainWindow) -> None:
    [button] = [one for one in window.findChildren(QPushButton) if one.text() == tr("page.due")]
    qtbot.waitUntil(lambda: bool(watch_of(window).pressing))
    waiting, late = watch_of(window).waiting
    assert late == sum(row.state == "overdue" for row in watch_of(window).pressing)
    assert button.accessibleDescription() == tr("rail.due", n=waiting)
    button.click()
    assert window.page.name == "due"
    assert button.isChecked()


def watch_of(window: MainWindow) -> DueWatch:
    watch = window.context.findChild(DueWatch)
    assert isinstance(watch, DueWatch)
    return watch


def test_the_strip_tells_one_and_counts_the_others(qtbot: QtBot, approved: MainWindow) -> None:
    strip, watch = approved.findChild(ReminderStrip), watch_of(approved)
    assert isinstance(strip, ReminderStrip)
    qtbot.waitUntil(lambda: any(row.action == "publish" for row in watch.rows))
    others = len(watch.pressing) - 1
    assert others > 1
    said = [text for _, text in shown_texts(strip)]
    assert watch.pressing[0].text.en in said
    assert tr("reminder.more", n=others) in said


def test_a_strip_put_off_stays_away_while_nothing_new_is_there(qtbot: QtBot, approved: MainWindow) -> None:
    strip, watch = approved.findChild(ReminderStrip), watch_of(approved)
    assert isinstance(strip, ReminderStrip)
    qtbot.waitUntil(lambda: any(row.action == "publish" for row in watch.rows))
    [later] = [one for one in strip.findChildren(QPushButton) if one.text() == tr("reminder.later")]
    later.click()
    with qtbot.waitSignal(watch.changed):
        strip.read()
    assert not strip.isVisible()


def test_the_desktop_is_told_once_a_day(qtbot: QtBot, approved: MainWindow, desk: Desk) -> None:
    watch = watch_of(approved)
    qtbot.waitUntil(lambda: any(row.action == "publish" for row in watch.rows))
    told = desk_settings.get(desk, NOTIFIED, "")
    assert reminders.today().isoformat() in told
    with qtbot.waitSignal(watch.changed):
        watch.read()
    assert desk_settings.get(desk, NOTIFIED, "") == told


def test_opening_at_login_is_switched_in_the_settings(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    window.show_page("settings")
    card = window.page._reminders
    card._turn("1")
    assert (tmp_path / "config" / "autostart" / "anumodon.desktop").is_file()
    card._turn("0")
    assert not (tmp_path / "config" / "autostart" / "anumodon.desktop").exists()


def test_a_proposal_waits_and_is_not_due_today(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    """Beside the day on which it ends, "today" would be read of that day."""
    here = office.office(desk)
    assert here is not None
    office.change_office(desk, OfficeForm(here.name_bn, here.name_en, approvals_needed=1), team["Karim"])
    [waiting] = confirming.open_proposals(desk)
    until = long_date(local(waiting.expires_at).date(), "en")
    window.show_page("due")
    qtbot.waitUntil(lambda: tr("due_page.confirm_until", day=until) in texts(window))
    assert tr("due_page.state.waiting") in texts(window)
    assert tr("due_page.state.due") not in texts(window)
