"""A certificate from the archive page, and the question whether an image is ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.office import office
from app.services.posts.certificate import verify_certificate
from app.ui.archive.certificate_dialog import CertificateDialog
from app.ui.archive.ours_dialog import OursDialog
from app.ui.archive.side import SideColumn
from app.ui.main_window import MainWindow
from app.ui.preview.dialog import PreviewDialog
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.helpers.images import encoded, picture
from tests.helpers.window import close_window, open_window, shown_texts
from tests.services.past.test_matching import TEXT, approve


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, office_of_one: dict[str, int]) -> Iterator[MainWindow]:
    approve(desk, office_of_one["Rahima"], TEXT, images=1)
    window = open_window(qtbot, desk)
    window.context.set_member(office.members(desk)[0])
    yield window
    close_window(window)


def test_the_post_in_front_gets_its_certificate(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.show_page("archive")
    view = window.page.view  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: view._row() is not None)
    qtbot.keyClick(view, Qt.Key.Key_C)
    dialog = window.findChild(CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    dialog.place.set_path(tmp_path / "post")
    dialog.submit()
    qtbot.waitUntil(lambda: any("post.proof" in text for _, text in shown_texts(dialog)))
    assert (tmp_path / "post.pdf").exists()
    assert verify_certificate(tmp_path / "post.proof", allow_unsigned=True).ok
    dialog.close()


def test_the_certificate_is_printed_from_its_card(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("archive")
    side = window.findChild(SideColumn)
    qtbot.waitUntil(lambda: any(one.text() == tr("preview.print") for one in side.findChildren(Button)))
    [button] = [one for one in side.findChildren(Button) if one.text() == tr("preview.print")]
    button.click()
    qtbot.waitUntil(lambda: window.findChild(PreviewDialog) is not None)
    assert window.findChild(PreviewDialog).windowTitle() == tr("certificate.title")
    window.findChild(PreviewDialog).close()


def test_an_image_is_told_to_be_ours_or_not(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    card = tmp_path / "card.jpg"
    card.write_bytes(encoded(picture(64, 48), "JPEG"))
    dialog = OursDialog(window.context, window)
    dialog.open()
    dialog.look_at(card)
    qtbot.waitUntil(lambda: any("This very file" in text for _, text in shown_texts(dialog)))
    assert dialog.open_button.isVisible()
    (tmp_path / "letter.txt").write_text("x")
    dialog.look_at(tmp_path / "letter.txt")
    qtbot.waitUntil(dialog.error.isVisible)
    dialog.close()
