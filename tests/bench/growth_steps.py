"""The steps of `tests.bench.growth`: each what a person at the desk does, over one open folder."""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.checks.types import Use
from app.cli.output import Output
from app.cli.queue import show_queue
from app.i18n import Translator
from app.media.types import Pixels
from app.services.base.desk import Desk
from app.services.base.enums import Show, State
from app.services.checking import draft_checks, known_images
from app.services.due import reminders
from app.services.posts import archive, queue, review
from app.services.posts.approved_list import Wanted, approved_list
from app.services.record.audit import audit
from app.ui.app import application, main_window
from app.ui.main_window import MainWindow
from app.ui.queue.page import QueuePage
from app.work import Work
from tests.bench.grown import HANDLES, OF_SECOND

MEMBER = 1
COMMON, RARE = "উপজেলা", "77"
_ONCE, _SOME = 1, 5

Step = tuple[str, int, Callable[[], object]]


def steps(desk: Desk, out: Path) -> Iterator[Step]:
    """Name, rounds and function of each step."""
    yield "audit", _ONCE, lambda: _audit(desk)
    yield from _window(desk)
    yield "decision and its undoing", _SOME, lambda: _decide(desk)
    yield "due", _SOME, lambda: reminders.due(desk, reminders.today())
    numbers = itertools.count(1)
    yield "an image recognised", _SOME, lambda: _recognise(desk, next(numbers))
    yield "which drafts want checking", _SOME, lambda: draft_checks.waiting(desk)
    yield "archive list", _SOME, lambda: approved_list(desk, Wanted(None, None, "", "", None))
    yield "archive list, searched", _SOME, lambda: approved_list(desk, Wanted(None, None, "", COMMON, None))
    yield f"export of {OF_SECOND}", 3, lambda: _export(desk, out / f"archive-{next(numbers)}")
    yield "command queue, pending", 3, lambda: _command(desk, "pending")
    yield "command queue, all", _ONCE, lambda: _command(desk, "")


def _window(desk: Desk) -> Iterator[Step]:
    application()
    window = main_window(desk)
    window.resize(1366, 768)
    window.show()
    page = _shown(window)
    with desk.store.read():
        pending = queue.ids(desk, State.PENDING)

    def choose(show: Show, search: str = "") -> None:
        page._top.choose(show)
        page._top._search.setText(search)
        page.arrange()
        QApplication.processEvents()

    for show in (Show.PENDING, Show.PUBLISHED, Show.ALL):
        yield f"pill {show.value}", _SOME, lambda show=show: choose(show)
    yield "search, a common word", 3, lambda: choose(Show.ALL, COMMON)
    yield "search, a rare word", 3, lambda: choose(Show.ALL, RARE)
    choose(Show.PENDING)
    places = itertools.cycle(pending[:20])
    yield "key to the next post", 10, lambda: (page._list.go_to(next(places)), QApplication.processEvents())
    yield "page read anew", _SOME, lambda: (page.reload(), QApplication.processEvents())
    window.hide()


def _shown(window: MainWindow) -> QueuePage:
    """The window's first page, once what came with it is done."""
    page = window.page
    assert isinstance(page, QueuePage)
    loop = QEventLoop()
    QTimer.singleShot(3000, loop.quit)
    loop.exec()
    return page


def _decide(desk: Desk) -> None:
    """Approve the newest pending post, and take it back so that the folder stays as it was."""
    post = queue.draft(desk, queue.ids(desk, State.PENDING)[0])
    review.approve(desk, post.id, post.version.digest, MEMBER)
    review.undo(desk, post.id, MEMBER)


def _recognise(desk: Desk, number: int) -> None:
    picture = Image.effect_noise((320, 240), 40 + number % 50).convert("RGB")
    small = Pixels(picture.width, picture.height, picture.tobytes())
    known_images.recognise(desk, f"bench {number}", small, Use.POST, 0, 0)


def _export(desk: Desk, out: Path) -> None:
    """The posts of the page that has few."""
    archive.export(desk, out, account=HANDLES[1], by=MEMBER, work=Work())


def _audit(desk: Desk) -> None:
    report = audit(desk, Work())
    if not report.ok:
        raise SystemExit(f"the audit found {report.problems[:3]}")


def _command(desk: Desk, state: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        show_queue(
            desk,
            argparse.Namespace(state=state, search="", late=False, order="due"),
            Output(Translator("bn"), True),
        )
