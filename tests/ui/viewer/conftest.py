"""The viewer over a real desk, opened on a draft as the queue page does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.services.posts.views import DraftView, FormImage
from app.ui import jobs
from app.ui.context import Context
from app.ui.images.pictures import VIEWER, Pictures
from app.ui.viewer.dialog import Viewer
from app.ui.viewer.selection import ShownVersion
from app.work import Work
from tests.helpers.faces import scene
from tests.helpers.images import encoded
from tests.services.posts import CLEAN, form

Open = Callable[..., Viewer]


@pytest.fixture
def street(desk: Desk, team: dict[str, int]) -> DraftView:
    """A checked draft whose only image shows two bystanders."""
    return write_images(desk, team["Karim"], street_image())


def street_image() -> IncomingFile:
    picture = scene(640, 400, [(60, 80, 160), (380, 120, 180)])
    return IncomingFile("street.jpg", encoded(picture, "JPEG", quality=92))


def write_images(desk: Desk, by: int, *files: IncomingFile, use: str = "post") -> DraftView:
    """A draft of these images, its checks done."""
    images = tuple(FormImage(alt=f"ছবি {n}", file=file) for n, file in enumerate(files, 1))
    draft_id = intake.compose(desk, replace(form(CLEAN), images=images, use=use), by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


@pytest.fixture
def open_viewer(qtbot: QtBot, context: Context) -> Iterator[Open]:
    """Opens the viewer on a draft's image and waits for its picture."""
    page = QWidget()
    page.resize(1282, 734)
    qtbot.addWidget(page)
    page.show()
    pictures = Pictures(context.desk, context)
    opened: list[Viewer] = []

    def open_(draft: DraftView, position: int = 0, **how: object) -> Viewer:
        viewer = Viewer(context, pictures, ShownVersion(draft, position, **how), parent=page)  # type: ignore[arg-type]
        opened.append(viewer)
        with qtbot.waitActive(viewer):
            viewer.open()
        qtbot.waitUntil(lambda: pictures.get(viewer.image.sha256, VIEWER) is not None and not jobs.busy())
        return viewer

    yield open_
    jobs.stop_all()
    for viewer in opened:
        if isValid(viewer):
            delete(viewer)
