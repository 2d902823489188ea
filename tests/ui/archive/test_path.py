"""What is done about a published post, on the archive page: proof, correction, taking down, its path."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListView, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.posts import aftercare, intake, publication, review
from app.services.posts.aftercare import ActKind
from app.services.posts.path import post_path
from app.ui.aftercare.dialogs import CorrectionDialog, ProofDialog, RemovalDialog
from app.ui.aftercare.path_view import PathView
from app.ui.context import Context
from app.ui.images.kept_thumbnail import KeptThumbnail
from app.ui.images.pictures import Pictures
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from tests.helpers.images import encoded, picture
from tests.helpers.window import shown_texts
from tests.services.posts import CLEAN, form, write


@pytest.fixture
def post(desk: Desk, team: dict[str, int]) -> int:
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    publication.publish(desk, draft.id, "facebook.com/sample/1", datetime.now(UTC), team["Rahima"])
    return draft.id


@pytest.fixture
def page(qtbot: QtBot, post: int, window: MainWindow) -> QWidget:
    window.show_page("archive")
    qtbot.waitUntil(lambda: says(window.page, tr("aftercare.path")))
    return window.page


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def dialog(window: QWidget, kind: type[QDialog]) -> QDialog:
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def test_the_published_text_is_pasted_back_and_the_path_says_how_it_compares(
    qtbot: QtBot, desk: Desk, window: MainWindow, page: QWidget, post: int, tmp_path: Path
) -> None:
    for key in ("written", "checked", "published"):
        assert says(page, tr(f"aftercare.step.{key}"))
    assert says(page, "https://facebook.com/sample/1")
    listed = next(one for one in page.findChildren(QListView) if one.accessibleName() == tr("archive.list"))
    qtbot.keyClick(listed, Qt.Key.Key_O)
    form = dialog(window, ProofDialog)
    assert isinstance(form, ProofDialog)
    form.submit()
    qtbot.waitUntil(lambda: says(form, tr("error.aftercare.no_proof")))
    form.text.setPlainText(f"{CLEAN} আরও")
    shot = tmp_path / "shot.png"
    shot.write_bytes(encoded(picture(64, 48), "PNG"))
    form.take_file(shot)
    form.submit()
    qtbot.waitUntil(lambda: says(page, tr("aftercare.differs")))
    assert says(page, tr("aftercare.kept_file", name="shot.png"))
    assert says(page, "আরও"), "the difference is shown"
    [act] = aftercare.acts(desk, post)
    assert (act.kind, act.answer) == (ActKind.PROOF, False)


def test_nothing_is_chosen_to_begin_with_when_a_post_was_taken_down(
    qtbot: QtBot, desk: Desk, window: MainWindow, page: QWidget, post: int
) -> None:
    next(one for one in window.page.commands if one.key == "aftercare.removal.title").run()
    form = dialog(window, RemovalDialog)
    assert isinstance(form, RemovalDialog)
    form.submit()
    assert says(form, tr("aftercare.removal.choose"))
    form.reason.setFocus()
    qtbot.keyClick(form.reason, Qt.Key.Key_Down)
    assert not says(form, tr("aftercare.removal.choose")), "what was wrong is mended"
    form.reason.set_value("expired")
    form.submit()
    qtbot.waitUntil(lambda: says(page, tr("aftercare.removed")))
    assert aftercare.marks(desk, [post])[post].removed


def test_a_correction_asks_whether_readers_were_told(
    qtbot: QtBot, desk: Desk, window: MainWindow, page: QWidget, post: int
) -> None:
    next(one for one in window.page.commands if one.key == "aftercare.correction.title").run()
    form = dialog(window, CorrectionDialog)
    assert isinstance(form, CorrectionDialog)
    form.wrong.line.setText("তারিখ ভুল ছিল")
    form.submit()
    assert says(form, tr("aftercare.correction.choose"))
    form.readers_told.set_value("yes")
    form.submit()
    qtbot.waitUntil(lambda: says(page, tr("aftercare.told")))
    [act] = aftercare.acts(desk, post)
    assert (act.kind, act.text, act.answer) == (ActKind.CORRECTION, "তারিখ ভুল ছিল", True)


def test_the_post_s_first_image_stands_beside_its_words(
    qtbot: QtBot, desk: Desk, team: dict[str, int], post: int, context: Context
) -> None:
    pictures = Pictures(desk, context)
    view = PathView(pictures)
    qtbot.addWidget(view)
    view.show_path(post_path(desk, post))
    assert view.findChild(KeptThumbnail) is None, "it has no image"

    path = post_path(desk, write(desk, team["Karim"], images=2).id)
    view.show_path(path)
    view.show()
    [shown] = view.findChildren(KeptThumbnail)
    first, _ = path.draft.version.attachments
    assert shown.accessibleName() == first.alt
    bare = shown.grab().toImage()
    with qtbot.waitSignal(pictures.arrived):
        shown.repaint()
    assert shown.grab().toImage() != bare


def test_an_image_that_is_covered_is_not_shown_beside_the_words_either(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context
) -> None:
    draft = write(desk, team["Karim"], images=1)
    pictures = Pictures(desk, context)
    covered = KeptThumbnail(
        replace(draft, covered=frozenset({draft.version.attachments[0].sha256})), pictures
    )
    qtbot.addWidget(covered)
    covered.show()
    seen = KeptThumbnail(draft, pictures)
    qtbot.addWidget(seen)
    before = covered.grab().toImage()
    with qtbot.waitSignal(pictures.arrived):
        seen.show()
    assert covered.grab().toImage() == before


def test_a_later_version_is_called_an_edit(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context
) -> None:
    draft = write(desk, team["Karim"])
    intake.revise(desk, draft.id, form(f"{CLEAN} আরও"), team["Karim"])
    view = PathView(Pictures(desk, context))
    qtbot.addWidget(view)
    view.show_path(post_path(desk, draft.id))
    view.show()
    said = [text for _, text in shown_texts(view)]
    assert said.count(tr("aftercare.step.written")) == said.count(tr("aftercare.step.edited")) == 1
