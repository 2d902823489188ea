"""The steps of `tests.bench.growth`: each what a person at the desk does, over one open folder."""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from peewee import fn
from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.bangla.workdays import Quarter
from app.checks.types import Use
from app.cli.output import Output
from app.cli.queue import show_queue
from app.i18n import Translator
from app.media.types import Pixels
from app.models.tables import Letter, Publication, Response, Table
from app.services.base.desk import Desk
from app.services.base.enums import DraftKind, Show, State
from app.services.checking import draft_checks, known_images
from app.services.due import reminders
from app.services.letters import keeping
from app.services.past import matching, reading
from app.services.posts import archive, listing, queue, review
from app.services.posts.approved_list import Wanted, approved_list
from app.services.posts.calendar import calendar, late
from app.services.record.audit import audit
from app.services.record.kept_tree import keep_tree
from app.services.reports import counting
from app.services.reports.activities import activities
from app.services.responses import listing as responses
from app.services.responses.listing import ShowResponses, WantedResponses
from app.ui.app import application, main_window
from app.ui.main_window import MainWindow
from app.ui.queue.page import QueuePage
from app.values import replace
from app.work import Work
from tests.bench.bulk import MEMBER_NAME
from tests.bench.grown import HANDLES, OF_SECOND
from tests.bench.growth import KEPT_ONCE

MEMBER = 1
# Words of every post, the beginning of one, and how a word of few posts begins: their numbers.
COMMON, BEGINNING, NUMBERS = "উপজেলা", "উপজ", "77"
_ONCE, _SOME = 1, 5
_PAGE = 500  # posts of the archive's list that are asked for: the smallest folder has as many

Step = tuple[str, int, Callable[[], object]]


def steps(desk: Desk, out: Path) -> Iterator[Step]:
    """Name, rounds and function of each step."""
    for draft_id in draft_checks.waiting(desk):  # with another rule pack than the folder was written with
        draft_checks.check_draft(desk, draft_id, Work())
    yield KEPT_ONCE, _ONCE, lambda: keep_tree(desk)
    yield from _window(desk)
    yield "decision and its undoing", _SOME, lambda: _decide(desk)
    yield "due", _SOME, lambda: reminders.due(desk, reminders.today())
    numbers = itertools.count(1)
    yield "an image recognised", _SOME, lambda: _recognise(desk, next(numbers))
    yield from _filtered(desk)
    yield "which drafts want checking", _SOME, lambda: draft_checks.waiting(desk)
    yield from _other_pages(desk)
    yield from _archive(desk)
    yield f"export of {OF_SECOND}", 3, lambda: _export(desk, out / f"archive-{next(numbers)}")
    yield "command queue, pending", 3, lambda: _command(desk, "pending")
    yield "command queue, all", _ONCE, lambda: _command(desk, "")
    yield "audit", _ONCE, lambda: _audit(desk)


def _filtered(desk: Desk) -> Iterator[Step]:
    """The window's list by account and kind, and how many there are of each."""
    wanted = {
        "a page with most": listing.Wanted(account=1),
        "a page with few": listing.Wanted(account=2),
        "a kind": listing.Wanted(kind=DraftKind.POST.value),
        "a kind of none": listing.Wanted(kind=DraftKind.COMMENT.value),
    }
    for name, one in wanted.items():
        yield f"list, {name}", _SOME, lambda one=one: listing.ids(desk, one, listing.MOST_OVER)
        yield f"list counted, {name}", _SOME, lambda one=one: listing.tallies(desk, one)


def _other_pages(desk: Desk) -> Iterator[Step]:
    """What the other pages ask for; the folder's newest posts are of the quarter and month asked for."""
    for show in ShowResponses:
        wanted = WantedResponses(show, member=MEMBER)
        yield f"responses, {show.value}", _SOME, lambda wanted=wanted: responses.responses(desk, wanted)
    one = WantedResponses(ShowResponses.ANSWERED, account_id=2)
    yield "responses, of an account", _SOME, lambda: responses.responses(desk, one)
    yield "responses, counted", _SOME, lambda: responses.counts(desk, WantedResponses())
    for name, word in (("a common word", "ভর্তির"), ("a rare word", _newest_number(desk, Response))):
        wanted = WantedResponses(ShowResponses.ALL, word)
        yield f"responses, {name}", _SOME, lambda wanted=wanted: responses.responses(desk, wanted)
        yield f"responses counted, {name}", _SOME, lambda wanted=wanted: responses.counts(desk, wanted)
    yield "calendar of a month", 3, lambda: calendar(desk, _MONTH, _MONTH + timedelta(days=29))
    yield "calendar, what is late", 3, lambda: late(desk)
    yield "letters", _SOME, lambda: keeping.letters(desk)
    yield "letters, a common word", _SOME, lambda: keeping.letters(desk, "অভিযোগ")
    rare = _newest_number(desk, Letter)
    yield "letters, a rare word", _SOME, lambda: keeping.letters(desk, rare)
    yield "activities of a quarter", _SOME, lambda: activities(desk, _MONTH, _MONTH + timedelta(days=90))
    yield "report of a quarter", _ONCE, lambda: counting.count(desk, _QUARTER)
    yield "history, counted", _SOME, lambda: reading.counts(desk)
    yield "history, not approved", _ONCE, lambda: matching.unapproved(desk, None, Work())


def _archive(desk: Desk) -> Iterator[Step]:
    """The archive's list, as many of it at every size, by each of its filters."""
    none = Wanted(None, None, "", "", None)
    filters = {
        "": none,
        ", published": replace(none, state=State.PUBLISHED),
        ", a common word": replace(none, search=COMMON),
        ", a rare word": replace(none, search=_newest_number(desk, Publication)),
        ", a month": replace(none, since=_MONTH, until=_MONTH + timedelta(days=29)),
        ", until a day": replace(none, until=_MONTH + timedelta(days=29)),
        ", a page with most": replace(none, account=HANDLES[0]),
        ", a page with few": replace(none, account=HANDLES[1]),
        ", a purpose": replace(none, purpose="5.a"),
        ", a person": replace(none, person=MEMBER_NAME),
        ", a finding": replace(none, finding="6.1.a"),
        ", a kind": replace(none, kind=DraftKind.POST.value),
        ", a purpose of none": replace(none, purpose="5.c"),
        ", marked important": replace(none, important=True),
        ", a person of none": replace(none, person="কেহ নয়"),
        ", a finding of none": replace(none, finding="10.c"),
        ", a kind of none": replace(none, kind=DraftKind.COMMENT.value),
        ", a use of none": replace(none, kind=DraftKind.BANNER.value),
    }
    for name, wanted in filters.items():
        yield f"archive list{name}", _SOME, lambda wanted=wanted: approved_list(desk, wanted, _PAGE)


def _newest_number(desk: Desk, table: type[Table]) -> str:
    """The number in the newest row's text, which stands in no other and begins none."""
    with desk.store.read():
        return str(table.select(fn.MAX(table.id)).scalar())


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
    words = {
        "a common word": COMMON,
        "its beginning": BEGINNING,
        "a rare word": str(pending[0]),
        "how the newest numbers begin": str(pending[0])[:-2],  # 111 posts, whatever the size
        "how numbers begin": NUMBERS,  # 11 posts of 3,000, and more than the list holds of a million
    }
    for name, word in words.items():
        yield f"search, {name}", 3, lambda word=word: choose(Show.ALL, word)
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
