from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import queue, review
from app.services.posts.views import PostForm
from app.ui.context import Context
from app.ui.images.pictures import Pictures
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.editor import PostEditor
from app.ui.queue.page import QueuePage
from app.ui.widgets.confirm import ThrowAwayDialog
from tests.helpers import clips
from tests.helpers.images import encoded, picture
from tests.services.posts import APPEAL, write

Compose = Callable[..., ComposeDialog]


@pytest.fixture
def compose(qtbot: QtBot, context: Context, open_page: Callable[[], QueuePage]) -> Iterator[Compose]:
    """Opens the form over the page."""
    opened: list[ComposeDialog] = []

    def open_(**how: object) -> ComposeDialog:
        page = open_page()
        dialog = ComposeDialog(context, Pictures(context.desk, page), parent=page, **how)
        opened.append(dialog)
        dialog.open()
        return dialog

    yield open_
    for dialog in opened:
        if isValid(dialog):
            delete(dialog)


def labels(dialog: ComposeDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def save(qtbot: QtBot, dialog: ComposeDialog) -> tuple[int, int]:
    """Ctrl+Enter in the editor, and what was saved."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.saved) as saved:
        qtbot.keyClick(dialog.findChild(PostEditor), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return saved.args[0], saved.args[1]


def test_a_post_is_written_checked_while_typing_and_kept(qtbot: QtBot, desk: Desk, compose: Compose) -> None:
    dialog = compose()
    editor = dialog.findChild(PostEditor)
    editor.insertPlainText(f"😀 {APPEAL}")
    qtbot.waitUntil(lambda: bool(editor.extraSelections()))
    marked = {selection.cursor.selectedText() for selection in editor.extraSelections()}
    draft_id, version = save(qtbot, dialog)
    draft = queue.draft(desk, draft_id)
    assert (draft.version.text, draft.version.author, version) == (f"😀 {APPEAL}", "Rahima", 1)
    assert any("ভোট দিন" in words for words in marked)


def test_the_accounts_own_purposes_come_first(desk: Desk, compose: Compose) -> None:
    dialog = compose()
    account, purpose = dialog.findChildren(QComboBox)[:2]
    account.setCurrentIndex(account.findText("Sample UPEO · X"))
    offered = [purpose.itemData(place) for place in range(purpose.count())]
    assert offered[:3] == ["", "5.c", None]
    assert sorted(filter(None, offered)) == ["5.a", "5.b", "5.c", "5.d", "5.e", "5.f", "5.g"]


def test_an_edit_makes_a_new_version_with_all_it_had(
    qtbot: QtBot, desk: Desk, team: dict[str, int], compose: Compose
) -> None:
    old = write(desk, team["Karim"], "পুরোনো লেখা", images=2)
    dialog = compose(draft=old)
    dialog.findChild(PostEditor).selectAll()
    dialog.findChild(PostEditor).insertPlainText("নতুন লেখা")
    draft_id, version = save(qtbot, dialog)
    new = queue.draft(desk, draft_id).version
    assert (draft_id, version, new.text) == (old.id, 2, "নতুন লেখা")
    assert [image.sha256 for image in new.attachments] == [image.sha256 for image in old.version.attachments]
    assert (new.sources, new.purpose, new.account) == (
        old.version.sources,
        old.version.purpose,
        old.version.account,
    )
    assert queue.version(desk, old.id, 1).text == "পুরোনো লেখা"


def test_an_unchanged_edit_is_refused_in_place(
    qtbot: QtBot, desk: Desk, team: dict[str, int], compose: Compose
) -> None:
    dialog = compose(draft=write(desk, team["Karim"]))
    dialog.save()
    qtbot.waitUntil(lambda: dialog.error.isVisible() and bool(dialog.error.text()))
    assert dialog.isVisible()


def test_images_are_dropped_described_and_ordered(
    qtbot: QtBot, desk: Desk, tmp_path: Path, compose: Compose
) -> None:
    files = [tmp_path / "first.png", tmp_path / "second.png"]
    for size, file in enumerate(files):
        file.write_bytes(encoded(picture(40 + size, 30), "PNG"))
    dialog = compose()
    mime = QMimeData()
    for count, file in enumerate(files, start=1):
        mime.setUrls([QUrl.fromLocalFile(str(file))])
        dialog._images.take(mime)
        qtbot.waitUntil(lambda count=count: len(dialog._images.images()) == count)
    alts = [field for field in dialog.findChildren(QLineEdit) if "Alt text" in field.accessibleName()]
    alts[1].setText("second picture")
    buttons = [button for button in dialog.findChildren(QPushButton) if button.text() == "Move up"]
    qtbot.waitUntil(lambda: sum(button.isVisible() for button in buttons) == 1)
    (up,) = (button for button in buttons if button.isVisible())
    qtbot.mouseClick(up, Qt.MouseButton.LeftButton)
    draft_id, _ = save(qtbot, dialog)
    kept = queue.draft(desk, draft_id).version.attachments
    assert [(image.original_name, image.alt) for image in kept] == [
        ("second.png", "second picture"),
        ("first.png", ""),
    ]


def test_a_broken_image_is_refused_at_once(qtbot: QtBot, tmp_path: Path, compose: Compose) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(encoded(picture(400, 300), "JPEG")[:2000])
    dialog = compose()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(broken))])
    dialog._images.take(mime)
    qtbot.waitUntil(lambda: any("broken.jpg" in text for text in labels(dialog)))
    assert dialog._images.images() == ()


def dropped(*files: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def test_a_file_still_being_opened_is_not_left_out_by_saving(
    qtbot: QtBot, tmp_path: Path, desk: Desk, compose: Compose
) -> None:
    file = tmp_path / "school.jpg"
    file.write_bytes(encoded(picture(), "JPEG"))
    dialog = compose()
    dialog.findChild(PostEditor).insertPlainText("বিদ্যালয়ের মাঠ")
    dialog._images.take(dropped(file))
    dialog.save()
    assert any("still being opened" in text for text in labels(dialog))
    assert queue.ids(desk, None) == []
    qtbot.waitUntil(lambda: not dialog._images.opening)
    assert not any("opened" in text or "Opening" in text for text in labels(dialog))
    draft_id, _ = save(qtbot, dialog)
    assert [kept.original_name for kept in queue.draft(desk, draft_id).version.attachments] == ["school.jpg"]


def test_closing_asks_while_a_file_is_being_opened(qtbot: QtBot, tmp_path: Path, compose: Compose) -> None:
    file = tmp_path / "school.jpg"
    file.write_bytes(encoded(picture(), "JPEG"))
    dialog = compose()
    dialog._images.take(dropped(file))
    dialog.reject()
    assert dialog.findChildren(ThrowAwayDialog)
    qtbot.waitUntil(lambda: len(dialog._images.images()) == 1)


def test_what_was_refused_of_several_files_stays_told_and_the_others_keep_their_order(
    qtbot: QtBot, tmp_path: Path, compose: Compose
) -> None:
    (tmp_path / "large.png").write_bytes(encoded(picture(1600, 1200), "PNG"))
    (tmp_path / "video.jpg").write_bytes(clips.phone_video())
    (tmp_path / "empty.mp4").write_bytes(b"")
    (tmp_path / "small.jpg").write_bytes(encoded(picture(16, 16), "JPEG"))
    names = ("large.png", "video.jpg", "empty.mp4", "small.jpg")
    dialog = compose()
    dialog._images.take(dropped(*(tmp_path / name for name in names)))
    qtbot.waitUntil(lambda: not dialog._images.opening)
    kept = [image.file.name for image in dialog._images.images() if image.file is not None]
    assert kept == ["large.png", "small.jpg"]
    told = "\n".join(labels(dialog))
    assert "“video.jpg” is named like JPEG" in told
    assert "“empty.mp4” is empty" in told
    dialog._images.take(dropped(tmp_path / "small.jpg"))
    qtbot.waitUntil(lambda: len(dialog._images.images()) == 3)
    assert not any("empty.mp4" in text for text in labels(dialog))


def test_a_pasted_image_keeps_its_very_bytes(qtbot: QtBot, desk: Desk, compose: Compose) -> None:
    data = encoded(picture(64, 48), "PNG")
    mime = QMimeData()
    mime.setData("image/png", data)
    dialog = compose()
    dialog.findChild(PostEditor).insertFromMimeData(mime)
    qtbot.waitUntil(lambda: len(dialog._images.images()) == 1)
    file = dialog._images.images()[0].file
    assert file is not None
    assert file.data == data


def test_no_break_spaces_and_emoji_are_kept_as_typed(qtbot: QtBot, desk: Desk, compose: Compose) -> None:
    text = "১০\u00a0টা\n\n👩‍👩‍👧 সভা"
    dialog = compose(seed=PostForm(text=text))
    draft_id, _ = save(qtbot, dialog)
    assert queue.draft(desk, draft_id).version.text == text


def test_sources_are_one_a_line(qtbot: QtBot, desk: Desk, compose: Compose) -> None:
    dialog = compose(seed=PostForm(text="জেলায় ৯৭% শিশু"))
    dialog.findChild(QPlainTextEdit).setPlainText(" সিভিল সার্জন \n\nbbs.gov.bd")
    draft_id, _ = save(qtbot, dialog)
    assert queue.draft(desk, draft_id).version.sources == ("সিভিল সার্জন", "bbs.gov.bd")


def test_editing_an_approved_draft_says_that_it_voids_the_approval(
    desk: Desk, team: dict[str, int], compose: Compose
) -> None:
    draft = write(desk, team["Karim"])
    for name in ("Rahima", "Selina"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    approved = queue.draft(desk, draft.id)
    assert approved.state is State.APPROVED
    assert any("makes the approval void" in text for text in labels(compose(draft=approved)))


def test_escape_asks_before_anything_written_is_thrown_away(qtbot: QtBot, compose: Compose) -> None:
    dialog = compose()
    dialog.findChild(PostEditor).insertPlainText("half a sen")
    dialog.reject()
    question = dialog.findChild(ThrowAwayDialog)
    question.reject()
    assert dialog.isVisible()
    dialog.reject()
    dialog.findChildren(ThrowAwayDialog)[-1].accept()
    assert not dialog.isVisible()


def test_an_untouched_form_closes_without_a_question(compose: Compose) -> None:
    dialog = compose()
    dialog.reject()
    assert not dialog.isVisible()
