"""The steps of `tests.bench.growth`: each what a person at the desk does, over one open folder."""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.bangla.workdays import Quarter
from app.checks.types import Use
from app.cli.output import Output
from app.cli.queue import show_queue
from app.i18n import Translator
from app.media.types import Pixels
from app.services.base.desk import Desk
from app.services.base.enums import Show, State
from app.services.checking import draft_checks, known_images
from app.services.due import reminders
from app.services.letters import keeping
from app.services.past import matching, reading
from app.services.posts import archive, queue, review
from app.services.posts.approved_list import Wanted, approved_list
from app.services.posts.calendar import calendar, late
from app.services.record.audit import audit
from app.services.record.kept_tree import keep_tree
from app.services.reports import counting
from app.services.reports.activities import activities
from app.services.responses import listing
from app.services.responses.listing import ShowResponses, WantedResponses
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
    for draft_id in draft_checks.waiting(desk):  # with another rule pack than the folder was written with
        draft_checks.check_draft(desk, draft_id, Work())
    yield "tree kept for the first time", _ONCE, lambda: keep_tree(desk)
    yield from _window(desk)
    yield "decision and its undoing", _SOME, lambda: _decide(desk)
    yield "due", _SOME, lambda: reminders.due(desk, reminders.today())
    numbers = itertools.count(1)
    yield "an image recognised", _SOME, lambda: _recognise(desk, next(numbers))
    yield "which drafts want checking", _SOME, lambda: draft_checks.waiting(desk)
    yield from _other_pages(desk)
    yield "archive list", _SOME, lambda: approved_list(desk, Wanted(None, None, "", "", None))
    yield "archive list, searched", _SOME, lambda: approved_list(desk, Wanted(None, None, "", COMMON, None))
    yield f"export of {OF_SECOND}", 3, lambda: _export(desk, out / f"archive-{next(numbers)}")
    yield "command queue, pending", 3, lambda: _command(desk, "pending")
    yield "command queue, all", _ONCE, lambda: _command(desk, "")
    yield "audit", _ONCE, lambda: _audit(desk)


def _other_pages(desk: Desk) -> Iterator[Step]:
    """What the other pages ask for; the folder's newest posts are of the quarter and month asked for."""
    for show in (ShowResponses.WAITING, ShowResponses.ANSWERED):
        wanted = WantedResponses(show)
        yield f"responses, {show.value}", _SOME, lambda wanted=wanted: listing.responses(desk, wanted)
    yield "responses, counted", _SOME, lambda: listing.counts(desk, WantedResponses())
    searched = WantedResponses(ShowResponses.ALL, "ক্রমিক 77")
    yield "responses, searched", 3, lambda: listing.responses(desk, searched)
    yield "calendar of a month", 3, lambda: calendar(desk, _MONTH, _MONTH + timedelta(days=29))
    yield "calendar, what is late", 3, lambda: late(desk)
    yield "letters", 3, lambda: keeping.letters(desk)
    yield "letters, searched", 3, lambda: keeping.letters(desk, "77")
    yield "activities of a quarter", _SOME, lambda: activities(desk, _MONTH, _MONTH + timedelta(days=90))
    yield "report of a quarter", _ONCE, lambda: counting.count(desk, _QUARTER)
    yield "history, counted", _SOME, lambda: reading.counts(desk)
    yield "history, not approved", _ONCE, lambda: matching.unapproved(desk, None, Work())


_MONTH, _QUARTER = date(2026, 10, 10), Quarter(2026, 4)


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
