"""The view of earlier posts: what nobody approved, beside what is nearest, and the answers to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.office import office
from app.services.office.views import MemberForm
from app.services.past import reading
from app.services.past.importing import import_history
from app.services.past.views import PastAnswerView, PastReply
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.past.comparison import Comparison
from app.ui.past.foot import Foot
from app.ui.past.import_dialog import ImportDialog
from app.ui.past.view import PastPostsView
from app.ui.translation import tr
from app.ui.widgets import EmptyState, Pill
from app.work import Work
from tests.helpers.downloads import page_files, page_post, put
from tests.helpers.window import close_window, open_window, shown_texts
from tests.services import seconded
from tests.services.past.test_matching import TEXT, approve
from tests.services.posts import APPEAL

LATER = int((datetime.now(UTC) + timedelta(hours=5)).timestamp())


@pytest.fixture
def download(tmp_path: Path) -> Path:
    posts = (page_post(TEXT + " দেশের সেরা আমাদের উপজেলা।", LATER + 1), page_post(APPEAL, LATER))
    return put(tmp_path / "page.zip", page_files(*posts))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, office_of_one: dict[str, int]) -> Iterator[MainWindow]:
    approve(desk, office_of_one["Rahima"], TEXT)
    window = open_window(qtbot, desk)
    window.context.set_member(office.members(desk)[0])
    yield window
    close_window(window)


@pytest.fixture
def view(
    qtbot: QtBot, desk: Desk, office_of_one: dict[str, int], download: Path, window: MainWindow
) -> PastPostsView:
    import_history(desk, [download], "sample_upeo", office_of_one["Rahima"], Work(), platform="facebook")
    return shown(qtbot, window, 2)


def shown(qtbot: QtBot, window: MainWindow, rows: int) -> PastPostsView:
    window.show_page("archive")
    window.page.show_view("past")  # type: ignore[attr-defined]
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, PastPostsView)
    qtbot.waitUntil(lambda: view.entries.count() == rows)
    return view


def foot(view: PastPostsView) -> Foot:
    return view.findChild(Foot)


def answer_of(desk: Desk, post: int) -> PastAnswerView | None:
    with desk.store.read():
        return reading.past_posts([post])[0].answer


def test_a_post_stands_beside_the_nearest_approval(qtbot: QtBot, view: PastPostsView) -> None:
    qtbot.waitUntil(lambda: view.findChild(Comparison) is not None)
    texts = [text for _, text in shown_texts(view)]
    assert any("Nearest approved" in text for text in texts)
    assert any("2 approved by nobody" in text for text in texts)


def test_an_answer_is_kept_with_its_reason_and_the_row_moves_on(
    qtbot: QtBot, desk: Desk, view: PastPostsView
) -> None:
    qtbot.waitUntil(lambda: view.cards[PastReply.SAME].isEnabled())
    assert not foot(view).keep_button.isEnabled()
    view.cards[PastReply.SAME].click()
    assert not foot(view).keep_button.isEnabled()
    foot(view).reason.setText("শেষ বাক্যটি পরে যোগ হয়েছে")
    foot(view).keep_button.click()
    qtbot.waitUntil(lambda: view.entries.count() == 1)
    said = answer_of(desk, 1)
    assert said is not None
    assert (said.reply, said.draft, said.reason) == (PastReply.SAME, 1, "শেষ বাক্যটি পরে যোগ হয়েছে")


def test_taking_down_is_only_proposed(qtbot: QtBot, desk: Desk, view: PastPostsView) -> None:
    foot(view).reason.setText("ভুল তথ্য")
    view.take_down()
    qtbot.waitUntil(lambda: view.entries.count() == 1)
    said = answer_of(desk, 1)
    assert said is not None
    assert said.reply is PastReply.TAKE_DOWN


def test_a_forgotten_approval_opens_as_a_draft(qtbot: QtBot, window: MainWindow, view: PastPostsView) -> None:
    qtbot.waitUntil(lambda: view.findChild(Comparison) is not None)
    view.cards[PastReply.FORGOT].click()
    foot(view).reason.setText("তাড়াহুড়ায়")
    with qtbot.waitSignal(window.context.compose_wanted) as asked:
        foot(view).keep_button.click()
    assert asked.args[0].text.startswith(TEXT)
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window and dialog.isVisible():
            dialog.close()


def test_what_would_be_noticed_today_is_a_list_of_its_own(qtbot: QtBot, view: PastPostsView) -> None:
    [pill] = [one for one in view.findChildren(Pill) if one.text().startswith("Noticed")]
    pill.click()
    qtbot.waitUntil(lambda: view.entries.item(0).text() == APPEAL)
    assert "ভোট" in view.entries.item(0).text()


def test_a_download_is_brought_in_the_window(qtbot: QtBot, window: MainWindow, download: Path) -> None:
    view = shown(qtbot, window, 0)
    assert not foot(view).keep_button.isVisible(), "nothing is there to be answered"
    view.bring()
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.take([download])
    qtbot.waitUntil(lambda: any("2 posts taken in" in text for _, text in shown_texts(dialog)))
    dialog.close()
    qtbot.waitUntil(lambda: view.entries.count() == 2)
    qtbot.waitUntil(foot(view).keep_button.isVisible)


def test_a_drafter_reads_but_gives_no_answer(
    qtbot: QtBot, desk: Desk, office_of_one: dict[str, int], window: MainWindow, view: PastPostsView
) -> None:
    qtbot.waitUntil(lambda: view.cards[PastReply.SAME].isEnabled())
    foot(view).reason.setText("ভুল তথ্য")
    seconded.add_member(desk, MemberForm("Jamal", Role.DRAFTER), office_of_one["Rahima"])
    window.context.set_member(office.members(desk)[1])
    assert not any(card.isEnabled() for card in view.cards.values())
    assert not foot(view).keep_button.isEnabled()
    view.take_down()
    assert any(tr("queue.drafter") in text for _, text in shown_texts(window))
    assert answer_of(desk, 1) is None


def test_where_nothing_was_brought_in_the_words_stand_in_the_middle_and_have_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = shown(qtbot, window, 0)
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()
    empty = view.findChild(EmptyState)
    assert not view.entries.isVisible()
    assert abs(empty.mapTo(view, empty.rect().center()).x() - view.width() // 2) <= 1
    assert view.window().focusWidget() is empty, "which shows where the keys go"
    qtbot.keyClick(empty, "n")
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)


def test_what_is_brought_in_takes_the_focus(
    qtbot: QtBot, desk: Desk, window: MainWindow, office_of_one: dict[str, int], download: Path
) -> None:
    view = shown(qtbot, window, 0)
    import_history(desk, [download], "sample_upeo", office_of_one["Rahima"], Work(), platform="facebook")
    view.compare()
    qtbot.waitUntil(lambda: view.entries.count() == 2)
    assert view.entries.isVisible()
    assert view.window().focusWidget() is view.entries
