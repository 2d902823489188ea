"""Going through many posts: the next one after a decision, many faces at once, an empty list."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.services.posts.views import FormImage, PostForm
from app.ui.messages import Message, bridge
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_list.view import DraftList
from app.ui.queue.page import QueuePage
from app.work import Work
from tests.helpers.faces import scene
from tests.helpers.images import encoded
from tests.services.posts import CLEAN, write
from tests.ui.conftest import Approve, Press

OpenPage = Callable[[], QueuePage]


def test_a_team_member_passes_each_post_once(
    desk: Desk, team: dict[str, int], open_page: OpenPage, approve: Approve
) -> None:
    # A first approval leaves a post pending and moves it to the top of the list.
    drafts = [write(desk, team["Karim"], f"{CLEAN} {n}").id for n in range(5)]
    page = open_page()
    said: list[Message] = []
    bridge.shown.connect(said.append)
    for _ in drafts:
        approve(page)
    bridge.shown.disconnect(said.append)
    assert [queue.draft(desk, id_).approvals for id_ in drafts] == [1] * 5
    assert all(message.text.startswith("Approved by 1; 1 more to go") for message in said)
    assert len(said) == len(drafts)


def test_all_faces_of_an_image_are_one_card_dismissed_with_one_reason(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    crowd = scene(1200, 400, [(0, 0, 400), (400, 0, 400), (800, 0, 400)])
    file = IncomingFile("banner.png", encoded(crowd, "PNG"), "")
    images = (FormImage(alt="তিন জন", file=file),)
    form = PostForm(text="", use="banner", account_id=1, purpose="5.c", images=images)
    draft_id = intake.compose(desk, form, team["Karim"])
    draft_checks.check_draft(desk, draft_id, Work())
    faces = [finding for finding in queue.draft(desk, draft_id).findings if finding.rule == "photo.face"]
    assert len(faces) == 3
    page = open_page()
    press(page, "1", "d", "permitted in writing", Qt.Key.Key_Return)
    answers = [finding.answer for finding in queue.draft(desk, draft_id).findings if finding.box]
    assert [(answer.reply, answer.reason) for answer in answers if answer] == [
        (Reply.DISMISSED, "permitted in writing")
    ] * 3


def test_the_keys_work_on_an_empty_page(open_page: OpenPage, press: Press) -> None:
    page = open_page()
    press(page, "n")
    form = page.findChild(ComposeDialog)
    assert form is not None
    form.reject()


def test_the_list_takes_the_keys_when_the_first_post_comes(
    desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    page = open_page()
    write(desk, team["Karim"])
    page.reload()
    assert page.findChild(DraftList).hasFocus()
