"""What a person does with an image by itself, by keyboard and by mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.checks.photo.rule_names import OBSCENE
from app.intake.types import IncomingFile
from app.media.types import Box
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.posts import blurring, intake, queue, review
from app.services.posts.views import DraftView, FormImage
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.dialog import Viewer
from app.ui.widgets.confirm import ThrowAwayDialog
from tests.helpers.clips import phone_video, wav
from tests.helpers.faces import scene
from tests.helpers.images import encoded, picture
from tests.helpers.window import focusable, shown_texts
from tests.ui.conftest import Press
from tests.ui.viewer.conftest import Open, street_image, write_images

Key = Qt.Key


def canvas(viewer: Viewer) -> Canvas:
    (found,) = viewer.findChildren(Canvas)
    return found


def texts(viewer: Viewer) -> str:
    return "\n".join(text for _, text in shown_texts(viewer))


def settled(qtbot: QtBot, viewer: Viewer) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()


def blurred(desk: Desk, draft: DraftView, position: int = 0) -> tuple[Box, ...]:
    return queue.draft(desk, draft.id).version.attachments[position].blurred


def test_a_face_is_blurred_in_two_keys(
    qtbot: QtBot, desk: Desk, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    with qtbot.waitSignal(viewer.written) as written:
        press(viewer, Key.Key_Space, "s")
    assert written.args == [street.id]
    (region,) = blurred(desk, street)
    face = next(finding.box for finding in street.findings if finding.of_a_person)
    assert face is not None
    assert region[0] < face[0], "with a margin"
    assert region[1] < face[1], "with a margin"
    settled(qtbot, viewer)
    assert "Version 2 is saved" in texts(viewer)
    assert viewer.image.origin_sha256 == street.version.attachments[0].sha256


def test_all_faces_and_a_box_of_ones_own_by_keyboard_alone(
    qtbot: QtBot, desk: Desk, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    press(viewer, "f", "d", Key.Key_Return)
    regions = canvas(viewer).regions
    before = regions.selected_box
    assert before is not None
    press(viewer, Key.Key_Down, Key.Key_Down, Key.Key_Right)
    press(viewer, Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(viewer, Key.Key_Left, modifier=Qt.KeyboardModifier.ControlModifier)
    after = regions.selected_box
    assert after is not None
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert after[2] > before[2]
    assert after[3] == before[3]
    with qtbot.waitSignal(viewer.written):
        press(viewer, "s")
    assert len(blurred(desk, street)) == 3
    assert after in blurred(desk, street)


def test_a_box_is_taken_in_hand_and_removed_by_key(
    street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    press(viewer, "f", "j")
    regions = canvas(viewer).regions
    assert regions.selected == 0
    press(viewer, "k")
    assert regions.selected == 1
    press(viewer, Key.Key_Delete)
    assert len(regions.boxes) == 1
    press(viewer, Key.Key_Escape)
    assert regions.selected is None
    assert viewer.isVisible()


def test_space_again_leaves_the_face_out(street: DraftView, open_viewer: Open, press: Press) -> None:
    viewer = open_viewer(street)
    press(viewer, Key.Key_Space)
    assert len(canvas(viewer).regions.boxes) == 1
    assert "Leave this place out" in texts(viewer)
    press(viewer, Key.Key_Space)
    assert canvas(viewer).regions.boxes == []


def drag(qtbot: QtBot, viewer: Viewer, start: tuple[int, int], end: tuple[int, int]) -> None:
    """With the left button from one point of the image to another."""
    view = canvas(viewer)
    first, last = (view.mapFromScene(*point) for point in (start, end))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    for step in (3, 2, 1):
        qtbot.mouseMove(view.viewport(), first + (last - first) / step)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)


def near(box: Box | None, wanted: Box, off: int = 3) -> bool:
    return box is not None and all(abs(a - b) <= off for a, b in zip(box, wanted, strict=True))


def test_a_box_is_drawn_moved_and_sized_by_mouse(
    qtbot: QtBot, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    regions = canvas(viewer).regions
    drag(qtbot, viewer, (250, 20), (350, 80))
    assert regions.boxes == [], "without the tool the picture is moved, not drawn on"
    press(viewer, "d")
    drag(qtbot, viewer, (250, 20), (350, 80))
    assert near(regions.selected_box, (250, 20, 100, 60))
    drag(qtbot, viewer, (300, 50), (320, 60))
    assert near(regions.selected_box, (270, 30, 100, 60))
    drag(qtbot, viewer, (370, 90), (400, 120))
    assert near(regions.selected_box, (270, 30, 130, 90))
    drag(qtbot, viewer, (500, 20), (500, 20))
    assert len(regions.boxes) == 1, "a click draws nothing"


def test_next_says_which_finding_it_is_and_goes_close(
    street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    assert canvas(viewer).fitted
    press(viewer, "n")
    assert "Finding 1 of 2 on this image" in texts(viewer)
    assert not canvas(viewer).fitted
    press(viewer, "n", "n")
    assert "Finding 1 of 2 on this image" in texts(viewer), "round and round"
    press(viewer, Key.Key_N, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert "Finding 2 of 2 on this image" in texts(viewer)
    press(viewer, "0")
    assert canvas(viewer).fitted


def test_a_click_on_a_box_puts_its_finding_in_front(
    qtbot: QtBot, street: DraftView, open_viewer: Open
) -> None:
    viewer = open_viewer(street)
    view = canvas(viewer)
    second = [finding for finding in street.findings if finding.box is not None][1]
    assert second.box is not None
    x, y, width, height = second.box
    middle = view.mapFromScene(x + width / 2, y + height / 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert "Finding 2 of 2 on this image" in texts(viewer)


def test_boxes_go_and_come_back(street: DraftView, open_viewer: Open, press: Press) -> None:
    viewer = open_viewer(street)
    shown = canvas(viewer).grab().toImage()
    press(viewer, "b")
    assert "Show the boxes" in texts(viewer)
    assert canvas(viewer).grab().toImage() != shown
    press(viewer, "b")
    assert canvas(viewer).grab().toImage() == shown


def test_what_is_chosen_is_shown_blurred_until_one_looks_beneath(
    qtbot: QtBot, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    view = canvas(viewer)
    press(viewer, "b", "f", "v")
    x, y, width, height = view.regions.boxes[0]
    eyes = view.mapFromScene(x + width / 2, y + height / 2)

    def patch() -> list[int]:
        area = view.grab().toImage().copy(eyes.x() - 20, eyes.y() - 20, 40, 40)
        return [area.pixelColor(n % 40, n // 40).lightness() for n in range(1600)]

    sharp = patch()
    press(viewer, "v")
    qtbot.waitUntil(lambda: patch() != sharp)
    shades = patch()
    assert max(shades) - min(shades) < (max(sharp) - min(sharp)) / 2


def test_images_are_leafed_through_and_keep_what_is_drawn(
    desk: Desk, team: dict[str, int], qtbot: QtBot, open_viewer: Open, press: Press
) -> None:
    other = IncomingFile("field.png", encoded(picture(), "PNG"))
    draft = write_images(desk, team["Karim"], street_image(), other)
    viewer = open_viewer(draft)
    press(viewer, "f", Key.Key_PageDown)
    assert viewer.image.original_name == "field.png"
    assert canvas(viewer).regions.boxes == []
    press(viewer, Key.Key_PageDown, Key.Key_Left)
    assert viewer.image.original_name == "street.jpg"
    assert len(canvas(viewer).regions.boxes) == 2
    press(viewer, "n", Key.Key_Right)
    assert viewer.image.original_name == "street.jpg", "arrows move a picture that is larger than the window"


def test_what_is_not_saved_is_not_thrown_away_unasked(
    qtbot: QtBot, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    press(viewer, "f", Key.Key_Escape)
    (question,) = viewer.findChildren(ThrowAwayDialog)
    assert viewer.isVisible()
    qtbot.keyClick(question, Key.Key_Escape)
    assert viewer.isVisible()
    assert len(canvas(viewer).regions.boxes) == 2
    press(viewer, Key.Key_Escape)
    question = next(asked for asked in viewer.findChildren(ThrowAwayDialog) if asked.isVisible())
    question.accept()
    qtbot.waitUntil(lambda: not isValid(viewer))


def test_with_nothing_chosen_nothing_is_saved_and_it_is_said(
    desk: Desk, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    press(viewer, "s")
    assert "There is nothing new to blur" in texts(viewer)
    assert queue.draft(desk, street.id).versions == 1


def test_the_original_is_taken_again(
    qtbot: QtBot, desk: Desk, team: dict[str, int], street: DraftView, open_viewer: Open, press: Press
) -> None:
    blurring.blur(desk, street.id, 0, [(60, 80, 160, 160)], team["Karim"])
    viewer = open_viewer(queue.draft(desk, street.id))
    assert "1 region is blurred" in texts(viewer)
    with qtbot.waitSignal(viewer.written):
        press(viewer, "o")
    assert queue.draft(desk, street.id).version.attachments == street.version.attachments
    settled(qtbot, viewer)
    assert "original of this image again" in texts(viewer)


def test_an_approved_post_says_what_saving_does(
    desk: Desk, team: dict[str, int], street: DraftView, open_viewer: Open, press: Press
) -> None:
    for finding in street.findings:
        review.answer(desk, finding.id, Reply.DISMISSED, "অনুমতি আছে", team["Rahima"])
    for name in ("Rahima", "Selina"):
        review.approve(desk, street.id, street.version.digest, team[name])
    viewer = open_viewer(queue.draft(desk, street.id))
    press(viewer, "f")
    assert "voids the approval" in texts(viewer)


def test_an_older_version_is_looked_at_as_it_was(
    qtbot: QtBot, desk: Desk, team: dict[str, int], street: DraftView, open_viewer: Open, press: Press
) -> None:
    blurring.blur(desk, street.id, 0, [(60, 80, 160, 160)], team["Karim"])
    draft = queue.draft(desk, street.id)
    viewer = open_viewer(draft, older=queue.version(desk, street.id, 1))
    assert viewer.image == street.version.attachments[0]
    assert "Blur for publishing" not in texts(viewer)
    assert "An older version, as it was" in texts(viewer)
    press(viewer, "f", Key.Key_Space, "s")
    assert queue.draft(desk, street.id).versions == 2
    press(viewer, "d", Key.Key_Return, *[Key.Key_Escape] * 3)
    qtbot.waitUntil(lambda: not isValid(viewer))  # nothing can be saved here, so nothing is asked


def test_nobody_at_the_desk_changes_nothing(
    desk: Desk, context: Context, street: DraftView, open_viewer: Open, press: Press
) -> None:
    context.set_member(None)
    viewer = open_viewer(street)
    press(viewer, "f", "s")
    assert queue.draft(desk, street.id).versions == 1
    assert len(canvas(viewer).regions.boxes) == 2


def test_new_findings_come_into_an_open_viewer(
    qtbot: QtBot, desk: Desk, context: Context, team: dict[str, int], street: DraftView, open_viewer: Open
) -> None:
    viewer = open_viewer(street)
    blurring.blur(desk, street.id, 0, [(60, 80, 160, 160)], team["Karim"])
    context.drafts_changed.emit()
    settled(qtbot, viewer)
    assert "1 region is blurred" in texts(viewer)


def test_a_box_without_the_reader_says_how_to_add_it(
    qtbot: QtBot, desk: Desk, street: DraftView, open_viewer: Open, press: Press
) -> None:
    if desk.detectors.reader.installed:
        pytest.skip("the extra `ocr` is installed")
    viewer = open_viewer(street)
    press(viewer, "r")
    assert "draw a box around the text first" in texts(viewer)
    press(viewer, "d", Key.Key_Return, "r")
    settled(qtbot, viewer)
    assert "make setup-ocr" in texts(viewer)
    press(viewer, Key.Key_Escape, Key.Key_Escape, Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(viewer))  # a box only read needs no question


def walking() -> IncomingFile:
    """Somebody walks into an animation in its third frame."""
    frames = [scene(480, 300)] * 2 + [scene(480, 300, [(100 + 40 * n, 60, 160)]) for n in range(3)]
    film = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=40, loop=0)
    return IncomingFile("walk.png", film)


@pytest.fixture
def film(desk: Desk, team: dict[str, int]) -> DraftView:
    return write_images(desk, team["Karim"], walking())


def frame_told(viewer: Viewer) -> str:
    shown = (label.text() for label in viewer.findChildren(QLabel) if label.isVisible())
    return next((text for text in shown if text.startswith("Frame ")), "")


def test_a_finding_in_a_later_frame_shows_that_frame(
    qtbot: QtBot, film: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(film)
    first = canvas(viewer).grab().toImage()
    press(viewer, "n")
    settled(qtbot, viewer)
    found = next(finding for finding in film.findings if finding.frame is not None)
    assert found.frame is not None
    assert frame_told(viewer).startswith(f"Frame {found.frame + 1}/")
    press(viewer, "0")
    assert canvas(viewer).grab().toImage() != first


def test_frames_are_stepped_through_and_played(
    qtbot: QtBot, film: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(film)
    told = frame_told(viewer)
    press(viewer, ".")
    settled(qtbot, viewer)
    assert frame_told(viewer) != told
    press(viewer, ",", ",")
    settled(qtbot, viewer)
    _, _, of = told.partition("/")
    assert frame_told(viewer) == f"Frame {of}/{of}", "round and round"
    press(viewer, "p")
    seen: set[str] = set()

    def played() -> bool:
        seen.add(frame_told(viewer))
        return len(seen) == int(of)

    qtbot.waitUntil(played)
    press(viewer, "p")
    assert "Play" in texts(viewer)


def test_in_an_animation_blurring_says_it_is_for_every_frame(
    film: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(film)
    press(viewer, "f")
    assert "in every frame" in texts(viewer)


def test_every_control_has_a_name_and_a_key_or_the_tab_key(
    street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(street)
    press(viewer, "f", "j", "d")
    for widget in focusable(viewer):
        named = widget.accessibleName() or getattr(widget, "text", str)()
        assert named, (widget, widget.parent(), widget.objectName())


def covered(draft: DraftView) -> DraftView:
    """The draft as if its first image had been found obscene."""
    found = replace(draft.findings[0], rule=OBSCENE, box=None, attachment=0)
    return replace(draft, findings=(*draft.findings, replace(found, id=999, number=99)))


def test_an_image_that_may_be_obscene_stays_covered_until_asked(
    desk: Desk, street: DraftView, open_viewer: Open, press: Press
) -> None:
    viewer = open_viewer(covered(street))
    assert viewer.covered
    hidden = canvas(viewer).grab().toImage()
    press(viewer, "f", "n", Key.Key_Space, "s", "d", Key.Key_Return, "r")
    assert canvas(viewer).regions.boxes == [], "what cannot be seen is not worked on"
    assert queue.draft(desk, street.id).versions == 1
    press(viewer, "+")
    assert viewer.covered
    press(viewer, "0", "i")
    assert not viewer.covered
    assert canvas(viewer).grab().toImage() != hidden


def test_leafing_passes_over_videos_and_audio(
    desk: Desk, team: dict[str, int], open_viewer: Open, press: Press
) -> None:
    field = IncomingFile("field.png", encoded(picture(), "PNG"))
    draft = write_images(desk, team["Karim"], street_image(), IncomingFile("talk.wav", wav()), field)
    viewer = open_viewer(draft)
    press(viewer, Key.Key_PageDown)
    assert viewer.image.original_name == "field.png"
    assert "Image 2/2" in texts(viewer)
    press(viewer, Key.Key_PageDown, Key.Key_PageUp)
    assert viewer.image.original_name == "street.jpg"


@pytest.mark.parametrize("others", [0, 1], ids=["its only image", "one of two"])
def test_an_image_replaced_by_a_video_while_it_is_looked_at(
    qtbot: QtBot,
    desk: Desk,
    context: Context,
    team: dict[str, int],
    open_viewer: Open,
    press: Press,
    others: int,
) -> None:
    field = IncomingFile("field.png", encoded(picture(), "PNG"))
    draft = write_images(desk, team["Karim"], street_image(), *[field] * others)
    viewer = open_viewer(draft)
    press(viewer, "f")
    said: list[str] = []
    messages.bridge.shown.connect(lambda message: said.append(message.text))
    video = FormImage(alt="ভিডিও", file=IncomingFile("phone.mp4", phone_video()))
    form = intake.form_of(draft.version)
    intake.revise(desk, draft.id, replace(form, images=(video, *form.images[1:])), team["Jamal"])
    context.drafts_changed.emit()
    QApplication.processEvents()
    if others:
        settled(qtbot, viewer)
        press(viewer, Key.Key_PageUp, Key.Key_PageDown)
        assert viewer.image.original_name == "field.png"
    else:
        qtbot.waitUntil(lambda: not isValid(viewer) or not viewer.isVisible())
        assert any("has no image" in text for text in said)
