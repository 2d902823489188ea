"""A video or audio in the window: seen, opened in the player, ticked as watched, and written into a post."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.office import office
from app.services.posts import intake, queue, review, watching
from app.services.posts.views import DraftView, FormImage, PostForm
from app.ui import jobs
from app.ui.clips.clip_view import ClipView
from app.ui.clips.player import Player
from app.ui.context import Context
from app.ui.history.dialog import HistoryDialog
from app.ui.history.version_images import VersionImages
from app.ui.images.image_view import ImageView
from app.ui.images.pictures import Pictures
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.image_row import ImageRow
from app.ui.post_form.images import FormImages
from app.ui.queue.page import QueuePage
from app.work import Work
from tests.helpers import clips
from tests.helpers.faces import scene
from tests.helpers.window import focusable
from tests.services.posts import CLEAN, form
from tests.ui.conftest import Approve, Press

OpenPage = Callable[[], QueuePage]
AUDIO = IncomingFile("bhashon.mp3", clips.mp3())


class Opened(QObject):
    """Stands where the system's player would be."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.files.append(Path(url.toLocalFile()))


@pytest.fixture
def player() -> Iterator[Opened]:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    yield opened
    QDesktopServices.unsetUrlHandler("file")


def video() -> IncomingFile:
    """Five seconds of nothing, then a face for two."""
    scenes = [(scene(640, 480), 5), (scene(640, 480, [(200, 100, 250)]), 2)]
    pictures = [
        np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        for picture, seconds in scenes
        for _ in range(seconds * clips.FPS)
    ]
    return IncomingFile("khela.mp4", clips.video(".mp4", pictures))


def posted(desk: Desk, by: int, *files: IncomingFile) -> DraftView:
    images = tuple(FormImage(alt="খেলা", file=file) for file in files)
    draft_id = intake.compose(desk, PostForm(CLEAN, account_id=1, purpose="5.c", images=images), by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def views(page: QueuePage) -> list[ClipView]:
    QApplication.processEvents()  # what was put into the post is shown, and what it took the place of goes
    return [view for view in page.findChildren(ClipView) if view.isVisibleTo(page)]


def test_one_key_ticks_and_the_next_approves(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, approve: Approve
) -> None:
    draft = posted(desk, team["Karim"], AUDIO)
    page = open_page()
    (view,) = views(page)
    assert not view.tick.isChecked()
    approve(page)
    assert queue.draft(desk, draft.id).approvals == 0, "nobody listened yet"
    press(page, "w")
    (view,) = views(page)
    assert view.tick.isChecked()
    assert queue.draft(desk, draft.id).version.attachments[0].watched_by(team["Rahima"])
    assert any("Listened to by Rahima" in label.text() for label in view.findChildren(QLabel))
    approve(page)
    assert queue.draft(desk, draft.id).approvals == 1


def test_the_tick_is_a_control_of_its_own_and_can_be_taken_back(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    draft = posted(desk, team["Karim"], AUDIO)
    page = open_page()
    (view,) = views(page)
    assert view.tick in list(focusable(page))
    view.tick.setFocus()
    qtbot.keyClick(view.tick, Qt.Key.Key_Space)
    assert queue.draft(desk, draft.id).version.attachments[0].watched
    (view,) = views(page)
    view.tick.setFocus()
    qtbot.keyClick(view.tick, Qt.Key.Key_Space)
    assert not queue.draft(desk, draft.id).version.attachments[0].watched
    assert page.isAncestorOf(QApplication.focusWidget() or page), "the page's keys go on working"


def test_another_member_sees_the_others_word_and_their_own_empty_box(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage
) -> None:
    draft = posted(desk, team["Jamal"], AUDIO)
    watching.watch(desk, draft.id, 0, team["Karim"])
    page = open_page()
    (view,) = views(page)
    assert not view.tick.isChecked()
    assert any("Karim" in label.text() for label in view.findChildren(QLabel))
    context.set_member(office.member(desk, team["Karim"]))
    (view,) = views(page)
    assert view.tick.isChecked()


def test_a_tick_that_is_refused_is_taken_off(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage, press: Press
) -> None:
    draft = posted(desk, team["Karim"], AUDIO)
    context.set_member(office.member(desk, team["Jamal"]))
    page = open_page()
    press(page, "w")
    (view,) = views(page)
    assert not view.tick.isChecked()
    assert not queue.draft(desk, draft.id).version.attachments[0].watched


def test_a_decided_post_takes_no_more_ticks(desk: Desk, team: dict[str, int], open_page: OpenPage) -> None:
    draft = posted(desk, team["Karim"], AUDIO)
    review.reject(desk, draft.id, "কণ্ঠটি আমাদের নয়", team["Rahima"])
    page = open_page()
    page.open_draft(draft.id)
    (view,) = views(page)
    assert not view.tick.isEnabled()


def test_the_pictures_with_findings_are_shown_at_their_time(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    draft = posted(desk, team["Karim"], video())
    (face,) = [finding for finding in draft.findings if finding.frame is not None and finding.box is not None]
    page = open_page()
    (view,) = views(page)
    first, later = view.findChildren(ImageView)
    assert first.place_of(face.number) is None
    assert later.place_of(face.number) is not None
    assert view.place_of(face.number) is not None
    assert any(label.text() == "At 0:05" for label in view.findChildren(QLabel))
    pictures = page.findChild(Pictures)
    sha256 = draft.version.attachments[0].sha256
    qtbot.waitUntil(lambda: pictures.get(sha256, 1280, face.at or 0) is not None)


def test_the_player_gets_a_private_copy_with_the_right_ending(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, player: Opened
) -> None:
    posted(desk, team["Karim"], AUDIO)
    page = open_page()
    press(page, "p")
    qtbot.waitUntil(lambda: bool(player.files) and not jobs.busy())
    (file,) = player.files
    assert file.suffix == ".mp3"
    assert file.read_bytes() == AUDIO.data
    assert desk.folder.blobs not in file.parents
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    page.findChild(Player).close()
    assert not file.parent.exists(), "nothing is left when the program ends"


def test_a_clip_asked_for_twice_is_opened_once(
    qtbot: QtBot, desk: Desk, team: dict[str, int], player: Opened
) -> None:
    (clip,) = posted(desk, team["Jamal"], AUDIO).version.attachments
    opener = Player(desk)
    jobs.hold()
    opener.open(clip)
    opener.open(clip)
    jobs.let_go()
    qtbot.waitUntil(lambda: bool(player.files) and not jobs.busy())
    assert len(player.files) == 1
    opener.open(clip)
    qtbot.waitUntil(lambda: len(player.files) == 2 and not jobs.busy())
    opener.close()


def test_a_clip_of_an_older_version_leads_to_the_player(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, player: Opened
) -> None:
    posted(desk, team["Karim"], AUDIO)
    page = open_page()
    press(page, "h")
    dialog = page.findChild(HistoryDialog)
    (small,) = dialog.findChild(VersionImages).findChildren(QPushButton)
    qtbot.mouseClick(small, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(player.files) and not jobs.busy())
    dialog.done(0)


def test_clips_are_dropped_on_a_post_described_and_kept(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    files = {
        "khela.mp4": clips.phone_video(),
        "bhashon.mp3": clips.mp3(),
        "cut.mp4": clips.phone_video()[:4_000],
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    dialog = ComposeDialog(context, page.findChild(Pictures), parent=page)
    dialog.open()
    images = dialog.findChild(FormImages)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in files])
    assert images.take(mime)
    qtbot.waitUntil(lambda: len(images.images()) == 2 and not jobs.busy())
    assert {image.file.name for image in images.images() if image.file} == {"khela.mp4", "bhashon.mp3"}
    assert any("damaged" in label.text() for label in images.findChildren(QLabel))
    assert len(dialog.findChildren(ImageRow)) == 2
    dialog.done(0)


def test_an_image_is_still_opened_beside_a_clip(
    desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    images = (FormImage(alt="ক", file=AUDIO), *form(images=1).images)
    draft_id = intake.compose(desk, PostForm(CLEAN, account_id=1, images=images), team["Karim"])
    draft_checks.check_draft(desk, draft_id, Work())
    page = open_page()
    wanted: list[int] = []
    page._post.image_wanted.connect(wanted.append)
    page._post.open_first_image()
    assert wanted == [1]
    viewer = next(top for top in QApplication.topLevelWidgets() if type(top).__name__ == "Viewer")
    viewer.step_image(-1)
    assert viewer.image.position == 1, "audio is not for looking at"
    viewer.close()
    assert page.findChildren(QCheckBox)
    assert page.findChildren(QPushButton)
