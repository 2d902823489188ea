"""Two windows of one office on a server: what one decides is on the other's screen at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.errors import Cancelled
from app.models.engines.address import OfficeAddress
from app.services.base import desk_settings
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Reply, ResponseKind, State
from app.services.base.shared_blobs import SharedBlobs
from app.services.base.transfers import Transfer
from app.services.posts import presence, queue, review
from app.services.record import news
from app.services.responses import register
from app.services.responses.views import ResponseForm
from app.ui import jobs
from app.ui.findings.panel import FindingsPanel
from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList
from app.ui.queue.decision_bar import DecisionBar
from app.ui.queue.reason import ReasonField
from app.ui.shell.colleagues import Colleagues
from app.ui.shell.transfers import TransferStrip
from app.ui.widgets import Button
from app.ui.widgets.once_field import OnceField
from tests.helpers.postgresql import running_server
from tests.helpers.window import Clock, close_window, look, open_window, shown_texts
from tests.services.posts import APPEAL, write

pytestmark = pytest.mark.postgresql


@pytest.fixture
def elsewhere(tmp_path: Path, office_on_server: OfficeAddress) -> Iterator[Desk]:
    """Another desk of the same office."""
    desk = open_desk(tmp_path / "elsewhere", str(office_on_server))
    yield desk
    desk.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def starting(qtbot: QtBot, desk: Desk, team: dict[str, int], clock: Clock) -> Iterator[MainWindow]:
    """A window that shows the queue and does not listen yet."""
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    opened = open_window(qtbot, desk, language="en", clock=clock)
    yield opened
    close_window(opened)


@pytest.fixture
def window(qtbot: QtBot, starting: MainWindow) -> MainWindow:
    listens(qtbot, starting)
    return starting


def listens(qtbot: QtBot, window: MainWindow) -> None:
    """As after the first paint."""
    colleagues = window.findChild(Colleagues)
    assert colleagues is not None
    colleagues.listen()
    qtbot.waitUntil(lambda: colleagues._notifier is not None)


def bar(window: MainWindow) -> tuple[DecisionBar, QLineEdit]:
    """The foot of the queue page, and the field for a reason."""
    found = window.findChild(DecisionBar)
    return found, found.findChild(ReasonField).field


def on_screen(qtbot: QtBot, window: MainWindow, draft_id: int) -> None:
    listed = window.findChild(DraftList)
    qtbot.waitUntil(lambda: listed.holds(draft_id))
    listed.go_to(draft_id)
    qtbot.waitUntil(lambda: not jobs.busy())


def says(window: MainWindow, words: str) -> bool:
    return any(words in text for _, text in shown_texts(window))


def test_a_colleagues_decision_is_on_screen_and_a_lost_server_comes_back_by_itself(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int], office_on_server: OfficeAddress
) -> None:
    draft = write(elsewhere, team["Karim"], "ভূমি মেলা আগামী রবিবার।")
    qtbot.waitUntil(lambda: says(window, "ভূমি মেলা আগামী রবিবার"))
    review.reject(elsewhere, draft.id, "পুরোনো", team["Karim"])
    qtbot.waitUntil(lambda: says(window, f"Karim has rejected draft {draft.id}"))
    ended = "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"
    with running_server() as server:
        server.run(
            f"{ended} WHERE datname = current_database() AND pid <> pg_backend_pid()",
            database=office_on_server.database,
        )
    qtbot.waitUntil(lambda: says(window, "server is not reached"))
    qtbot.waitUntil(lambda: says(window, "server is back"))
    assert queue.counts(elsewhere)[State.REJECTED] == 1


def test_what_was_recorded_while_a_window_started_is_on_its_screen(
    qtbot: QtBot, starting: MainWindow, elsewhere: Desk, team: dict[str, int]
) -> None:
    write(elsewhere, team["Karim"], "ভূমি মেলা আগামী রবিবার।")
    listens(qtbot, starting)
    qtbot.waitUntil(lambda: says(starting, "ভূমি মেলা আগামী রবিবার"))


def test_who_has_a_draft_open_is_shown_and_goes_with_them(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int]
) -> None:
    draft = write(elsewhere, team["Jamal"])
    there = news.listening(elsewhere)
    assert there is not None
    with closing(there):
        on_screen(qtbot, window, draft.id)
        qtbot.waitUntil(lambda: bool(presence.elsewhere(elsewhere, there.key)))
        (seen,) = presence.elsewhere(elsewhere, there.key)
        assert (seen.draft, seen.member) == (draft.id, "Rahima")
        presence.show(elsewhere, there.key, draft.id, team["Karim"])
        qtbot.waitUntil(lambda: says(window, "Open elsewhere too: Karim ("))
        window.show_page("settings")
        qtbot.waitUntil(lambda: not presence.elsewhere(elsewhere, there.key))
        window.show_page("queue")
        qtbot.waitUntil(lambda: bool(presence.elsewhere(elsewhere, there.key)))
        presence.show(elsewhere, there.key, None, None)
        qtbot.waitUntil(lambda: not says(window, "Open elsewhere too"))


def test_two_who_would_answer_the_same_citizen_see_each_other(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int]
) -> None:
    asked = register.add(
        elsewhere, ResponseForm(1, ResponseKind.QUESTION, "ভর্তি ফরম কোথায় পাব?", "করিম"), team["Jamal"]
    )
    there = news.listening(elsewhere)
    assert there is not None
    with closing(there):
        window.context.response_wanted.emit(asked)
        window.show_page("responses")
        qtbot.waitUntil(lambda: bool(presence.elsewhere(elsewhere, there.key)))
        (seen,) = presence.elsewhere(elsewhere, there.key)
        assert (seen.response, seen.member) == (asked, "Rahima")
        presence.show(elsewhere, there.key, None, team["Karim"], asked)
        qtbot.waitUntil(lambda: says(window, "Open elsewhere too: Karim ("))
        window.show_page("queue")
        qtbot.waitUntil(
            lambda: all(one.response is None for one in presence.elsewhere(elsewhere, there.key)),
        )


def test_what_a_colleague_decides_takes_nothing_away_from_who_is_typing(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int]
) -> None:
    first, second = (write(elsewhere, team["Jamal"], f"নোটিশ {n}: ভূমি মেলা") for n in range(2))
    on_screen(qtbot, window, first.id)
    _, reason = bar(window)
    reason.setText("the date is wrong")
    review.reject(elsewhere, first.id, "পুরোনো", team["Karim"])
    qtbot.waitUntil(lambda: says(window, "পুরোনো"))
    assert window.findChild(DraftList).draft_id == first.id
    assert reason.text() == "the date is wrong"
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert says(window, "A colleague has decided meanwhile")
    assert queue.draft(elsewhere, first.id).state is State.REJECTED, "Enter reverses nothing"
    window.findChild(DraftList).go_to(second.id)
    qtbot.waitUntil(lambda: not window.findChild(DraftList).holds(first.id))
    assert reason.text() == ""


def test_the_second_of_two_who_decide_at_once_is_told_what_the_first_did(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int], clock: Clock
) -> None:
    """The news has not come yet when she presses Enter."""
    draft = write(elsewhere, team["Jamal"])
    on_screen(qtbot, window, draft.id)
    window.findChild(Colleagues).close()
    review.reject(elsewhere, draft.id, "পুরোনো", team["Karim"])
    _, reason = bar(window)
    reason.setText("the date is wrong")
    look(clock)
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert says(window, "Karim has rejected this draft already")
    assert window.findChild(DraftList).draft_id == draft.id
    assert reason.text() == "the date is wrong"
    assert [each.reason for each in queue.draft(elsewhere, draft.id).decisions] == ["পুরোনো"]


def test_words_of_an_answer_outlive_a_colleagues_answer(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int]
) -> None:
    draft = write(elsewhere, team["Jamal"], f"{APPEAL} ফোন 01712345678")
    assert len(draft.findings) > 1
    on_screen(qtbot, window, draft.id)
    panel = window.findChild(FindingsPanel)
    panel.select(draft.findings[0].number)
    panel.card.ask_why_dismiss()
    field = panel.card.findChild(OnceField)
    qtbot.keyClicks(field, "quoted from the")
    review.answer(elsewhere, draft.findings[-1].id, Reply.UPHELD, "", team["Karim"])
    qtbot.waitUntil(lambda: panel._draft.findings[-1].answer is not None)
    field = QApplication.focusWidget()
    assert isinstance(field, OnceField)
    assert field.text() == "quoted from the"
    qtbot.keyClicks(field, " gazette")
    assert panel.card.typed.typed.text == "quoted from the gazette"


def test_a_long_file_on_its_way_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    assert isinstance(desk.blobs, SharedBlobs)
    transfer = Transfer(sending=True, total=200 << 20, on_step=desk.blobs._moved)
    transfer.step(45 << 20)
    qtbot.waitUntil(lambda: says(window, "To the office's server: 45 of 200 MB"))
    strip = window.findChild(TransferStrip)
    qtbot.mouseClick(strip.findChild(Button), Qt.MouseButton.LeftButton)
    with pytest.raises(Cancelled):
        transfer.step(46 << 20)
    transfer.end()
    qtbot.waitUntil(strip.isHidden)
