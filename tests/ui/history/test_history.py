from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.checking import draft_checks
from app.services.posts import blurring, intake, queue, review
from app.ui.context import Context
from app.ui.history.dialog import HistoryDialog
from app.ui.images.pictures import Pictures
from app.ui.queue.page import QueuePage
from app.ui.viewer.dialog import Viewer
from app.work import Work
from tests.services.posts import APPEAL, form, write


def formats(text: QTextEdit) -> list[tuple[str, bool, bool]]:
    """The shown text in stretches: words, struck out, underlined."""
    found = []
    block = text.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            look = place.fragment().charFormat()
            found.append((place.fragment().text(), look.fontStrikeOut(), look.fontUnderline()))
            place += 1
        block = block.next()
    return found


def test_shows_what_a_version_changed(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    context: Context,
    open_page: Callable[[], QueuePage],
) -> None:
    draft = write(desk, team["Karim"], "জেলায় ৯৭% শিশু টিকা পেয়েছে।")
    changed = replace(form("জেলায় ৯৮% শিশু টিকা পেয়েছে।"), purpose="5.a")
    intake.revise(desk, draft.id, changed, team["Jamal"])
    dialog = HistoryDialog(desk, queue.draft(desk, draft.id), Pictures(desk, context), parent=open_page())
    dialog.show()
    assert formats(dialog.findChild(QTextEdit)) == [
        ("জেলায় ", False, False),
        ("৯৭", True, False),
        ("৯৮", False, True),
        ("% শিশু টিকা পেয়েছে।", False, False),
    ]
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Before: Awareness and campaigns" in said
    assert "Now: Networking and exchange" in said
    assert any("version 2" in text for text in said)
    dialog.show_version(1)
    assert dialog.findChild(QTextEdit).toPlainText() == draft.version.text


def test_a_finding_that_is_gone_since_is_still_called_by_its_title(
    desk: Desk, team: dict[str, int], context: Context, open_page: Callable[[], QueuePage]
) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    finding = draft.findings[0]
    review.answer(desk, finding.id, Reply.UPHELD, "", team["Rahima"])
    intake.revise(desk, draft.id, form(), team["Jamal"])
    draft_checks.check_draft(desk, draft.id, Work())
    after = queue.draft(desk, draft.id)
    assert finding.rule not in {one.rule for one in after.findings}
    dialog = HistoryDialog(desk, after, Pictures(desk, context), parent=open_page())
    dialog.show()
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(finding.title.en in text for text in said)
    assert not any(finding.rule in text for text in said)


def test_an_older_versions_image_is_seen_as_it_was(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    open_page: Callable[[], QueuePage],
    press: Callable[..., None],
) -> None:
    draft = write(desk, team["Karim"], images=1)
    blurring.blur(desk, draft.id, 0, [(4, 4, 30, 30)], team["Karim"])
    page = open_page()
    page.show_history()
    (dialog,) = page.findChildren(HistoryDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    origin = draft.version.attachments[0].sha256[:8]
    assert any(f"1 region blurred, from the original {origin}" in text for text in said)
    assert any("Blurred 1 region of image 1" in text for text in said)
    dialog.show_version(1)
    QApplication.processEvents()
    buttons = [one for one in dialog.findChildren(QPushButton) if not one.isHidden()]
    (thumbnail,) = [one for one in buttons if one.accessibleName().startswith("Image 1")]
    thumbnail.click()
    (viewer,) = dialog.findChildren(Viewer)
    assert viewer.image == draft.version.attachments[0]
