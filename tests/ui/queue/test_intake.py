from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import queue
from app.ui import jobs
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.dropped import image_in, paths_in
from app.ui.post_form.editor import PostEditor
from app.ui.queue.author_question import AuthorQuestion
from app.ui.queue.intake_dialog import IntakeDialog
from app.ui.queue.page import QueuePage
from tests.helpers.images import encoded, picture

OpenPage = Callable[[], QueuePage]


def posts(folder: Path) -> Path:
    """Two good posts, and a broken one between them."""
    for name, text in (("1-books", "বই বিতরণ"), ("2-broken", "ভাঙা ছবি"), ("3-trees", "গাছ লাগান")):
        (folder / name).mkdir(parents=True)
        (folder / name / "post.txt").write_text(text, encoding="utf-8")
    (folder / "2-broken" / "photo.jpg").write_bytes(encoded(picture(400, 300), "JPEG")[:2000])
    return folder


def test_a_dropped_folder_is_taken_in_and_each_post_accounted_for(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(posts(tmp_path / "posts")))])
    assert page._intake.take(mime)
    dialog = page.findChild(IntakeDialog)
    lines = dialog.findChild(QListView)
    qtbot.waitUntil(lines.isVisible)
    said = [lines.model().index(place, 0).data() for place in range(lines.model().rowCount())]
    assert said[0].startswith("Not taken: posts/2-broken")
    assert "photo.jpg" in said[0]
    assert [line.partition(":")[0] for line in said[1:]] == ["Taken", "Taken"]
    dialog.reject()
    assert queue.counts(desk)[State.PENDING] == 2


def test_a_picture_left_out_with_its_text_is_named(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, tmp_path: Path
) -> None:
    (tmp_path / "big.txt").write_text("অ" * 400_000, encoding="utf-8")
    (tmp_path / "big.jpg").write_bytes(encoded(picture(400, 300), "JPEG"))
    page = open_page()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("big.txt", "big.jpg")])
    assert page._intake.take(mime)
    dialog = page.findChild(IntakeDialog)
    lines = dialog.findChild(QListView)
    qtbot.waitUntil(lines.isVisible)
    (said,) = (lines.model().index(place, 0).data() for place in range(lines.model().rowCount()))
    assert said.startswith("Not taken: big.txt. ")
    assert said.endswith("With it: big.jpg")
    dialog.reject()


def test_a_post_that_names_nobody_here_is_asked_about_and_then_taken(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, tmp_path: Path
) -> None:
    folder = posts(tmp_path / "posts")
    (folder / "3-trees" / "post.toml").write_text('author = "Somebody outside"', encoding="utf-8")
    page = open_page()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    assert page._intake.take(mime)
    dialog = page.findChild(IntakeDialog)
    asked = dialog.findChild(AuthorQuestion)
    qtbot.waitUntil(asked.isVisible)
    assert queue.counts(desk)[State.PENDING] == 1
    assert not asked._take.isEnabled(), "nobody is the author by default"
    qtbot.waitUntil(asked._who.hasFocus)
    (folder / "0-new.txt").write_text("পরে যোগ হওয়া নোটিশ", encoding="utf-8")  # while one thinks
    asked._who.setCurrentIndex(asked._who.findData(team["Karim"]))
    asked._take.click()
    qtbot.waitUntil(lambda: queue.counts(desk)[State.PENDING] == 3)
    qtbot.waitUntil(lambda: not asked.isVisible() and not jobs.busy())
    model = dialog.findChild(QListView).model()
    said = [model.index(place, 0).data().partition(":")[0] for place in range(model.rowCount())]
    assert said == ["Not taken", "Taken", "Taken", "Taken"]
    dialog.reject()


def test_pasted_text_opens_the_form_with_it(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    page = open_page()
    mime = QMimeData()
    mime.setText("আজ বই বিতরণ")
    assert page._intake.take(mime)
    assert page.findChild(ComposeDialog).findChild(PostEditor).post() == "আজ বই বিতরণ"


def test_nothing_to_take() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.jpg")])
    assert paths_in(mime) == []
    assert image_in(mime, "pasted") is None


def test_an_image_is_taken_in_its_own_bytes() -> None:
    data = encoded(picture(20, 20), "JPEG")
    mime = QMimeData()
    mime.setData("image/jpeg", data)
    image = image_in(mime, "pasted")
    assert image is not None
    assert (image.name, image.data) == ("pasted.jpg", data)
