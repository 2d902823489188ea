"""Alt texts in the window: what is noticed is marked under the image and in the form, a missing one said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.checks.types import Severity, Use
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.services.posts.views import DraftView, FormImage
from app.ui.context import Context
from app.ui.images.pictures import Pictures
from app.ui.post_form import images
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.images import FormImages
from app.ui.post_view.caption import Caption
from app.ui.post_view.post_text import PostText
from app.ui.queue.page import QueuePage
from app.ui.rules.dialogs import ExceptionDialog
from app.ui.translation import tr
from app.ui.widgets import Button, Chip
from app.ui.widgets.elided_link import ElidedLink
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services.posts import APPEAL, CLEAN, form
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]
Edit = Callable[[DraftView], ComposeDialog]
LONG = "বিদ্যালয়ের মাঠে শিক্ষার্থীদের সমাবেশ, " * 12


def write(desk: Desk, by: int, *alts: str) -> DraftView:
    """A draft with an image for each alt text, checked."""
    images = tuple(
        FormImage(alt=alt, file=IncomingFile(f"{n}.jpg", encoded(picture(300 + n, 200), "JPEG"), ""))
        for n, alt in enumerate(alts, 1)
    )
    draft_id = intake.compose(desk, replace(form(CLEAN), images=images), by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


@pytest.fixture
def edit(qtbot: QtBot, context: Context, open_page: OpenPage) -> Iterator[Edit]:
    """Opens the form over the page, its images there."""
    opened: list[ComposeDialog] = []

    def open_(draft: DraftView) -> ComposeDialog:
        page = open_page()
        dialog = ComposeDialog(context, Pictures(context.desk, page), draft=draft, parent=page)
        opened.append(dialog)
        dialog.open()
        return dialog

    yield open_
    for dialog in opened:
        if isValid(dialog):
            delete(dialog)


def alt_fields(dialog: ComposeDialog) -> list[QLineEdit]:
    hint = tr("queue.form.alt")
    return [field for field in dialog.findChildren(QLineEdit) if field.placeholderText() == hint]


def chips(dialog: ComposeDialog) -> list[str]:
    return [chip.text() for chip in dialog.findChildren(Chip) if chip.isVisible()]


def test_words_in_an_alt_text_are_marked_under_their_own_image(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], "বিদ্যালয়ের মাঠ", f"মাঠে লেখা: {APPEAL}")
    block = next(finding for finding in draft.findings if finding.severity is Severity.BLOCK)
    assert block.attachment == 1
    assert "“2.jpg”" in block.why.en
    page = open_page()
    press(page, str(block.number))
    first, second = page.findChildren(Caption)
    place = second.place_of(block.number)
    assert place is not None
    qtbot.waitUntil(lambda: second.rect().contains(place.toRect()))
    assert f"মাঠে লেখা: {APPEAL[:10]}" in second.findChild(PostText).toPlainText()
    assert first.place_of(block.number) is None
    assert any("বিদ্যালয়ের মাঠ" in label.text() for label in first.findChildren(QLabel))


def test_an_exception_from_an_alt_text_offers_its_words_and_not_the_posts(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    block = next(finding for finding in draft.findings if finding.severity is Severity.BLOCK)
    page = open_page()
    press(page, str(block.number))
    page.add_exception()
    dialog = page.findChild(ExceptionDialog)
    offered = [field.text() for field in dialog.findChildren(QLineEdit)]
    assert block.text in offered
    dialog.reject()


def test_the_form_marks_images_without_alt_text_and_shows_the_beginning_of_a_long_one(
    qtbot: QtBot, desk: Desk, team: dict[str, int], edit: Edit
) -> None:
    dialog = edit(write(desk, team["Karim"], "", LONG))
    missing, long = alt_fields(dialog)
    assert long.cursorPosition() == 0
    assert chips(dialog).count("No alt text") == 1
    missing.setText("মাঠ")
    assert "No alt text" not in chips(dialog)
    missing.clear()
    use = next(box for box in dialog.findChildren(QComboBox) if box.findData(Use.BANNER.value) >= 0)
    use.setCurrentIndex(use.findData(Use.BANNER.value))
    assert "No alt text" not in chips(dialog)


def test_the_form_checks_an_alt_text_while_it_is_typed_and_leads_to_the_words(
    qtbot: QtBot, desk: Desk, team: dict[str, int], edit: Edit
) -> None:
    dialog = edit(write(desk, team["Karim"], "মাঠ"))
    (field,) = alt_fields(dialog)
    field.setText(f"😀 মাঠে: {APPEAL}")
    qtbot.waitUntil(lambda: "Block" in chips(dialog))
    link = next(link for link in dialog.findChildren(ElidedLink) if link.isVisible())
    link.followed.emit()
    assert field.selectedText()
    assert field.selectedText() in APPEAL


def test_an_image_chosen_with_the_button_is_described_next(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    edit: Edit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for n in (2, 3):
        (tmp_path / f"{n}.jpg").write_bytes(encoded(picture(300 + n, 200), "JPEG"))
    monkeypatch.setattr(images, "choose_files", lambda *_: [tmp_path / "2.jpg", tmp_path / "3.jpg"])
    dialog = edit(write(desk, team["Karim"], "বিদ্যালয়ের মাঠ"))
    add = next(one for one in dialog.findChildren(Button) if one.text() == tr("queue.form.add_image"))
    add.setFocus()
    add.click()
    qtbot.waitUntil(lambda: len(alt_fields(dialog)) == 3 and not dialog.findChild(FormImages).opening)
    assert dialog.focusWidget() is alt_fields(dialog)[1]
